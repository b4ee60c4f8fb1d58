package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.EVENTS;
import static io.souk.jobs.plan.Lookups.PROFILES;
import static io.souk.jobs.plan.Lookups.RATES;
import static io.souk.jobs.plan.Lookups.SHARES;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.FxRates;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.ShareEvents;
import io.souk.bronze.Spend;
import io.souk.gold.sales.Gmv;
import io.souk.jobs.config.Config;
import io.souk.silver.Buyers;
import io.souk.silver.Contributions;
import io.souk.silver.Generations;
import io.souk.silver.Horizon;
import io.souk.silver.Latest;
import io.souk.silver.Orders;
import io.souk.silver.Refunds;
import io.souk.silver.RejectedOrders;
import io.souk.silver.SettledOrders;
import io.souk.silver.Shares;
import io.souk.silver.Timelines;
import io.souk.silver.Touches;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.DateSpan;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What is no longer as the publication before has it: the orders, refunds and touches that arrivals speak of, the persons
 * they belong to, and the sums that these persons add to. Everything else stays as it is and is not read again.
 *
 * <p>An order's earlier events lie after its {@code first_event_at}: history before that is not looked at.
 */
final class Difference {

    private static final String[] ORDER = {"platform", "order_id"};
    private static final String[] REFUND = {"platform", "refund_id"};
    private static final String[] TOUCH = {"platform", "touch_type", "touch_id"};
    private static final String[] TEAM = {"platform", "team_id"};
    private static final String[] ACCOUNT = {"platform", "buyer_id"};

    private final Arrivals arrivals;
    private final Config config;
    private final String currency;
    private final DateSpan span;
    private final long run;
    private Extent orderExtent;
    private Extent touchExtent;
    private SortedSet<LocalDate> orderMonths;
    private SortedSet<LocalDate> refundMonths;
    private SortedSet<LocalDate> touchMonths;
    private SortedSet<LocalDate> salesMonths;
    private Map<String, LocalDate> firstDays;

    /**
     * Where touched rows lie in a table, as it was.
     *
     * @param rows how many rows have arrived or are touched
     * @param known how many of them the table holds
     * @param months first days of the months that hold them
     * @param earliest the earliest moment of any of them; null where there is none
     */
    private record Extent(long rows, long known, SortedSet<LocalDate> months, Timestamp earliest) {}

    private static final Extent NOTHING = new Extent(0, 0, new TreeSet<>(), null);

    Difference(Arrivals arrivals, Config config, String currency, DateSpan span, long run) {
        this.arrivals = arrivals;
        this.config = config;
        this.currency = currency;
        this.span = span;
        this.run = run;
    }

    /** Why the difference is no smaller than the whole, where that is so: what every order depends on has changed. */
    java.util.Optional<String> reasonForAll() {
        return Stream.of(Lookups.PLATFORMS, Lookups.TIERS, Lookups.CHANNELS)
                .filter(arrivals::changed)
                .map(table -> table + " has changed")
                .findFirst();
    }

    // What arrived.

    private Dataset<Row> arrivedEvents(Inputs in) {
        return in.keep(
                "arrived events",
                () -> arrivals.of(in.read(EVENTS), OrderEvents.OCCURRED_AT, Lookups.platforms(in))
                        .select("platform", "order_id", "occurred_at"));
    }

    private Dataset<Row> arrivedShares(Inputs in) {
        return in.keep(
                "arrived shares",
                () -> arrivals.of(in.read(SHARES), ShareEvents.OCCURRED_AT, Lookups.platforms(in))
                        .select(Stream.concat(Stream.of(Touches.identity()), Stream.of(col("occurred_at")))
                                .toArray(Column[]::new)));
    }

    private Dataset<Row> describedAnew(Inputs in) {
        return arrivals.since(in.read(PROFILES)).select("platform", "buyer_id").distinct();
    }

    /** The first date of a new rate within the dates that were published; null where there is none. */
    private LocalDate firstNewRate(Inputs in) {
        if (!arrivals.changed(RATES)) {
            return null;
        }
        Row first =
                arrivals.since(in.read(RATES)).agg(min(FxRates.RATE_DATE.col())).first();
        return first.isNullAt(0) ? null : first.getDate(0).toLocalDate();
    }

    // The orders that it touches.

