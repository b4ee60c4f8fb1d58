package io.souk.bronze;

import java.io.Serializable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How checked rows of a contract are laid out: its content, then where the row came from and what was found.
 *
 * @param rows the content, {@code source_file}, {@code source_row}, {@code raw} and {@code mapped} (the record, and in
 *     JSON the row before the check; null for a valid row), {@code reasons} (one to a line) and {@code row_hash} (null for
 *     a rejected row)
 * @param file the place of {@code source_file}; the other places likewise, from 0
 */
public record CheckedSchema(StructType rows, int file, int record, int raw, int mapped, int reasons, int hash)
        implements Serializable {

    /** Stands for {@link Contract#SOURCE_ROW} where a select names no record. */
    public static final long NO_ROW = 0;

    public static CheckedSchema of(Contract contract) {
        StructType rows = new StructType();
        for (var column : contract.content()) {
            rows = rows.add(column.name(), column.type());
        }
        int first = rows.size();
        rows = rows.add(Contract.SOURCE_FILE.name(), DataTypes.StringType)
                .add(Contract.SOURCE_ROW.name(), DataTypes.LongType)
                .add(Quarantine.RAW.name(), DataTypes.StringType)
                .add(Quarantine.MAPPED.name(), DataTypes.StringType)
                .add(Quarantine.REASONS.name(), DataTypes.StringType)
                .add(Contract.ROW_HASH.name(), DataTypes.StringType);
        return new CheckedSchema(rows, first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }
}
