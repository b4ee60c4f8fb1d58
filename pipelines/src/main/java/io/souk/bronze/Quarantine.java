package io.souk.bronze;

import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import org.apache.spark.sql.types.DataTypes;

/** Which rows were not believed, and why? One row per rejected record, with all its reasons. */
public final class Quarantine {

    public static final TableColumn STAGE = text("stage", "read, or the contract whose rules the row broke");
    public static final TableColumn REASONS = TableColumn.of(
            "reasons",
            DataTypes.createArrayType(DataTypes.StringType, false),
            "",
            "Every reason, as code or code:column");
    public static final TableColumn RAW =
            text("raw", "The record as the file had it").optional();
    public static final TableColumn MAPPED =
            text("mapped", "The row as the mapping made it, in JSON").optional();
    public static final TableColumn QUARANTINED_AT = instant("quarantined_at", "When it was rejected");

    public static final Table TABLE = Table.bronze("quarantine")
            .owner("data")
            .question("Which rows were not believed, and why?")
            .columns(
                    Contract.SOURCE_NAME,
                    Contract.INGEST_BATCH,
                    Contract.SOURCE_FILE,
                    STAGE,
                    REASONS,
                    RAW,
                    MAPPED,
                    QUARANTINED_AT);

    private Quarantine() {}
}