    /** Columns platform, order_id. */
    private Dataset<Row> touchedOrders(Inputs in) {
        return in.keep("touched orders", () -> {
            Dataset<Row> touched =
                    arrivedEvents(in).where(col("order_id").isNotNull()).select(ids(ORDER));
            if (arrivals.changed(PROFILES)) {
                touched = touched.unionAll(in.before(Orders.TABLE)
                        .join(broadcast(describedAnew(in)), ACCOUNT, "left_semi")
                        .select(ids(ORDER)));
            }
            LocalDate rate = firstNewRate(in);
            if (rate != null) {
                touched = touched.unionAll(in.before(Orders.TABLE)
                                .where(Orders.BUSINESS_DATE.col().geq(lit(rate)))
                                .select(ids(ORDER)))
                        .unionAll(in.before(RejectedOrders.TABLE).select(ids(ORDER)));
            }
            return touched.distinct();
        });
    }

    private Extent orderExtent(Inputs in) {
        if (orderExtent == null) {
            Row arrived = arrivedEvents(in)
                    .agg(functions.count(lit(1)), min("occurred_at"))
                    .first();
            if (arrived.getLong(0) == 0 && !arrivals.changed(PROFILES) && firstNewRate(in) == null) {
                orderExtent = NOTHING;
                return NOTHING;
            }
            Extent valued = extent(
                    in.before(Orders.TABLE),
                    broadcast(touchedOrders(in)),
                    ORDER,
                    Orders.FIRST_EVENT_AT,
                    Table.MONTH.col());
            Extent rejected = extent(
                    in.before(RejectedOrders.TABLE),
                    broadcast(touchedOrders(in)),
                    ORDER,
                    Orders.FIRST_EVENT_AT,
                    lit(null).cast("date"));
            orderExtent = new Extent(
                    valued.rows + rejected.rows + arrived.getLong(0),
                    valued.rows,
                    valued.months,
                    earlier(earlier(valued.earliest, rejected.earliest), arrived.getTimestamp(1)));
        }
        return orderExtent;
    }

    private static Extent extent(
            Dataset<Row> rows, Dataset<Row> touched, String[] key, TableColumn moment, Column month) {
        Row found = rows.join(touched, key, "left_semi")
                .agg(functions.count(lit(1)), collect_set(month), min(moment.col()))
                .first();
        SortedSet<LocalDate> months = new TreeSet<>();
        found.<Date>getList(1).forEach(date -> months.add(date.toLocalDate()));
        return new Extent(found.getLong(0), found.getLong(0), months, found.getTimestamp(2));
    }

    private static Timestamp earlier(Timestamp a, Timestamp b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.before(b) ? a : b;
    }

    /** How many orders were published, and are looked at again. */
    long ordersTouched(Inputs in) {
        return orderExtent(in).known;
    }

    private Dataset<Row> eventsOfTouched(Inputs in) {
        Dataset<Row> sought = orderExtent(in).earliest == null
                ? in.read(EVENTS).limit(0)
                : in.read(EVENTS).where(OrderEvents.OCCURRED_AT.col().geq(lit(orderExtent(in).earliest)));
        return in.keep("events of touched orders", () -> sought.join(broadcast(touchedOrders(in)), ORDER, "left_semi"));
    }

    private Dataset<Row> settled(Inputs in) {
        return in.keep(
                "settled orders",
                () -> SettledOrders.from(
                        eventsOfTouched(in),
                        span.last(),
                        buyersOf(in, "orders", eventsOfTouched(in)),
                        Lookups.platforms(in),
                        Lookups.tiers(in, config),
                        Lookups.conversion(in, currency)));
    }

    /** The accounts of some rows, without a look at all others. */
    private static Buyers buyersOf(Inputs in, String what, Dataset<Row> rows) {
        Dataset<Row> accounts =
                rows.where(col("buyer_id").isNotNull()).select(ids(ACCOUNT)).distinct();
        return Buyers.from(
                Latest.of(BuyerProfiles.CONTRACT, in.read(PROFILES).join(broadcast(accounts), ACCOUNT, "left_semi")));
    }

    private Dataset<Row> ordersBefore(Inputs in) {
        return in.keep(
                "orders as they were",
                () -> Staged.in(orderExtent(in).months, in.before(Orders.TABLE))
                        .join(broadcast(touchedOrders(in)), ORDER, "left_semi"));
    }

    private Dataset<Row> ordersNow(Inputs in) {
        return Orders.of(settled(in));
    }

    Staged orders(Inputs in) {
        if (orderExtent(in).rows == 0) {
            return new Staged.Same();
        }
        SortedSet<LocalDate> months = orderMonths(in);
        return Staged.months(
                Staged.in(months, in.before(Orders.TABLE))
                        .join(broadcast(touchedOrders(in)), ORDER, "left_anti")
                        .unionByName(ordersNow(in)),
                months);
    }

