package io.souk.silver;

import io.souk.table.InternalRows;
import java.io.Serializable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Follows shares back to the first of their chain, twice as far in each round: a share that knows its forebear some steps
 * back learns from it about the forebear's own. Chains of a thousand shares take ten rounds. Rounds are plain Spark jobs
 * without a query to plan, and what they hold is spread over the workers.
 */
final class ShareOrigins {

    private static final StructType ORIGIN = new StructType()
            .add("platform", DataTypes.StringType)
            .add("share_id", DataTypes.StringType)
            .add("origin_id", DataTypes.StringType)
            .add("steps", DataTypes.IntegerType);

    private ShareOrigins() {}

    /** How far back a share is known. Spark's serializer takes classes such as this one, and no records. */
    private static final class Way implements Serializable {

        /** A share that led to it. */
        private final String forebear;

        /** How many shares back that is. */
        private final int steps;

        /** Whether it is known that nothing led to the forebear. */
        private final boolean isLast;

        Way(String forebear, int steps, boolean isLast) {
            this.forebear = forebear;
            this.steps = steps;
            this.isLast = isLast;
        }
    }

    /**
     * The first share behind each of some shares.
     *
     * @param led shares that another one led to: platform, share_id, parent_share_id; no share may be behind itself
     * @return platform, share_id, origin_id, steps
     */
    static Dataset<Row> of(Dataset<Row> led) {
        JavaPairRDD<Tuple2<String, String>, Way> ways = InternalRows.of(led.select(
                        functions.col("platform"), functions.col("share_id"), functions.col("parent_share_id")))
                .mapToPair(row -> new Tuple2<>(
                        new Tuple2<>(row.getString(0), row.getString(1)), new Way(row.getString(2), 1, false)))
                .persist(StorageLevel.MEMORY_AND_DISK());
        long open = open(ways);
        while (open > 0) {
            JavaPairRDD<Tuple2<String, String>, Way> known = ways;
            ways = known.mapToPair(way -> new Tuple2<>(new Tuple2<>(way._1._1, way._2.forebear), way))
                    .leftOuterJoin(known)
                    .mapToPair(met -> further(met._2._1, met._2._2))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            // To count makes all of them: the round before is needed no more.
            open = open(ways);
            known.unpersist(false);
        }
        return InternalRows.dataset(
                led,
                ways.map(way -> new GenericInternalRow(new Object[] {
                    UTF8String.fromString(way._1._1),
                    UTF8String.fromString(way._1._2),
                    UTF8String.fromString(way._2.forebear),
                    way._2.steps
                })),
                ORIGIN);
    }

    /** How many shares are not followed to the first of their chain yet. */
    private static long open(JavaPairRDD<Tuple2<String, String>, Way> ways) {
        return ways.filter(way -> !way._2.isLast).count();
    }

    private static Tuple2<Tuple2<String, String>, Way> further(
            Tuple2<Tuple2<String, String>, Way> share, Optional<Way> ofForebear) {
        Way way = share._2;
        if (!ofForebear.isPresent()) {
            return new Tuple2<>(share._1, new Way(way.forebear, way.steps, true));
        }
        Way beyond = ofForebear.get();
        return new Tuple2<>(share._1, new Way(beyond.forebear, way.steps + beyond.steps, beyond.isLast));
    }
}
