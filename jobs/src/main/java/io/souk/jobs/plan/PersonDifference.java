package io.souk.jobs.plan;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.souk.jobs.config.Config;
import io.souk.silver.Contributions;
import io.souk.silver.Generations;
import io.souk.silver.Timelines;
import io.souk.time.DateSpan;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The persons whose orders, refunds or touches have changed, and what they add to sums. */
final class PersonDifference {

    private final OrderDifference orders;
    private final RefundDifference refunds;
    private final TouchDifference touches;
    private final Config config;
    private final DateSpan span;
    private final long run;
    private Map<String, LocalDate> firstDays;

    PersonDifference(
            OrderDifference orders,
            RefundDifference refunds,
            TouchDifference touches,
            Config config,
            DateSpan span,
            long run) {
        this.orders = orders;
        this.refunds = refunds;
        this.touches = touches;
        this.config = config;
        this.span = span;
        this.run = run;
    }

    /** Whether anybody's timeline may be other than it was. */
    boolean hasChanged(Inputs in) {
        return orders.hasChanged(in) || touches.hasChanged(in);
    }

    private Dataset<Row> eventsGone(Inputs in) {
        return in.keep(
                "events gone",
                () -> Timelines.events(
                        orders.before(in), refunds.before(in), touches.before(in), Lookups.platforms(in)));
    }

    private Dataset<Row> eventsCome(Inputs in) {
        return in.keep(
                "events come",
                () -> Timelines.events(orders.now(in), refunds.now(in), touches.now(in), Lookups.platforms(in)));
    }

    /** The timelines of all whom changes speak of, as they were published. */
    private Dataset<Row> named(Inputs in) {
        return in.keep("timelines as they were", () -> {
            Dataset<Row> persons = eventsGone(in)
                    .select("timeline_id")
                    .unionAll(eventsCome(in).select("timeline_id"))
                    .distinct();
            return latest(in.before(Timelines.TABLE).join(broadcast(persons), RowKeys.TIMELINE, "left_semi"));
        });
    }

    /** The timelines that are new or other than they were, each beside what it was: much that arrives changes nothing. */
    private Dataset<Row> changed(Inputs in) {
        return in.keep("timelines that have changed", () -> {
            Dataset<Row> now = Timelines.changed(named(in), eventsGone(in), eventsCome(in), run);
            return now.join(
                            named(in).select(col("timeline_id"), col("events").as("events_before")),
                            RowKeys.TIMELINE,
                            "left")
                    .where(not(col("events").eqNullSafe(col("events_before"))));
        });
    }

    /** The timelines that have changed, as they were published: columns timeline_id, events. */
    Dataset<Row> before(Inputs in) {
        return changed(in)
                .where(col("events_before").isNotNull())
                .select(col("timeline_id"), col("events_before").as("events"));
    }

    /** The same timelines, and new ones, as they are now. */
    Dataset<Row> now(Inputs in) {
        return changed(in).select(RowKeys.columns(Timelines.TABLE));
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

    Staged timelines(Inputs in) {
        if (isTimeToMerge()) {
            Dataset<Row> others =
                    in.before(Timelines.TABLE).join(now(in).select("timeline_id"), RowKeys.TIMELINE, "left_anti");
            return new Staged.All(latest(others)
                    .select(RowKeys.columns(Timelines.TABLE))
                    .unionByName(now(in))
                    .where(col("event_count").gt(0)));
        }
        return hasChanged(in) ? new Staged.More(now(in)) : new Staged.Same();
    }

    private Dataset<Row> sumsChanged(Inputs in) {
        return in.keep(
                "what the sums gain and lose",
                () -> Contributions.difference(before(in), now(in), Lookups.contributions(config), run));
    }

    Staged contributions(Inputs in) {
        if (isTimeToMerge()) {
            Dataset<Row> before = in.before(Contributions.TABLE);
            return new Staged.All(
                    Contributions.merged(hasChanged(in) ? before.unionByName(sumsChanged(in)) : before, run));
        }
        return hasChanged(in) ? new Staged.More(sumsChanged(in)) : new Staged.Same();
    }

    private boolean isTimeToMerge() {
        return run % Generations.MOST == 0;
    }

    /** The first date on which any of some sums has changed; the day after the last one where none has. */
    LocalDate firstChange(Inputs in, String... sums) {
        if (firstDays == null) {
            firstDays = new HashMap<>();
            if (hasChanged(in)) {
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
}
