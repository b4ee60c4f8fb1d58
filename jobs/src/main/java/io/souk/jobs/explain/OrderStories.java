package io.souk.jobs.explain;

import static org.apache.spark.sql.functions.col;

import io.souk.jobs.lake.PublishedTables;
import io.souk.money.Currencies;
import io.souk.timeline.AttributionModel;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.Eligibility;
import io.souk.timeline.Event;
import io.souk.timeline.PackedTimeline;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the story of an order in what is published: a few rows of silver.orders, silver.timelines and the ledger. */
public final class OrderStories {

    /** Events that do not count and are told nevertheless, the nearest ones, before and after the order. */
    private static final int TOLD_BEFORE = 30;

    private static final int TOLD_AFTER = 5;

    private static final int MILLIONTH = 6;

    private final PublishedTables tables;
    private final AttributionRules rules;

    /**
     * @param rules which touches are eligible; those by which the tables were made
     */
    public OrderStories(PublishedTables tables, AttributionRules rules) {
        this.tables = tables;
        this.rules = rules;
    }

    /**
     * Tells the story of an order.
     *
     * @throws UnknownOrderException where it is not published, with what is known of it
     */
    public OrderStory of(String platform, String orderId) {
        Column isOrder = col("platform").equalTo(platform).and(col("order_id").equalTo(orderId));
        Row order = tables.sql("select * from silver.orders").where(isOrder).collectAsList().stream()
                .findFirst()
                .orElseThrow(() -> unknown(platform, orderId, isOrder));
        String currency = tables.publication().reportingCurrency();
        int digits = Currencies.fractionDigits(currency);
        String person = order.getAs("person_id");
        List<OrderStory.Entry> entries = entries(isOrder, order.<Date>getAs("business_date"), digits);
        List<OrderStory.Step> all = steps(person == null ? guest(platform, orderId) : person, platform, orderId);
        int at = position(all, platform, orderId);
        int first = firstTold(all, at);
        int last = Math.min(all.size(), at + 1 + TOLD_AFTER);
        return new OrderStory(
                platform,
                orderId,
                Optional.ofNullable(person),
                order.<Timestamp>getAs("placed_at").toInstant(),
                order.<Date>getAs("business_date").toLocalDate(),
                state(order),
                currency,
                BigDecimal.valueOf(order.<Long>getAs("gmv_minor"), digits),
                List.copyOf(all.subList(first, last)),
                first,
                all.size() - last,
                entries,
                !order.<Boolean>getAs("is_paid") || agree(all, entries));
    }

    private static String state(Row order) {
        String state = order.<Boolean>getAs("is_cancelled")
                ? "paid, then cancelled"
                : order.<Boolean>getAs("is_paid") ? "paid" : "not paid, so nobody is credited";
        return order.<Boolean>getAs("is_flagged") ? state + ", suspected to be fake" : state;
    }

    private static String guest(String platform, String orderId) {
        return String.join("/", "guest", platform, orderId);
    }

    private List<OrderStory.Step> steps(String timeline, String platform, String orderId) {
        List<Row> generations = tables.sql("select timeline_id, run_number, events from silver.timelines")
                .where(col("timeline_id").equalTo(timeline))
                .orderBy(col("run_number").desc())
                .limit(1)
                .collectAsList();
        List<Event> events = new ArrayList<>();
        if (!generations.isEmpty()) {
            Iterator<Event> packed =
                    new PackedTimeline.Reader().events(generations.get(0).getAs("events"));
            packed.forEachRemaining(events::add);
        }
        Event.Order order = (Event.Order) events.stream()
                .filter(event -> isOrder(event, platform, orderId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "silver.orders has the order %s of %s, and no timeline does. The lake is damaged; make its tables again: souk backfill --lake DIR"
                                .formatted(orderId, platform)));
        List<Event.Touch> touches = events.stream()
                .filter(Event.Touch.class::isInstance)
                .map(Event.Touch.class::cast)
                .toList();
        Iterator<Eligibility> verdicts = Eligibility.of(touches, order, rules).iterator();
        return events.stream()
                .map(event -> {
                    if (event instanceof Event.Touch touch) {
                        Eligibility verdict = verdicts.next();
                        return new OrderStory.Step(event, Optional.of(verdict), verdict.reason(touch, rules));
                    }
                    return new OrderStory.Step(
                            event,
                            Optional.empty(),
                            isOrder(event, platform, orderId) ? "this order" : "another order");
                })
                .toList();
    }

