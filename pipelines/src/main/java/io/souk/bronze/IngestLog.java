package io.souk.bronze;

import static io.souk.table.TableColumn.count;
import static io.souk.table.TableColumn.instant;
import static io.souk.table.TableColumn.text;

import io.souk.table.Table;
import io.souk.table.TableColumn;

/**
 * What became of every row of every file? One row per file and stage. The stage {@code read} takes a file apart into
 * records; each further stage is a contract that the source's select filled. At every stage rows_in = rows_accepted +
 * rows_quarantined + rows_duplicate.
 */
public final class IngestLog {

    /** The stage at which a file is taken apart into records. */
    public static final String READ = "read";

    public static final TableColumn STAGE =
            text("stage", "read = the file taken apart into records; else the contract that its rows were mapped to");
    public static final TableColumn INPUT_NAME = text("input_name", "Input of the mapping that the file belongs to");
    public static final TableColumn FILE_STATUS =
            text("file_status", "read, empty, or the reason for which the whole file was rejected");
    public static final TableColumn FILE_BYTES = count("file_bytes", "bytes", "Length of the file");
    public static final TableColumn FILE_MODIFIED_AT =
            instant("file_modified_at", "When the file was last written; a later one is read again");
    public static final TableColumn ROWS_IN =
            count("rows_in", "rows", "Records of the file, or rows that the select made");
    public static final TableColumn ROWS_ACCEPTED = count("rows_accepted", "rows", "Rows that went on");
    public static final TableColumn ROWS_QUARANTINED =
            count("rows_quarantined", "rows", "Rows put into quarantine, with their reasons");
    public static final TableColumn ROWS_DUPLICATE =
            count("rows_duplicate", "rows", "Rows equal to one that was accepted before");
    public static final TableColumn ROWS_LEFT_OUT = count(
                    "rows_left_out", "rows", "Records of the file from which the select of this stage made no row")
            .optional();
    public static final TableColumn INGESTED_AT = instant("ingested_at", "When the batch was read");

    public static final Table TABLE = Table.bronze("ingest_log")
            .owner("data")
            .question("What became of every row of every file?")
            .grain(Contract.SOURCE_NAME, Contract.INGEST_BATCH, INPUT_NAME, Contract.SOURCE_FILE, STAGE)
            .columns(
                    FILE_STATUS,
                    FILE_BYTES,
                    FILE_MODIFIED_AT,
                    ROWS_IN,
                    ROWS_ACCEPTED,
                    ROWS_QUARANTINED,
                    ROWS_DUPLICATE,
                    ROWS_LEFT_OUT,
                    INGESTED_AT);

    private IngestLog() {}
}
