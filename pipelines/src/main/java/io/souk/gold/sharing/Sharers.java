package io.souk.gold.sharing;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.date;
import static io.souk.table.TableColumn.minorUnits;
import static io.souk.table.TableColumn.money;
import static io.souk.table.TableColumn.ratio;
import static io.souk.table.TableColumn.text;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.souk.gold.Amounts;
import io.souk.gold.Keys;
import io.souk.gold.Series;
import io.souk.silver.Contributions;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import io.souk.time.Months;
import io.souk.timeline.SharerSales;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whom do dropshippers and influencers reach, what do they sell, and what do they earn? One row per month and sharer, and
 * one for all sharers of a type. A paid order is credited to the sharer of the last touch eligible for it, as the model
 * last_touch of gold.channel_attribution does, so both tables come to the same GMV.
 *
 * <p>The tier of a month is that of the 30 days before it, so a sharer knows the rate from the month's first day on.
 * Commission is the tier's rate on net credited GMV: a cancellation or refund takes back what the order's month had
 * earned on it, in its own month. Of orders that are refunded in full nothing is left, to the minor unit.
 */
public final class Sharers {

    public static final TableColumn ACTIVITY_MONTH = date("activity_month", "Calendar month, as its first day");
    public static final TableColumn SHARER_TYPE =
            text("sharer_type", "Type of sharer that has a programme: dropshipper, influencer");
    public static final TableColumn SHARER_ID = text(
            "sharer_id",
            "Account or programme member; all = all of the type; unknown = touches that do not name theirs");

    public static final TableColumn COMMISSION_TIER = text(
            "commission_tier",
            "Highest tier whose exposures and sales the 30 days before the month reach; all for a total; none for unknown");
    public static final TableColumn COMMISSION_RATE = TableColumn.of(
                    "commission_rate",
                    DataTypes.createDecimalType(7, 6),
                    "1 = 100%",
                    "The tier's rate; null for a total")
            .optional();
    public static final TableColumn EXPOSURES = count(
            "exposures",
            "touches",
            "Times that what they shared was seen or followed; a sharer's own touches left out");
    public static final TableColumn REACH =
            count("reach", "persons", "Distinct persons whom these touches reached in the month");
    public static final TableColumn ORDERS =
            count("orders", "orders", "Paid orders of the month credited by last touch");
    public static final TableColumn REPEAT_ORDERS = count(
            "repeat_orders",
            "orders",
            "Of these, orders of persons of whom an earlier order is credited to the same sharer");
    public static final TableColumn GMV = money("credited_gmv", "GMV of these orders: gmv_paid");
    public static final TableColumn REVERSED =
            money("reversed", "Taken back in the month by cancellations and refunds, also of earlier orders");
    public static final TableColumn NET_GMV = money("credited_net", "credited_gmv - reversed");
    public static final TableColumn EXPOSURES_BEFORE =
            count("exposures_30d", "touches", "Exposures of the 30 days before the month: they decide the tier");
    public static final TableColumn NET_GMV_BEFORE =
            money("credited_net_30d", "Net credited GMV of the 30 days before the month: it decides the tier");
    public static final TableColumn EARNED =
            money("commission_earned", "commission_rate of credited_gmv, rounded half-even to the minor unit");
    public static final TableColumn GIVEN_BACK = money(
            "commission_reversed",
            "Commission on what was taken back in the month, at the rate of its order's month; what is dated before its"
                    + " order counts in the order's month");
    public static final TableColumn COMMISSION = money("commission", "commission_earned - commission_reversed");
    public static final TableColumn ACTIVE_SHARERS = count(
            "active_sharers", "sharers", "Sharers with an exposure or an order in the month: 1 or 0 for a sharer");
    public static final TableColumn NEW_SHARERS =
            count("new_sharers", "sharers", "Of these, sharers who are active for the first time");
    public static final TableColumn TARGET = count(
                    "target_sharers",
                    "sharers",
                    "Members on the target path on the month's last day; null where the configuration has none, and for a"
                            + " single sharer")
            .optional();
    public static final TableColumn ATTAINMENT =
            ratio("target_attainment", "active_sharers / target_sharers").optional();