    private SortedSet<LocalDate> orderMonths(Inputs in) {
        if (orderMonths == null) {
            orderMonths = new TreeSet<>(orderExtent(in).months);
            orderMonths.addAll(months(ordersNow(in)));
        }
        return orderMonths;
    }

    Staged rejectedOrders(Inputs in) {
        if (orderExtent(in).rows == 0) {
            return new Staged.Same();
        }
        return new Staged.All(in.before(RejectedOrders.TABLE)
                .join(broadcast(touchedOrders(in)), ORDER, "left_anti")
                .unionByName(RejectedOrders.of(settled(in))));
    }

    // Their refunds.

    /** Refunds that name no order are few: where one of them may have changed, all are valued again. */
    private boolean hasNamelessRefunds(Inputs in) {
        return firstNewRate(in) != null
                || !arrivedEvents(in).where(col("order_id").isNull()).isEmpty();
    }

    private Dataset<Row> refundsNow(Inputs in) {
        return in.keep("refunds as they are", () -> {
            Dataset<Row> nameless = in.read(EVENTS).where(col("order_id").isNull());
            return Refunds.from(
                    settled(in),
                    hasNamelessRefunds(in) ? nameless : nameless.limit(0),
                    span.last(),
                    Lookups.platforms(in),
                    Lookups.conversion(in, currency));
        });
    }

    private Dataset<Row> refundsBefore(Inputs in) {
        return in.keep("refunds as they were", () -> {
            Dataset<Row> named = in.before(Refunds.TABLE).join(broadcast(touchedOrders(in)), ORDER, "left_semi");
            return hasNamelessRefunds(in)
                    ? named.select(ids(Refunds.TABLE))
                            .unionAll(in.before(Refunds.TABLE)
                                    .where(col("order_id").isNull())
                                    .select(ids(Refunds.TABLE)))
                    : named.select(ids(Refunds.TABLE));
        });
    }

    private Dataset<Row> refundsGone(Inputs in) {
        return in.keep("refunds gone", () -> refundsBefore(in).exceptAll(refundsNow(in)));
    }

    private Dataset<Row> refundsCome(Inputs in) {
        return in.keep("refunds come", () -> refundsNow(in).exceptAll(refundsBefore(in)));
    }

    Staged refunds(Inputs in) {
        if (orderExtent(in).rows == 0) {
            return new Staged.Same();
        }
        SortedSet<LocalDate> months = refundMonths(in);
        return Staged.months(
                Staged.in(months, in.before(Refunds.TABLE))
                        .join(broadcast(refundsGone(in).select(ids(REFUND))), REFUND, "left_anti")
                        .unionByName(refundsCome(in)),
                months);
    }

    private SortedSet<LocalDate> refundMonths(Inputs in) {
        if (refundMonths == null && orderExtent(in).rows == 0) {
            refundMonths = new TreeSet<>();
        } else if (refundMonths == null) {
            refundMonths = months(refundsGone(in).unionAll(refundsCome(in)));
        }
        return refundMonths;
    }

    // The touches.

    private Dataset<Row> touchedTouches(Inputs in) {
        return in.keep("touched touches", () -> {
            Dataset<Row> touched = arrivedShares(in).select(ids(TOUCH));
            return (arrivals.changed(PROFILES)
                            ? touched.unionAll(in.before(Touches.TABLE)
                                    .join(broadcast(describedAnew(in)), ACCOUNT, "left_semi")
                                    .select(ids(TOUCH)))
                            : touched)
                    .distinct();
        });
    }

    private Extent touchExtent(Inputs in) {
        if (touchExtent == null) {
            Row arrived = arrivedShares(in)
                    .agg(functions.count(lit(1)), min("occurred_at"))
                    .first();
            if (arrived.getLong(0) == 0 && !arrivals.changed(PROFILES)) {
                touchExtent = NOTHING;
                return NOTHING;
            }
            Extent known = extent(
                    in.before(Touches.TABLE),
                    broadcast(touchedTouches(in)),
                    TOUCH,
                    Touches.TOUCHED_AT,
                    Table.MONTH.col());
            touchExtent = new Extent(
                    known.rows + arrived.getLong(0),
                    known.rows,
                    known.months,
                    earlier(known.earliest, arrived.getTimestamp(1)));
        }
        return touchExtent;
    }

    private Dataset<Row> touchesBefore(Inputs in) {
        return in.keep(
                "touches as they were",
                () -> Staged.in(touchExtent(in).months, in.before(Touches.TABLE))
                        .join(broadcast(touchedTouches(in)), TOUCH, "left_semi"));
    }

