package io.souk.jobs.lake;

import io.souk.table.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Writes published tables as plain files that any reader opens: Parquet and CSV. */
public final class Extracts {

    private Extracts() {}

    /**
     * Writes tables below {@code parquet/NAME/} and {@code csv/NAME.csv}.
     *
     * @param folder an empty or missing folder on a local disk
     * @return rows by table name
     */
    public static Map<String, Long> write(PublishedTables published, List<Table> tables, Path folder) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Table table : tables) {
            Dataset<Row> all = published
                    .rows(table)
                    .orElseThrow(() -> new IllegalArgumentException("%s is not published".formatted(table)));
            Path parquet = folder.resolve("parquet").resolve(table.name());
            all.coalesce(1)
                    .sortWithinPartitions(
                            table.grainNames().stream().map(functions::col).toArray(Column[]::new))
                    .write()
                    .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                    .parquet(parquet.toUri().toString());
            removeChecksums(parquet);
            rows.put(
                    table.name(),
                    writeCsv(
                            all.sparkSession().read().parquet(parquet.toUri().toString()),
                            folder.resolve("csv").resolve(table.name() + ".csv")));
        }
        return rows;
    }

    /**
     * Does something in an empty local folder that is gone afterwards: DuckDB and the notebook write and read local files,
     * wherever these go then.
     */
    public static void inDraft(Consumer<Path> deed) {
        try {
            Path draft = Files.createTempDirectory("souk-export-");
            try {
                deed.accept(draft);
            } finally {
                FileUtil.fullyDelete(draft.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made for a draft of the export: " + e.getMessage(), e);
        }
    }

    /** One file with a header, by RFC 4180; a null is an empty field. Rows stream through. */
    private static long writeCsv(Dataset<Row> rows, Path file) {
        Dataset<Row> texts = rows.select(Arrays.stream(rows.columns())
                .map(name -> functions.col(name).cast(DataTypes.StringType))
                .toArray(Column[]::new));
        try {
            Files.createDirectories(file.getParent());
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                out.write(line(List.of(rows.columns())));
                long written = 0;
                for (Iterator<Row> each = texts.toLocalIterator(); each.hasNext(); written++) {
                    Row row = each.next();
                    List<String> cells = new ArrayList<>();
                    for (int i = 0; i < row.length(); i++) {
                        cells.add(row.isNullAt(i) ? "" : row.getString(i));
                    }
                    out.write(line(cells));
                }
                return written;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }

    /** Hadoop's checksum files mean nothing to other readers. */
    private static void removeChecksums(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(".crc"))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be tidied up".formatted(folder), e);
        }
    }
}