    private static boolean isOrder(Event event, String platform, String orderId) {
        return event instanceof Event.Order
                && event.platform().equals(platform)
                && event.id().equals(orderId);
    }

    private static int position(List<OrderStory.Step> steps, String platform, String orderId) {
        for (int i = 0; i < steps.size(); i++) {
            if (isOrder(steps.get(i).event(), platform, orderId)) {
                return i;
            }
        }
        throw new IllegalStateException("The order %s of %s is not in its own journey".formatted(orderId, platform));
    }

    /** The first step that is told: the earliest that counts, and a number of others before the order. */
    private static int firstTold(List<OrderStory.Step> steps, int order) {
        for (int i = 0; i < order - TOLD_BEFORE; i++) {
            if (steps.get(i).verdict().equals(Optional.of(Eligibility.ELIGIBLE))) {
                return i;
            }
        }
        return Math.max(0, order - TOLD_BEFORE);
    }

    private List<OrderStory.Entry> entries(Column isOrder, Date orderDate, int digits) {
        // Refunds come later: the ledger's earlier months are not read.
        Dataset<Row> entries = tables.sql("select * from gold.attribution_credit")
                .where(isOrder.and(
                        col("business_month").geq(orderDate.toLocalDate().withDayOfMonth(1))));
        List<String> models = Arrays.stream(AttributionModel.values())
                .map(AttributionModel::text)
                .toList();
        return entries.collectAsList().stream()
                .map(row -> new OrderStory.Entry(
                        date(row),
                        row.getAs("entry"),
                        row.getAs("model"),
                        row.getAs("touch_platform"),
                        row.getAs("touch_type"),
                        row.getAs("touch_id"),
                        row.getAs("channel"),
                        row.getAs("sharer"),
                        row.getAs("sharer_type"),
                        row.getAs("partner"),
                        BigDecimal.valueOf(row.<Long>getAs("credited_millionths"), MILLIONTH),
                        BigDecimal.valueOf(row.<Long>getAs("credited_amount"), digits)))
                .sorted(Comparator.comparing(OrderStory.Entry::date)
                        .thenComparing(OrderStory.Entry::entry)
                        .thenComparing(entry -> models.indexOf(entry.model()))
                        .thenComparing(OrderStory.Entry::touchType)
                        .thenComparing(OrderStory.Entry::touchId))
                .toList();
    }

    private static LocalDate date(Row row) {
        return row.<Date>getAs("business_date").toLocalDate();
    }

    /** Whether those touches have credit that count. By the linear model each of them has. */
    private static boolean agree(List<OrderStory.Step> steps, List<OrderStory.Entry> entries) {
        Set<String> counting = steps.stream()
                .filter(step -> step.verdict().equals(Optional.of(Eligibility.ELIGIBLE)))
                .map(step -> String.join(
                        "/",
                        step.event().platform(),
                        ((Event.Touch) step.event()).type(),
                        step.event().id()))
                .collect(Collectors.toSet());
        Set<String> credited = new HashSet<>();
        for (OrderStory.Entry entry : entries) {
            if (entry.model().equals(AttributionModel.LINEAR.text())
                    && entry.orders().signum() > 0
                    && !entry.touchType().equals("none")) {
                credited.add(String.join("/", entry.touchPlatform(), entry.touchType(), entry.touchId()));
            }
        }
        return counting.equals(credited);
    }

    private UnknownOrderException unknown(String platform, String orderId, Column isOrder) {
        Optional<Row> rejected =
                tables.sql("select * from silver.rejected_orders").where(isOrder).collectAsList().stream()
                        .findFirst();
        if (rejected.isPresent()) {
            return new UnknownOrderException(
                    "The order %s of %s is known and not valued, so it has no credit: %s. See silver.rejected_orders."
                            .formatted(
                                    orderId,
                                    platform,
                                    String.join(
                                            ", ",
                                            rejected.get()
                                                    .<String>getList(
                                                            rejected.get().fieldIndex("reasons")))));
        }
        String platforms =
                tables.sql("select distinct platform from silver.orders order by platform").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining(", "));
        return new UnknownOrderException(
                "No order %s of %s is published. Orders of %s to %s are, of the platforms %s. Look it up for example by: souk sql \"select platform, order_id from silver.orders where order_id like '%%%s%%'\""
                        .formatted(
                                orderId,
                                platform,
                                tables.publication().firstDate(),
                                tables.publication().lastDate(),
                                platforms,
                                orderId.replace("'", "''")));
    }
}