    public static final Table TABLE = Table.gold("sharers")
            .owner("marketing")
            .question("Whom do dropshippers and influencers reach, what do they sell, and what do they earn?")
            .byMonthOf(ACTIVITY_MONTH)
            .grain(ACTIVITY_MONTH, Keys.PLATFORM, SHARER_TYPE, SHARER_ID)
            .columns(
                    COMMISSION_TIER,
                    COMMISSION_RATE,
                    EXPOSURES,
                    REACH,
                    ORDERS,
                    REPEAT_ORDERS,
                    GMV,
                    REVERSED,
                    NET_GMV,
                    EXPOSURES_BEFORE,
                    NET_GMV_BEFORE,
                    EARNED,
                    GIVEN_BACK,
                    COMMISSION,
                    ACTIVE_SHARERS,
                    NEW_SHARERS,
                    TARGET,
                    ATTAINMENT);

    private static final String NO_TIER = "none";

    private static final Table MINOR = Table.gold("sharers_in_minor_units")
            .grain(ACTIVITY_MONTH, Keys.PLATFORM, SHARER_TYPE, SHARER_ID)
            .columns(
                    COMMISSION_TIER,
                    COMMISSION_RATE,
                    EXPOSURES,
                    REACH,
                    ORDERS,
                    REPEAT_ORDERS,
                    minorUnits("gmv_minor", "credited_gmv"),
                    minorUnits("reversed_minor", "reversed"),
                    EXPOSURES_BEFORE,
                    minorUnits("net_before_minor", "credited_net_30d"),
                    minorUnits("earned_minor", "commission_earned"),
                    minorUnits("given_back_minor", "commission_reversed"),
                    ACTIVE_SHARERS,
                    NEW_SHARERS,
                    TARGET);

    private static final List<String> SUMS = List.of(
            "exposures",
            "reach",
            "orders",
            "repeat_orders",
            "gmv_minor",
            "reversed_minor",
            "exposures_30d",
            "net_before_minor",
            "earned_minor",
            "given_back_minor",
            "active_sharers",
            "new_sharers");

    private Sharers() {}

    /**
     * Reads sharers off the contributions and pays their commission.
     *
     * @param contributions rows of silver.contributions
     * @param programmes tiers and targets
     * @param from the month of this date is the first that gets rows
     * @param currency reporting currency
     */
    public static Dataset<Row> from(
            Dataset<Row> contributions, List<Programme> programmes, LocalDate from, String currency) {
        Amounts amounts = Amounts.in(currency);
        int firstMonth = Months.of(Math.toIntExact(from.toEpochDay()));
        Dataset<Row> each = Series.ofParts(
                MINOR,
                Contributions.inParts(contributions, SharerSales.SHARERS, "platform", "sharer_type", "sharer_id"),
                (key, parts) -> rows(key, new SharerMonths(parts), programmes, firstMonth, amounts));
        Dataset<Row> summed = withTotals(each);
        return TABLE.conform(summed.withColumn("credited_gmv", amounts.of(col("gmv_minor")))
                .withColumn("reversed", amounts.of(col("reversed_minor")))
                .withColumn("credited_net", amounts.of(col("gmv_minor").minus(col("reversed_minor"))))
                .withColumn("credited_net_30d", amounts.of(col("net_before_minor")))
                .withColumn("commission_earned", amounts.of(col("earned_minor")))
                .withColumn("commission_reversed", amounts.of(col("given_back_minor")))
                .withColumn("commission", amounts.of(col("earned_minor").minus(col("given_back_minor"))))
                .withColumn(
                        "target_attainment",
                        col("active_sharers").cast("double").divide(col("target_sharers"))));
    }

