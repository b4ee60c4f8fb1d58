package io.souk.silver;

import io.souk.bronze.OrderEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Folds the events of each order, as they stream by sorted, into one row: when what happened, what was sold. Times are
 * microseconds and amounts ten-thousandths of the order's currency, as whole numbers.
 */
final class OrderFold {

    static final StructType LINE = new StructType()
            .add("amount", DataTypes.LongType)
            .add("category", DataTypes.StringType)
            .add("product_id", DataTypes.StringType)
            .add("seller_id", DataTypes.StringType)
            .add("quantity", DataTypes.LongType);

    static final StructType ORDER = new StructType()
            .add("platform", DataTypes.StringType)
            .add("order_id", DataTypes.StringType)
            .add("placed_micros", DataTypes.LongType)
            .add("paid_micros", DataTypes.LongType)
            .add("shipped_micros", DataTypes.LongType)
            .add("delivered_micros", DataTypes.LongType)
            .add("cancelled_micros", DataTypes.LongType)
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
            .add("sold", DataTypes.createArrayType(LINE, false));

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
            "shipping_fee");

    private static final int PRECISION = 18;
    private static final int SCALE = 4;

    private OrderFold() {}

    /** One row of {@link #ORDER} for each order that any event names. */
    static Dataset<Row> orders(Dataset<Row> events) {
        Dataset<Row> sorted = events.where(OrderEvents.ORDER_ID.col().isNotNull())
                .select(READ.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new))
                .repartition(OrderEvents.PLATFORM.col(), OrderEvents.ORDER_ID.col())
                .sortWithinPartitions(OrderEvents.PLATFORM.col(), OrderEvents.ORDER_ID.col());
        return events.sparkSession()
                .createDataFrame(
                        ((org.apache.spark.sql.classic.Dataset<Row>) sorted)
                                .queryExecution()
                                .toRdd()
                                .toJavaRDD()
                                .mapPartitions(OrderFold::over),
                        ORDER);
    }

    private static Iterator<Row> over(Iterator<InternalRow> rows) {
        return new Iterator<>() {
            private Order open;
            private Row ready;

            @Override
            public boolean hasNext() {
                while (ready == null && rows.hasNext()) {
                    InternalRow row = rows.next();
                    if (open == null || !open.owns(row)) {
                        ready = open == null ? null : open.row();
                        open = new Order(
                                row.getUTF8String(0).clone(),
                                row.getUTF8String(1).clone());
                    }
                    open.take(row);
                }
                if (ready == null && open != null) {
                    ready = open.row();
                    open = null;
                }
                return ready != null;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Row next = ready;
                ready = null;
                return next;
            }
        };
    }

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
        Row[] sorted() {
            lines.sort(Line.LARGEST_FIRST);
            return lines.stream()
                    .map(line ->
                            RowFactory.create(line.amount, line.category, line.productId, line.sellerId, line.quantity))
                    .toArray(Row[]::new);
        }
    }

    private record Line(long amount, String lineId, String category, String productId, String sellerId, long quantity) {

        private static final Comparator<String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

        static final Comparator<Line> LARGEST_FIRST = Comparator.comparingLong(Line::amount)
                .reversed()
                .thenComparing(Line::lineId, NULLS_LAST)
                .thenComparing(Line::productId, NULLS_LAST)
                .thenComparing(Line::category, NULLS_LAST)
                .thenComparing(Line::sellerId, NULLS_LAST)
                .thenComparingLong(Line::quantity);
    }

    private static final class Order {
        private final UTF8String platform;
        private final UTF8String orderId;
        private final Long[] firstTimes = new Long[OrderEvents.EVENT_TYPES.size()];
        private final Sale placed = new Sale();
        private final Sale paid = new Sale();
        private String buyerId;
        private String storefront;
        private String country;
        private String city;
        private String teamId;
        private String currency;
        private boolean isMixed;

        Order(UTF8String platform, UTF8String orderId) {
            this.platform = platform;
            this.orderId = orderId;
        }

        boolean owns(InternalRow row) {
            return row.getUTF8String(1).equals(orderId) && row.getUTF8String(0).equals(platform);
        }

        void take(InternalRow row) {
            String type = row.getUTF8String(2).toString();
            int kind = OrderEvents.EVENT_TYPES.indexOf(type);
            long at = row.getLong(3);
            if (kind >= 0 && (firstTimes[kind] == null || at < firstTimes[kind])) {
                firstTimes[kind] = at;
            }
            buyerId = larger(buyerId, text(row, 4));
            storefront = larger(storefront, text(row, 5));
            country = larger(country, text(row, 6));
            city = larger(city, text(row, 7));
            teamId = larger(teamId, text(row, 8));
            if (type.equals(OrderEvents.PLACED) || type.equals(OrderEvents.PAID)) {
                String code = text(row, 9);
                isMixed |= currency != null && !currency.equals(code);
                currency = larger(currency, code);
                (type.equals(OrderEvents.PLACED) ? placed : paid).take(row);
            }
        }

        Row row() {
            Sale sale = placed.lines.isEmpty() ? paid : placed;
            Long placedAt = first(OrderEvents.PLACED);
            return RowFactory.create(
                    platform.toString(),
                    orderId.toString(),
                    placedAt == null ? first(OrderEvents.PAID) : placedAt,
                    first(OrderEvents.PAID),
                    first(OrderEvents.SHIPPED),
                    first(OrderEvents.DELIVERED),
                    first(OrderEvents.CANCELLED),
                    first(OrderEvents.FLAGGED) != null,
                    first(OrderEvents.DISPUTED) != null,
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
                    sale.sorted());
        }

        private Long first(String type) {
            return firstTimes[OrderEvents.EVENT_TYPES.indexOf(type)];
        }

        /** Of several values the larger one by name: the same whatever the order of arrival. */
        private static String larger(String a, String b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.compareTo(b) >= 0 ? a : b;
        }
    }

    private static String text(InternalRow row, int column) {
        return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
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
