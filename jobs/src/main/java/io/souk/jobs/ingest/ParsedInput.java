package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.souk.bronze.ContractCheck;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.ParseCounts;
import io.souk.jobs.lake.landing.ParseCounts.OfFile;
import io.souk.jobs.lake.landing.RecordParser;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** The records of one input, typed: the good ones for the selects, the broken ones for the quarantine. */
interface ParsedInput {

    /** What selects see. */
    Dataset<Row> good();

    /** How many records of each file are good and broken, once the good ones were read. */
    Map<String, OfFile> counts();

    /** The broken records: {@code file}, {@code raw}, and {@code reasons}, one to a line. */
    Dataset<Row> broken();

    /** Forgets what was kept. */
    void close();

    /**
     * Prepares to parse; the files are read when the rows are asked for.
     *
     * @param use how often selects read the good records
     */
    static ParsedInput of(
            MappingSession session, SourceInput input, List<FileProbe> probes, ZoneId zone, MappingSession.Use use) {
        return input.format() == SourceInput.Format.PARQUET
                ? new Typed(session, input, probes)
                : new Text(session, input, probes, zone, use);
    }

    /** Text files: parsed as they are read, and once more where broken records are asked for. */
    final class Text implements ParsedInput {

        private final MappingSession session;
        private final RecordParser parser;
        private final List<LandingFile> files;
        private final ParseCounts found;
        private final Dataset<Row> good;

        Text(MappingSession session, SourceInput input, List<FileProbe> probes, ZoneId zone, MappingSession.Use use) {
            this.session = session;
            this.parser = InputParser.ofText(session, input, zone);
            this.files = probes.stream()
                    .filter(probe -> probe.isReadable() && probe.records() > 0)
                    .map(FileProbe::file)
                    .toList();
            this.found = session.parseCounts();
            this.good = session.records(probes, parser, InputParser.schema(input), use, found);
        }

        @Override
        public Dataset<Row> good() {
            return good;
        }

        @Override
        public Map<String, OfFile> counts() {
            // A file that no select read to its end is read now.
            List<LandingFile> unread = files.stream()
                    .filter(file -> !found.value().containsKey(file.name()))
                    .toList();
            if (!unread.isEmpty()) {
                session.count(unread, parser, found);
            }
            return found.value();
        }

        @Override
        public Dataset<Row> broken() {
            Map<String, OfFile> counts = counts();
            return session.broken(
                    files.stream()
                            .filter(file -> counts.get(file.name()).broken() > 0)
                            .toList(),
                    parser);
        }

        @Override
        public void close() {
            good.unpersist();
        }
    }

    /** Parquet files: read once, cast by Spark, and kept. */
    final class Typed implements ParsedInput {

        private static final Column IS_BROKEN = col(InputParser.REASONS).notEqual("");

        private static final Column FILE = col(ContractCheck.SOURCE).getField("file");

        private final Dataset<Row> all;
        private Map<String, OfFile> counts;

        Typed(MappingSession session, SourceInput input, List<FileProbe> probes) {
            this.all = session.parquet(probes).stream()
                    .map(rows -> InputParser.parseTyped(rows, input))
                    .reduce(Dataset::union)
                    .orElseGet(() -> session.rows(
                            List.of(), InputParser.schema(input).add(InputParser.REASONS, DataTypes.StringType)))
                    .persist(StorageLevel.MEMORY_AND_DISK());
        }

        @Override
        public Dataset<Row> good() {
            return all.where(not(IS_BROKEN)).drop(InputParser.REASONS);
        }

        @Override
        public Map<String, OfFile> counts() {
            if (counts == null) {
                counts = countAll();
            }
            return counts;
        }

        private Map<String, OfFile> countAll() {
            Map<String, OfFile> found = new HashMap<>();
            all.groupBy(FILE.as("file"), col(InputParser.REASONS))
                    .agg(count(lit(1)))
                    .collectAsList()
                    .forEach(row -> {
                        OfFile before =
                                found.computeIfAbsent(row.getString(0), file -> new OfFile(0, 0, new HashMap<>()));
                        long records = row.getLong(2);
                        boolean isBroken = !row.getString(1).isEmpty();
                        row.getString(1)
                                .lines()
                                .forEach(reason -> before.brokenBy().merge(reason, records, Long::sum));
                        found.put(
                                row.getString(0),
                                new OfFile(
                                        before.good() + (isBroken ? 0 : records),
                                        before.broken() + (isBroken ? records : 0),
                                        before.brokenBy()));
                    });
            return found;
        }

        @Override
        public Dataset<Row> broken() {
            return all.where(IS_BROKEN)
                    .select(
                            FILE.as("file"),
                            col(ContractCheck.SOURCE).getField("raw").as("raw"),
                            col(InputParser.REASONS).as("reasons"));
        }

        @Override
        public void close() {
            all.unpersist();
        }
    }
}
