package io.souk.bronze;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.json.StructsToJsonEvaluator;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Map$;

/** Writes what a select made, before it was checked, as JSON. */
final class MappedRow implements Serializable {

    private final StructType schema;
    private final int[] places;
    private final Getter[] getters;
    private final String zone;
    private transient StructsToJsonEvaluator json;

    /** Writes all columns of {@code mapped} but {@code left}; times as the zone's clocks show them. */
    MappedRow(StructType mapped, Set<String> left, ZoneId zone) {
        List<StructField> written = new ArrayList<>(List.of(mapped.fields()));
        written.removeIf(field -> left.contains(field.name()));
        this.schema = new StructType(written.toArray(StructField[]::new));
        this.places = written.stream()
                .mapToInt(field -> mapped.fieldIndex(field.name()))
                .toArray();
        this.getters =
                written.stream().map(field -> Getter.of(field.dataType())).toArray(Getter[]::new);
        this.zone = zone.getId();
    }

    UTF8String json(InternalRow mapped) {
        if (json == null) {
            json = new StructsToJsonEvaluator(Map$.MODULE$.empty(), schema, Option.apply(zone));
        }
        Object[] values = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = mapped.isNullAt(places[i]) ? null : getters[i].get(mapped, places[i]);
        }
        return (UTF8String) json.evaluate(new GenericInternalRow(values));
    }
}
