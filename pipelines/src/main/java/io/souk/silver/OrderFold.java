package io.souk.silver;

import io.souk.bronze.OrderEvents;
import io.souk.table.InternalRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Folds the events of each order, as they stream by sorted, into one row: when what happened, what was sold, what was
 * paid back. Amounts of the sale are ten-thousandths of the order's currency, as whole numbers.
 */
final class OrderFold {

    static final StructType LINE = new StructType()
            .add("amount", DataTypes.LongType)
            .add("category", DataTypes.StringType)
            .add("product_id", DataTypes.StringType)
            .add("seller_id", DataTypes.StringType)
            .add("quantity", DataTypes.LongType);

    static final StructType REFUND = new StructType()
            .add("refund_id", DataTypes.StringType)
            .add("refunded_at", DataTypes.TimestampType)
            .add("refund_amount", DataTypes.createDecimalType(18, 4))
            .add("refund_currency", DataTypes.StringType)
            .add("refund_country", DataTypes.StringType)
            .add("refund_storefront", DataTypes.StringType)
            .add("refund_category", DataTypes.StringType);

    static final StructType ORDER = new StructType()
            .add("platform", DataTypes.StringType)
            .add("order_id", DataTypes.StringType)
            .add("placed_at", DataTypes.TimestampType)
            .add("paid_at", DataTypes.TimestampType)
            .add("shipped_at", DataTypes.TimestampType)
            .add("delivered_at", DataTypes.TimestampType)
            .add("cancelled_at", DataTypes.TimestampType)
            .add("is_flagged", DataTypes.BooleanType)
            .add("is_disputed", DataTypes.BooleanType)
            .add("buyer_id", DataTypes.StringType)
            .add("order_storefront", DataTypes.StringType)
            .add("order_country", DataTypes.StringType)
            .add("order_city", DataTypes.StringType)
            .add("team_id", DataTypes.StringType)
            .add("currency", DataTypes.StringType)
            .add("is_mixed", DataTypes.BooleanType)
            .add("list", DataTypes.LongType)
            .add("seller_discount", DataTypes.LongType)
            .add("platform_subsidy", DataTypes.LongType)
            .add("shipping_fee", DataTypes.LongType)
            .add("units", DataTypes.LongType)
            .add("sold", DataTypes.createArrayType(LINE, false))
            .add("refunds", DataTypes.createArrayType(REFUND, false))
            .add("first_event_at", DataTypes.TimestampType);

    /** What is read of an event; the numbers below are places in it. */
    private static final List<String> READ = List.of(
            "platform",
            "order_id",
            "event_type",
            "occurred_at",
            "buyer_id",
            "storefront",
            "country",
            "city",
            "team_id",
            "currency",
            "line_id",
            "category",
            "product_id",
            "seller_id",
            "quantity",
            "unit_price",
            "seller_discount",
            "platform_subsidy",
            "shipping_fee",
            "event_id",
            "refund_amount",
            "row_hash",
            "ingest_batch",
            "source_file",
            "source_row",
            Horizon.IS_SEEN);