    /** Each sharer's rows, and a row for all of a type. The persons that all reach are counted as such, not added up. */
    private static Dataset<Row> withTotals(Dataset<Row> each) {
        Column isTotal = col("sharer_id").equalTo(Keys.ALL);
        Column own = struct(col("sharer_id"), col("commission_tier"), col("commission_rate"), col("reach"));
        Column total = struct(
                lit(Keys.ALL).as("sharer_id"),
                lit(Keys.ALL).as("commission_tier"),
                lit(null).cast(COMMISSION_RATE.type()).as("commission_rate"),
                lit(0L).as("reach"));
        Column[] others = Arrays.stream(each.columns())
                .filter(name -> !List.of("sharer_id", "commission_tier", "commission_rate", "reach")
                        .contains(name))
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> both = each.select(Stream.concat(
                        Stream.of(others),
                        Stream.of(explode(when(isTotal, array(own)).otherwise(array(own, total)))
                                .as("of")))
                .toArray(Column[]::new));
        Column[] sums = SUMS.stream()
                .map(name ->
                        sum(name.equals("reach") ? col("of.reach") : col(name)).as(name))
                .toArray(Column[]::new);
        return both.groupBy(
                        col("activity_month"),
                        col("platform"),
                        col("sharer_type"),
                        col("of.sharer_id").as("sharer_id"),
                        col("of.commission_tier").as("commission_tier"),
                        col("of.commission_rate").as("commission_rate"))
                .agg(
                        max(when(not(col("of.sharer_id").equalTo(Keys.ALL)), lit(null))
                                        .otherwise(col("target_sharers")))
                                .as("target_sharers"),
                        sums);
    }

    private static Stream<Object[]> rows(
            InternalRow key, SharerMonths sharer, List<Programme> programmes, int firstMonth, Amounts amounts) {
        UTF8String platform = key.getUTF8String(0);
        UTF8String type = key.getUTF8String(1);
        String name = key.getString(2);
        boolean isTotal = name.equals(SharerSales.ANYBODY);
        boolean isKnown = !isTotal && !name.equals(SharerSales.UNKNOWN);
        Optional<Programme> programme = Programme.of(programmes, type.toString(), platform.toString());
        if (isKnown) {
            programme.ifPresent(known -> sharer.pay(known, amounts.unit()));
        }
        return sharer.all().tailMap(firstMonth).entrySet().stream().map(entry -> {
            int month = entry.getKey();
            SharerMonths.Month figures = entry.getValue();
            long touchesBefore = sharer.touchesBefore(month);
            long netBefore = sharer.netBefore(month);
            Optional<CommissionTier> tier = programme
                    .filter(known -> isKnown)
                    .map(known -> known.tier(touchesBefore, amounts.unit().multiply(BigDecimal.valueOf(netBefore))));
            return new Object[] {
                month,
                platform,
                type,
                isTotal ? UTF8String.fromString(Keys.ALL) : key.getUTF8String(2),
                UTF8String.fromString(
                        isTotal ? Keys.ALL : tier.map(CommissionTier::name).orElse(NO_TIER)),
                tier.map(Sharers::rate).orElse(null),
                figures.touches,
                figures.persons,
                figures.orders,
                figures.repeatOrders,
                figures.gmv,
                figures.reversed,
                touchesBefore,
                netBefore,
                figures.commission.earned(),
                figures.commission.givenBack(),
                isKnown && figures.isActive() ? 1L : 0L,
                isKnown && figures.isNew ? 1L : 0L,
                target(programme, month)
            };
        });
    }

    private static Decimal rate(CommissionTier tier) {
        return Decimal.apply(tier.rate().setScale(CommissionTier.RATE_DIGITS), 7, CommissionTier.RATE_DIGITS);
    }

    private static Long target(Optional<Programme> programme, int month) {
        LocalDate lastDay = LocalDate.ofEpochDay(Months.plus(month, 1) - 1L);
        OptionalLong target =
                programme.map(Programme::target).map(path -> path.on(lastDay)).orElse(OptionalLong.empty());
        return target.isPresent() ? target.getAsLong() : null;
    }
}
