package io.souk.silver;

import io.souk.math.Apportionment;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/** {@link Apportionment} as a function of columns. */
public final class Apportioned {

    private static final UserDefinedFunction DIVIDE = functions.udf(
            (UDF2<Long, scala.collection.Seq<Long>, Long[]>) (total, weights) -> divide(total, weights),
            DataTypes.createArrayType(DataTypes.LongType, false));

    private Apportioned() {}

    /** Parts of {@code total} (bigint) in proportion to {@code weights} (array of bigint), adding up to it; null for null. */
    public static Column over(Column total, Column weights) {
        return DIVIDE.apply(total, weights);
    }

    private static Long[] divide(Long total, scala.collection.Seq<Long> weights) {
        if (total == null) {
            return null;
        }
        if (weights.isEmpty()) {
            return new Long[0];
        }
        long[] values = CollectionConverters.asJava(weights).stream()
                .mapToLong(Long::longValue)
                .toArray();
        return Arrays.stream(Apportionment.divide(total, values)).boxed().toArray(Long[]::new);
    }
}