    private Dataset<Row> touchesNow(Inputs in) {
        return in.keep("touches as they are", () -> {
            Dataset<Row> sought = touchExtent(in).earliest == null
                    ? in.read(SHARES).limit(0)
                    : in.read(SHARES).where(ShareEvents.OCCURRED_AT.col().geq(lit(touchExtent(in).earliest)));
            Dataset<Row> found = in.keep(
                    "events of touched touches",
                    () -> sought.withColumn("touch_type", Touches.identity()[1])
                            .withColumn("touch_id", Touches.identity()[2])
                            .join(broadcast(touchedTouches(in)), TOUCH, "left_semi")
                            .drop("touch_type", "touch_id"));
            return Touches.from(
                    Horizon.upTo(
                            span.last(),
                            Latest.of(ShareEvents.CONTRACT, found),
                            ShareEvents.OCCURRED_AT.col(),
                            Lookups.platforms(in)),
                    buyersOf(in, "touches", found),
                    Lookups.channels(in),
                    Lookups.platforms(in));
        });
    }

    Staged touches(Inputs in) {
        if (touchExtent(in).rows == 0) {
            return new Staged.Same();
        }
        if (touchMonths == null) {
            touchMonths = new TreeSet<>(touchExtent(in).months);
            touchMonths.addAll(months(touchesNow(in)));
        }
        return Staged.months(
                Staged.in(touchMonths, in.before(Touches.TABLE))
                        .join(broadcast(touchedTouches(in)), TOUCH, "left_anti")
                        .unionByName(touchesNow(in)),
                touchMonths);
    }

    // The shares.

    /** Whether a share has come, or a touch that may have followed one. */
    boolean hasShares(Inputs in) {
        return touchExtent(in).rows > 0;
    }

    /** A share may move others from one chain to another: all are followed again. */
    Staged shares(Inputs in) {
        if (touchExtent(in).rows == 0
                || arrivedShares(in)
                        .where(col("touch_type").equalTo(ShareEvents.SHARE))
                        .isEmpty()) {
            return new Staged.Same();
        }
        Dataset<Row> sent = in.keep(
                "shares",
                () -> Shares.sent(
                        Horizon.upTo(
                                span.last(),
                                Lookups.latest(in, ShareEvents.CONTRACT),
                                ShareEvents.OCCURRED_AT.col(),
                                Lookups.platforms(in)),
                        Lookups.platforms(in)));
        return new Staged.All(Shares.from(sent));
    }

    // The persons.

    boolean hasPersons(Inputs in) {
        return orderExtent(in).rows + touchExtent(in).rows > 0;
    }

    private Dataset<Row> eventsGone(Inputs in) {
        return in.keep(
                "events gone",
                () -> Timelines.events(ordersBefore(in), refundsBefore(in), touchesBefore(in), Lookups.platforms(in)));
    }

    private Dataset<Row> eventsCome(Inputs in) {
        return in.keep(
                "events come",
                () -> Timelines.events(ordersNow(in), refundsNow(in), touchesNow(in), Lookups.platforms(in)));
    }

    Dataset<Row> timelinesBefore(Inputs in) {
        return in.keep("timelines as they were", () -> {
            Dataset<Row> persons = eventsGone(in)
                    .select("timeline_id")
                    .unionAll(eventsCome(in).select("timeline_id"))
                    .distinct();
            return latest(
                    in.before(Timelines.TABLE).join(broadcast(persons), new String[] {"timeline_id"}, "left_semi"));
        });
    }

    /** Of each person the latest generation. */
    private static Dataset<Row> latest(Dataset<Row> timelines) {
        Column newest = Generations.RUN_NUMBER.col();
        return timelines
                .groupBy("timeline_id")
                .agg(
                        functions.max(newest).as("run_number"),
                        max_by(col("event_count"), newest).as("event_count"),
                        max_by(col("events"), newest).as("events"));
    }

    Dataset<Row> timelinesNow(Inputs in) {
        return in.keep(
                "timelines as they are",
                () -> Timelines.changed(timelinesBefore(in), eventsGone(in), eventsCome(in), run));
    }

    Staged timelines(Inputs in) {
        if (isTimeToMerge()) {
            Dataset<Row> others = in.before(Timelines.TABLE)
                    .join(timelinesNow(in).select("timeline_id"), new String[] {"timeline_id"}, "left_anti");
            return new Staged.All(latest(others)
                    .select(ids(Timelines.TABLE))
                    .unionByName(timelinesNow(in))
                    .where(col("event_count").gt(0)));
        }
        return hasPersons(in) ? new Staged.More(timelinesNow(in)) : new Staged.Same();
    }

    // What they add.

    private Dataset<Row> sumsChanged(Inputs in) {
        return in.keep(
                "what the sums gain and lose",
                () -> Contributions.difference(
                        timelinesBefore(in), timelinesNow(in), Lookups.contributions(config), run));
    }

