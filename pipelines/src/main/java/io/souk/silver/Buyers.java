package io.souk.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Who accounts belong to, and how they are described over time. A description holds from its valid_from to the next;
 * the first one also holds before. An account without a person is its own person.
 */
public final class Buyers {

    /** What is not known about a buyer. */
    public static final String UNKNOWN = "unknown";

    private final Dataset<Row> persons;
    private final Dataset<Row> descriptions;

    private Buyers(Dataset<Row> persons, Dataset<Row> descriptions) {
        this.persons = persons;
        this.descriptions = descriptions;
    }

    /** From bronze profiles, the latest of each account and valid_from. */
    public static Buyers from(Dataset<Row> profiles) {
        Dataset<Row> persons = profiles.where(col("person_id").isNotNull())
                .groupBy("platform", "buyer_id")
                .agg(max_by(col("person_id"), col("valid_from")).as("known_person_id"));
        var account = Window.partitionBy("platform", "buyer_id").orderBy("valid_from");
        Dataset<Row> descriptions = profiles.withColumn("position", row_number().over(account))
                .withColumn("described_to", lead(col("valid_from"), 1).over(account))
                .select(
                        col("platform"),
                        col("buyer_id"),
                        when(col("position").gt(1), col("valid_from")).as("described_from"),
                        col("described_to"),
                        col("country").as("buyer_country"),
                        col("city").as("buyer_city"),
                        col("gender").as("buyer_gender"),
                        col("birth_year"));
        return new Buyers(persons, descriptions);
    }

    /** The accounts of which a person is known: columns platform, buyer_id, known_person_id. */
    public Dataset<Row> persons() {
        return persons;
    }

    /** Adds person_id to rows with platform and buyer_id; null where buyer_id is null. */
    Dataset<Row> identify(Dataset<Row> rows) {
        Column ownPerson = concat_ws(":", col("platform"), col("buyer_id"));
        return rows.join(persons, joinKeys(), "left")
                .withColumn("person_id", when(col("buyer_id").isNotNull(), coalesce(col("known_person_id"), ownPerson)))
                .drop("known_person_id");
    }

    /**
     * Adds is_own_share to rows with platform, buyer_id, person_id and sharer_id: whether the sharer is the person, by this
     * account or by another one on the platform.
     */
    Dataset<Row> recognise(Dataset<Row> rows) {
        var person = Window.partitionBy("platform", "known_person_id");
        // Only those who have several accounts on a platform can follow themselves from one to the other: they are few.
        Dataset<Row> sharers = persons.withColumn("accounts", count(lit(1)).over(person))
                .where(col("accounts").gt(1))
                .select(
                        col("platform"),
                        col("buyer_id").as("sharing_account"),
                        col("known_person_id").as("sharing_person"));
        Column isSame = col("sharer_id")
                .equalTo(col("buyer_id"))
                .or(col("sharing_person").equalTo(col("person_id")));
        // What nobody shared is spread over all tasks by its buyer, and not gathered in one.
        return rows.withColumn("sharing_account", coalesce(col("sharer_id"), col("buyer_id")))
                .join(sharers, new String[] {"platform", "sharing_account"}, "left")
                .withColumn(
                        "is_own_share", coalesce(col("sharer_id").isNotNull().and(isSame), lit(false)))
                .drop("sharing_account", "sharing_person");
    }

    /**
     * Adds person_id, and what was known at {@code moment}: buyer_country, buyer_city, gender, generation.
     *
     * @param rows with platform and buyer_id
     */
    public Dataset<Row> describe(Dataset<Row> rows, Column moment) {
        Dataset<Row> right = descriptions
                .withColumnRenamed("platform", "described_platform")
                .withColumnRenamed("buyer_id", "described_buyer");
        Column holds = rows.col("platform")
                .equalTo(right.col("described_platform"))
                .and(rows.col("buyer_id").equalTo(right.col("described_buyer")))
                .and(right.col("described_from").isNull().or(moment.geq(right.col("described_from"))))
                .and(right.col("described_to").isNull().or(moment.lt(right.col("described_to"))));
        return identify(rows.join(right, holds, "left")
                .drop("described_platform", "described_buyer", "described_from", "described_to")
                .withColumn("gender", coalesce(col("buyer_gender"), lit(UNKNOWN)))
                .withColumn("generation", generation(col("birth_year"))));
    }

    /** post-70s for 1970 to 1979, to post-00s; other years are other, none is unknown. */
    private static Column generation(Column birthYear) {
        Column decade = floor(birthYear.divide(10));
        return when(birthYear.isNull(), UNKNOWN)
                .when(decade.equalTo(197), "post-70s")
                .when(decade.equalTo(198), "post-80s")
                .when(decade.equalTo(199), "post-90s")
                .when(decade.equalTo(200), "post-00s")
                .otherwise("other");
    }

    /**
     * The tier of each city by one list.
     *
     * @param cityTiers bronze city tiers, the latest of each
     * @param vintage year of the list; where empty, each city's newest list serves
     */
    public static Dataset<Row> tiers(Dataset<Row> cityTiers, java.util.OptionalInt vintage) {
        Dataset<Row> chosen =
                vintage.isPresent() ? cityTiers.where(col("vintage").equalTo(vintage.getAsInt())) : cityTiers;
        return chosen.groupBy("country", "city")
                .agg(max_by(col("tier"), col("vintage")).as("tier"));
    }

    private static String[] joinKeys() {
        return new String[] {"platform", "buyer_id"};
    }
}
