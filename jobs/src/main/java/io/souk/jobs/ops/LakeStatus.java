package io.souk.jobs.ops;

import io.souk.Tables;
import io.souk.bronze.Quarantine;
import io.souk.jobs.ingest.SourceProgress;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.TableVersions;
import io.souk.jobs.lake.TableVersions.DataFile;
import io.souk.table.Table;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a lake stands, found without Spark.
 *
 * @param root address of the lake
 * @param publication what readers see
 * @param runs the last commands, the newest first
 * @param sources how far each source has come
 * @param quarantined rows in bronze.quarantine, of all time
 * @param tables size of each table that was written
 */
public record LakeStatus(
        String root,
        Optional<Publication> publication,
        List<RunRecord> runs,
        List<SourceProgress> sources,
        long quarantined,
        List<Size> tables) {

    /**
     * How large a table is as it is published, or as it is where nothing is published.
     *
     * @param rows -1 where not all files say
     */
    public record Size(String table, long version, long files, long bytes, long rows) {}

    /** Looks at a lake. */
    public static LakeStatus of(LakeFiles files, int runs) {
        Optional<Publication> publication = new Publications(files).latest();
        TableVersions versions = new TableVersions(files);
        List<Size> sizes = new ArrayList<>();
        for (Table table : Tables.ALL) {
            String name = table.qualifiedName();
            if (versions.has(name)) {
                long newest = versions.latest(name);
                sizes.add(size(
                        versions,
                        name,
                        publication.map(Publication::versions).orElse(Map.of()).getOrDefault(name, newest)));
            }
        }
        String quarantine = Quarantine.TABLE.qualifiedName();
        long quarantined = versions.has(quarantine)
                ? size(versions, quarantine, versions.latest(quarantine)).rows()
                : 0;
        return new LakeStatus(
                files.root(),
                publication,
                new RunRecords(files).newest(runs),
                SourceProgress.of(files, publication.map(Publication::batches).orElse(Map.of())),
                quarantined,
                sizes);
    }

    private static Size size(TableVersions versions, String table, long version) {
        List<DataFile> files = versions.files(table, version);
        boolean isCounted = files.stream().allMatch(file -> file.rows() >= 0);
        return new Size(
                table,
                version,
                files.size(),
                files.stream().mapToLong(DataFile::bytes).sum(),
                isCounted ? files.stream().mapToLong(DataFile::rows).sum() : -1);
    }

    /** Prints it for people. */
    public void print(PrintStream out, Instant now) {
        out.printf("lake %s%n", root);
        out.println(publication
                .map(published -> "published  number %d, %s, %s ago: %s to %s in %s, %,d orders"
                        .formatted(
                                published.number(),
                                published.runId(),
                                ago(published.publishedAt(), now),
                                published.firstDate(),
                                published.lastDate(),
                                published.reportingCurrency(),
                                published.orders()))
                .orElse("published  nothing yet. Run for example: souk backfill --lake DIR"));
        out.printf("%nlast runs%n");
        for (RunRecord run : runs) {
            out.printf(
                    "  %-42s %-10s %-12s %6s  %s%n",
                    run.id(),
                    run.command(),
                    run.outcome().name().toLowerCase(Locale.ROOT),
                    run.outcome() == RunRecord.Outcome.UNFINISHED
                            ? ""
                            : run.lasted().toSeconds() + " s",
                    run.message().lines().findFirst().orElse(""));
        }
        if (runs.isEmpty()) {
            out.println("  none is recorded");
        }
        out.printf("%nsources%n");
        for (SourceProgress source : sources) {
            out.printf("  %-20s %s%n", source.source(), source.sentence(ago(source.arrivedAt(), now)));
        }
        out.printf("%nquarantine  %,d rows of all time; 'souk quarantine list' shows the reasons%n", quarantined);
        out.printf("%n%-32s %8s %6s %12s %14s%n", "table", "version", "files", "bytes", "rows");
        for (Size table : tables) {
            out.printf(
                    "%-32s %8d %6d %,12d %14s%n",
                    table.table(),
                    table.version(),
                    table.files(),
                    table.bytes(),
                    table.rows() < 0 ? "?" : "%,d".formatted(table.rows()));
        }
    }

    static String ago(Instant then, Instant now) {
        Duration passed = Duration.between(then, now);
        if (passed.toDays() >= 2) {
            return passed.toDays() + " days";
        }
        return passed.toHours() >= 2 ? passed.toHours() + " hours" : Math.max(0, passed.toMinutes()) + " minutes";
    }
}
