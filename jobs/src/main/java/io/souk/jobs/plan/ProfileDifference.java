package io.souk.jobs.plan;

import static io.souk.jobs.plan.Lookups.PROFILES;
import static org.apache.spark.sql.functions.broadcast;

import io.souk.bronze.BuyerProfiles;
import io.souk.silver.Buyers;
import io.souk.silver.Latest;
import io.souk.silver.Orders;
import io.souk.silver.Touches;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of accounts now, and was not known when the publication before was made. Most profiles that arrive tell of
 * a move, or of a new account: of the orders that lie before it nothing else is known, and they are not looked at again.
 */
final class ProfileDifference {

    private final Arrivals arrivals;

    ProfileDifference(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Whether any profile has arrived. */
    boolean hasChanged() {
        return arrivals.changed(PROFILES);
    }

    /** The accounts whose profiles have arrived: columns platform, buyer_id. */
    private Dataset<Row> described(Inputs in) {
        return in.keep(
                "accounts described anew",
                () -> arrivals.since(in.read(PROFILES))
                        .select(RowKeys.columns(RowKeys.ACCOUNT))
                        .distinct());
    }

    /** All profiles of those accounts, those that arrived before among them. */
    private Dataset<Row> profiles(Inputs in) {
        return in.keep(
                "profiles of accounts described anew",
                () -> in.read(PROFILES).join(broadcast(described(in)), RowKeys.ACCOUNT, "left_semi"));
    }

    private Buyers now(Inputs in) {
        return Buyers.from(Latest.of(BuyerProfiles.CONTRACT, profiles(in)));
    }

    private Buyers before(Inputs in) {
        return Buyers.from(Latest.of(BuyerProfiles.CONTRACT, arrivals.before(profiles(in))));
    }

    /** The published orders of whose buyers something else is known: columns platform, order_id. */
    Dataset<Row> orders(Inputs in) {
        Dataset<Row> orders = in.keep(
                "orders of accounts described anew",
                () -> in.before(Orders.TABLE)
                        .join(broadcast(described(in)), RowKeys.ACCOUNT, "left_semi")
                        .select("platform", "order_id", "buyer_id", "placed_at"));
        return now(in).describe(orders, Orders.PLACED_AT.col())
                .exceptAll(before(in).describe(orders, Orders.PLACED_AT.col()))
                .select(RowKeys.columns(RowKeys.ORDER));
    }

    /** The published touches of persons and of sharers who are known as others: see {@link RowKeys#TOUCH}. */
    Dataset<Row> touches(Inputs in) {
        return touchesOf("buyer_id", in).unionAll(touchesOf("sharer_id", in));
    }

    /** Whose account it is decides who was touched, and whether by an own share. */
    private Dataset<Row> touchesOf(String account, Inputs in) {
        return in.before(Touches.TABLE)
                .join(
                        broadcast(identified(in).withColumnRenamed("buyer_id", account)),
                        new String[] {"platform", account},
                        "left_semi")
                .select(RowKeys.columns(RowKeys.TOUCH));
    }

    /** The accounts that are known as another person's, or as a person's for the first time. */
    private Dataset<Row> identified(Inputs in) {
        return in.keep("accounts identified anew", () -> {
            Dataset<Row> now = now(in).persons();
            Dataset<Row> before = before(in).persons();
            return now.exceptAll(before)
                    .unionAll(before.exceptAll(now))
                    .select(RowKeys.columns(RowKeys.ACCOUNT))
                    .distinct();
        });
    }
}