    Staged contributions(Inputs in) {
        if (isTimeToMerge()) {
            Dataset<Row> before = in.before(Contributions.TABLE);
            return new Staged.All(
                    Contributions.merged(hasPersons(in) ? before.unionByName(sumsChanged(in)) : before, run));
        }
        return hasPersons(in) ? new Staged.More(sumsChanged(in)) : new Staged.Same();
    }

    private boolean isTimeToMerge() {
        return run % Generations.MOST == 0;
    }

    /** The first date on which any of some sums has changed; the day after the last one where none has. */
    LocalDate firstChange(Inputs in, String... sums) {
        if (firstDays == null) {
            firstDays = new HashMap<>();
            if (hasPersons(in)) {
                sumsChanged(in)
                        .groupBy(Contributions.SUM_NAME.col())
                        .agg(min(Contributions.FIRST_DAY.col()))
                        .collectAsList()
                        .forEach(row -> firstDays.put(row.getString(0), LocalDate.ofEpochDay(row.getInt(1))));
            }
        }
        return Stream.of(sums)
                .map(sum -> firstDays.getOrDefault(sum, span.last().plusDays(1)))
                .min(LocalDate::compareTo)
                .orElseThrow();
    }

    /** The first date on which a refund of no known order has come or gone; the day after the last one where none has. */
    LocalDate firstUnattributed(Inputs in) {
        if (refundMonths(in).isEmpty()) {
            return span.last().plusDays(1);
        }
        Row first = refundsGone(in)
                .unionAll(refundsCome(in))
                .where(not(col("has_order")))
                .agg(min("refund_date"))
                .first();
        return first.isNullAt(0) ? span.last().plusDays(1) : first.getDate(0).toLocalDate();
    }

    /** The months of refunds of no known order that have come or gone. */
    SortedSet<LocalDate> unattributedMonths(Inputs in) {
        return refundMonths(in).isEmpty()
                ? new TreeSet<>()
                : months(refundsGone(in).unionAll(refundsCome(in)).where(not(col("has_order"))));
    }

    // Spend.

    /** The first date whose spend has changed, or is worth another amount; the day after the last one where none has. */
    LocalDate firstSpend(Inputs in) {
        LocalDate after = span.last().plusDays(1);
        Row first = arrivals.changed(Lookups.SPEND)
                ? arrivals.since(in.read(Lookups.SPEND))
                        .agg(min(Spend.SPEND_DATE.col()))
                        .first()
                : null;
        LocalDate spent =
                first == null || first.isNullAt(0) ? after : first.getDate(0).toLocalDate();
        LocalDate rate = firstNewRate(in);
        return rate == null || spent.isBefore(rate) ? spent : rate;
    }

    // Sales.

    Staged gmv(Inputs in) {
        if (orderExtent(in).rows == 0) {
            return new Staged.Same();
        }
        Gmv.Sold gone = new Gmv.Sold(ordersBefore(in), refundsBefore(in));
        Gmv.Sold come = new Gmv.Sold(ordersNow(in), refundsNow(in));
        if (salesMonths == null) {
            salesMonths = months(gone.months().unionAll(come.months()));
        }
        return Staged.months(
                Gmv.changed(Staged.in(salesMonths, in.before(Gmv.TABLE)), gone, come, currency), salesMonths);
    }

    /** The months of all orders of the teams that orders have joined or left, and of the orders that have changed. */
    SortedSet<LocalDate> teamMonths(Inputs in) {
        if (orderExtent(in).rows == 0) {
            return new TreeSet<>();
        }
        SortedSet<LocalDate> months = new TreeSet<>(orderMonths(in));
        Dataset<Row> teams = ordersBefore(in)
                .select(ids(TEAM))
                .unionAll(ordersNow(in).select(ids(TEAM)))
                .where(col("team_id").isNotNull())
                .distinct();
        months.addAll(months(in.before(Orders.TABLE).join(broadcast(teams), TEAM, "left_semi")));
        return months;
    }

    static SortedSet<LocalDate> months(Dataset<Row> rows) {
        SortedSet<LocalDate> months = new TreeSet<>();
        rows.select(Table.MONTH.col())
                .distinct()
                .collectAsList()
                .forEach(row -> months.add(row.getDate(0).toLocalDate()));
        return months;
    }

    private static Column[] ids(String... names) {
        return Stream.of(names).map(functions::col).toArray(Column[]::new);
    }

    private static Column[] ids(Table table) {
        return table.columns().stream().map(TableColumn::col).toArray(Column[]::new);
    }
}