    private static final List<UTF8String> EVENT_TYPES =
            OrderEvents.EVENT_TYPES.stream().map(UTF8String::fromString).toList();
    private static final int PLACED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.PLACED);
    private static final int PAID = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.PAID);
    private static final int SHIPPED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.SHIPPED);
    private static final int DELIVERED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.DELIVERED);
    private static final int CANCELLED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.CANCELLED);
    private static final int REFUNDED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.REFUNDED);
    private static final int DISPUTED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.DISPUTED);
    private static final int FLAGGED = OrderEvents.EVENT_TYPES.indexOf(OrderEvents.FLAGGED);

    private static final UTF8String SLASH = UTF8String.fromString("/");
    private static final int PRECISION = 18;
    private static final int SCALE = 4;

    private OrderFold() {}

    /**
     * One row of {@link #ORDER} for each order that any event names. Of several events with the same type and event_id the
     * latest arrival holds; then events beyond the horizon are left out.
     *
     * @param events bronze order events that {@link Horizon#marked} marked
     */
    static Dataset<Row> orders(Dataset<Row> events) {
        Column[] order = {OrderEvents.PLATFORM.col(), OrderEvents.ORDER_ID.col()};
        // Numbers sort faster than texts, and few orders share a number.
        Dataset<Row> sorted = events.where(OrderEvents.ORDER_ID.col().isNotNull())
                .select(READ.stream().map(functions::col).toArray(Column[]::new))
                .repartition(order)
                .sortWithinPartitions(functions.xxhash64(order), order[0], order[1]);
        return InternalRows.dataset(events, InternalRows.of(sorted).mapPartitions(OrderFold::over), ORDER);
    }

    private static Iterator<InternalRow> over(Iterator<InternalRow> rows) {
        return new Iterator<>() {
            private final List<InternalRow> events = new ArrayList<>();
            private InternalRow upcoming = advance();
            private InternalRow ready;

            private InternalRow advance() {
                return rows.hasNext() ? rows.next().copy() : null;
            }

            @Override
            public boolean hasNext() {
                while (ready == null && upcoming != null) {
                    events.clear();
                    InternalRow first = upcoming;
                    while (upcoming != null && areOfOneOrder(first, upcoming)) {
                        events.add(upcoming);
                        upcoming = advance();
                    }
                    ready = order(events);
                }
                return ready != null;
            }

            @Override
            public InternalRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                InternalRow next = ready;
                ready = null;
                return next;
            }
        };
    }

    /** The row of an order, or null where nothing of it lies within the horizon. */
    private static InternalRow order(List<InternalRow> events) {
        Order order = new Order(events.get(0));
        holding(events).forEach(order::take);
        return order.isEmpty ? null : order.row();
    }

    private static boolean areOfOneOrder(InternalRow a, InternalRow b) {
        return a.getUTF8String(1).equals(b.getUTF8String(1))
                && a.getUTF8String(0).equals(b.getUTF8String(0));
    }

    /** The events without those that a later arrival replaced, and without those beyond the horizon. */
    private static Stream<InternalRow> holding(List<InternalRow> events) {
        Map<EventKey, InternalRow> latest = new LinkedHashMap<>();
        for (InternalRow event : events) {
            UTF8String id = text(event, 19);
            EventKey key = new EventKey(event.getUTF8String(2), id == null ? event.getUTF8String(21) : id, id != null);
            latest.merge(key, event, (a, b) -> LATEST_ARRIVAL.compare(a, b) >= 0 ? a : b);
        }
        return latest.values().stream().filter(event -> event.getBoolean(25));
    }

    /** What tells one fact of an order from another: an event without an identity is told by its content. */
    private record EventKey(UTF8String type, UTF8String id, boolean isIdentified) {}

    private static final Comparator<InternalRow> LATEST_ARRIVAL = Comparator.<InternalRow>comparingLong(
                    event -> event.getLong(22))
            .thenComparing(event -> event.getUTF8String(23))
            .thenComparingLong(event -> event.getLong(24))
            .thenComparing(event -> event.getUTF8String(21));

    /** What the rows of one event type say was sold. */
    private static final class Sale {
        private long list;
        private long sellerDiscount;
        private long platformSubsidy;
        private long shippingFee;
        private long units;
        private final List<Line> lines = new ArrayList<>();

        void take(InternalRow row) {
            long discount = amount(row, 16);
            sellerDiscount = Math.addExact(sellerDiscount, discount);
            platformSubsidy = Math.addExact(platformSubsidy, amount(row, 17));
            shippingFee = Math.addExact(shippingFee, amount(row, 18));
            if (!row.isNullAt(14)) {
                long quantity = row.getLong(14);
                long price = Math.multiplyExact(quantity, amount(row, 15));
                units = Math.addExact(units, quantity);
                list = Math.addExact(list, price);
                lines.add(new Line(
                        price - discount, text(row, 10), text(row, 11), text(row, 12), text(row, 13), quantity));
            }
        }

        /** The largest line first; lines of the same amount in an order that does not depend on arrival. */
        ArrayData sorted() {
            lines.sort(Line.LARGEST_FIRST);
            return new GenericArrayData(lines.stream().map(Line::row).toArray());
        }
    }

    private record Line(
            long amount,
            UTF8String lineId,
            UTF8String category,
            UTF8String productId,
            UTF8String sellerId,
            long quantity) {

        private static final Comparator<UTF8String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

        static final Comparator<Line> LARGEST_FIRST = Comparator.comparingLong(Line::amount)
                .reversed()
                .thenComparing(Line::lineId, NULLS_LAST)
                .thenComparing(Line::productId, NULLS_LAST)
                .thenComparing(Line::category, NULLS_LAST)
                .thenComparing(Line::sellerId, NULLS_LAST)
                .thenComparingLong(Line::quantity);

        InternalRow row() {
            return new GenericInternalRow(new Object[] {amount, category, productId, sellerId, quantity});
        }
    }

    private static final class Order {
        private final UTF8String platform;
        private final UTF8String orderId;
        private final Long[] firstTimes = new Long[EVENT_TYPES.size()];
        private final Sale placed = new Sale();
        private final Sale paid = new Sale();
        private final List<InternalRow> refunds = new ArrayList<>();
        private UTF8String buyerId;
        private UTF8String storefront;
        private UTF8String country;
        private UTF8String city;
        private UTF8String teamId;
        private UTF8String currency;
        private boolean isMixed;
        private boolean isEmpty = true;
        private long firstEventAt = Long.MAX_VALUE;

        Order(InternalRow event) {
            this.platform = event.getUTF8String(0);
            this.orderId = event.getUTF8String(1);
        }

        void take(InternalRow row) {
            isEmpty = false;
            int kind = EVENT_TYPES.indexOf(row.getUTF8String(2));
            long at = row.getLong(3);
            firstEventAt = Math.min(firstEventAt, at);
            if (kind >= 0 && (firstTimes[kind] == null || at < firstTimes[kind])) {
                firstTimes[kind] = at;
            }
            buyerId = larger(buyerId, text(row, 4));
            storefront = larger(storefront, text(row, 5));
            country = larger(country, text(row, 6));
            city = larger(city, text(row, 7));
            teamId = larger(teamId, text(row, 8));
            if (kind == PLACED || kind == PAID) {
                UTF8String code = text(row, 9);
                isMixed |= currency != null && !currency.equals(code);
                currency = larger(currency, code);
                (kind == PLACED ? placed : paid).take(row);
            } else if (kind == REFUNDED) {
                refunds.add(refund(row));
            }
        }

        /** A refund; sources number refunds by order, so its identity begins with the order's. */
        private InternalRow refund(InternalRow row) {
            return new GenericInternalRow(new Object[] {
                row.isNullAt(19) ? row.getUTF8String(21) : UTF8String.concatWs(SLASH, orderId, row.getUTF8String(19)),
                row.getLong(3),
                row.isNullAt(20) ? null : row.getDecimal(20, PRECISION, SCALE),
                text(row, 9),
                text(row, 6),
                text(row, 5),
                text(row, 11)
            });
        }

        InternalRow row() {
            Sale sale = placed.lines.isEmpty() ? paid : placed;
            return new GenericInternalRow(new Object[] {
                platform,
                orderId,
                firstTimes[PLACED] == null ? firstTimes[PAID] : firstTimes[PLACED],
                firstTimes[PAID],
                firstTimes[SHIPPED],
                firstTimes[DELIVERED],
                firstTimes[CANCELLED],
                firstTimes[FLAGGED] != null,
                firstTimes[DISPUTED] != null,
                buyerId,
                storefront,
                country,
                city,
                teamId,
                currency,
                isMixed,
                sale.list,
                sale.sellerDiscount,
                sale.platformSubsidy,
                sale.shippingFee,
                sale.units,
                sale.sorted(),
                new GenericArrayData(refunds.toArray()),
                firstEventAt
            });
        }

        /** Of several values the larger one by name: the same whatever the order of arrival. */
        private static UTF8String larger(UTF8String a, UTF8String b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.compareTo(b) >= 0 ? a : b;
        }
    }

    private static UTF8String text(InternalRow row, int column) {
        return row.isNullAt(column) ? null : row.getUTF8String(column);
    }

    private static long amount(InternalRow row, int column) {
        return row.isNullAt(column)
                ? 0
                : row.getDecimal(column, PRECISION, SCALE).toUnscaledLong();
    }

    /** The type that amounts of {@link #ORDER} have once they are decimals again. */
    static DataType amountType() {
        return DataTypes.createDecimalType(28, SCALE);
    }
}
