package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.Contract;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Platforms;
import io.souk.bronze.Pseudonyms;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.BatchPlan.PlannedInput;
import io.souk.jobs.ingest.IngestSummary.StageReason;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.ParseCounts.OfFile;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the files of one batch and judges every row: files are probed, records parsed, selects run, contracts checked,
 * duplicates marked. It writes nothing.
 */
final class BatchReader implements AutoCloseable {

    /** The rows that count before this batch, for telling duplicates. */
    interface AcceptedRows {

        /** The hashes of the contract's rows against which new ones are compared, or nothing where there are none. */
        Optional<Dataset<Row>> hashes(Contract contract);
    }

    /**
     * The rows of one contract, judged.
     *
     * @param accepted the contract's content, {@code source_file} and {@code row_hash}
     * @param counts by file
     */
    record JudgedRows(Contract contract, Dataset<Row> accepted, List<StageCount> counts) {

        long acceptedCount() {
            return counts.stream().mapToLong(StageCount::accepted).sum();
        }
    }

    private static final OfFile NOTHING = new OfFile(0, 0, Map.of());

    private final MappingSession session;
    private final SourceMapping mapping;
    private final Selects selects;
    private final BatchPlan plan;
    private final Map<String, List<FileProbe>> probes = new LinkedHashMap<>();
    private final Map<String, ParsedInput> parsed = new LinkedHashMap<>();
    private final Map<StageReason, Long> readReasons = Reasons.inOrder();
    private final List<StageCount> readCounts = new ArrayList<>();
    private final List<JudgedRows> judged = new ArrayList<>();
    private final Optional<Pseudonyms> pseudonyms;
    private Judgement judgement;

    private BatchReader(
            MappingSession session,
            SourceMapping mapping,
            Selects selects,
            BatchPlan plan,
            Optional<Pseudonyms> pseudonyms) {
        this.pseudonyms = pseudonyms;
        this.session = session;
        this.mapping = mapping;
        this.selects = selects;
        this.plan = plan;
    }

    /**
     * Reads and judges a batch.
     *
     * @param pseudonyms take the place of ids
     * @param done hears the name of each step that was done
     */
    static BatchReader read(
            MappingSession session,
            SourceMapping mapping,
            Selects selects,
            BatchPlan plan,
            AcceptedRows accepted,
            Optional<Pseudonyms> pseudonyms,
            Consumer<String> done) {
        BatchReader reader = new BatchReader(session, mapping, selects, plan, pseudonyms);
        session.expect(plan.bytes());
        try {
            reader.probe();
            done.accept("probed");
            reader.parse();
            done.accept("parsed");
            reader.judge(accepted);
            done.accept("judged");
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    List<JudgedRows> judged() {
        return judged;
    }

    List<FileProbe> probes(String input) {
        return probes.getOrDefault(input, List.of());
    }

    /** What became of every row, stage by stage and file by file. */
    List<StageCount> counts() {
        List<StageCount> all = new ArrayList<>(readCounts);
        judged.forEach(rows -> all.addAll(rows.counts()));
        return all;
    }

    /** Rejected rows by stage and reason; a row with two reasons counts under both. */
    Map<StageReason, Long> reasons() {
        Map<StageReason, Long> reasons = Reasons.inOrder();
        Reasons.add(reasons, readReasons);
        for (int i = 0; i < judged.size(); i++) {
            String stage = judged.get(i).contract().name();
            judgement.tallies(i).values().forEach(tally -> Reasons.add(reasons, stage, tally.reasons()));
        }
        return reasons;
    }

    /** Every rejected row of the batch: source_file, stage, reasons, raw, mapped. */
    Dataset<Row> rejected() {
        StructType schema = new StructType(new org.apache.spark.sql.types.StructField[] {
            field(Contract.SOURCE_FILE),
            field(Quarantine.STAGE),
            field(Quarantine.REASONS),
            field(Quarantine.RAW),
            field(Quarantine.MAPPED)
        });
        List<Row> files = new ArrayList<>();
        probes.values()
                .forEach(ofInput -> ofInput.stream()
                        .filter(probe -> !probe.isReadable())
                        .forEach(probe -> files.add(RowFactory.create(
                                probe.file().name(),
                                IngestLog.READ,
                                probe.reasons().toArray(String[]::new),
                                probe.begin(),
                                null))));
        Dataset<Row> all = session.rows(files, schema);
        for (ParsedInput records : parsed.values()) {
            if (records.counts().values().stream().allMatch(count -> count.broken() == 0)) {
                continue;
            }
            all = all.union(records.broken()
                    .select(
                            col("file"),
                            lit(IngestLog.READ),
                            ContractCheck.reasons(col("reasons")),
                            pseudonyms.isPresent() ? lit(null).cast("string") : col("raw"),
                            lit(null).cast("string")));
        }
        for (int i = 0; i < judged.size(); i++) {
            if (judged.get(i).counts().stream().anyMatch(count -> count.quarantined() > 0)) {
                Dataset<Row> rows = session.internalRows(
                        judgement.rejectedRows(i),
                        judgement.checked().get(i).schema().rows());
                all = all.union(rows.select(
                        Contract.SOURCE_FILE.col(),
                        lit(judged.get(i).contract().name()),
                        ContractCheck.reasons(Quarantine.REASONS.col()),
                        Quarantine.RAW.col(),
                        Quarantine.MAPPED.col()));
            }
        }
        return all;
    }

    private static org.apache.spark.sql.types.StructField field(TableColumn column) {
        return DataTypes.createStructField(column.name(), column.type(), true);
    }

    private void probe() {
        Map<String, List<LandingFile>> files = new LinkedHashMap<>();
        Map<String, SourceInput> inputs = new LinkedHashMap<>();
        for (PlannedInput planned : plan.inputs()) {
            if (!planned.name().equals(Planner.PLATFORMS_INPUT)) {
                files.put(planned.name(), planned.files());
                inputs.put(planned.name(), input(planned.name()));
            }
        }
        probes.putAll(session.probe(files, inputs));
    }

    private SourceInput input(String name) {
        SourceInput input = mapping.inputs().get(name);
        if (input == null) {
            throw new IllegalStateException(
                    "Batch %d of %s was planned with the input %s, which %s no longer has. Put the input back until the batch is read"
                            .formatted(
                                    plan.batch(),
                                    plan.source(),
                                    name,
                                    mapping.file().name()));
        }
        return input;
    }

    private void parse() {
        probes.forEach((name, ofInput) -> {
            SourceInput input = input(name);
            long readers = runnable().stream()
                    .filter(select -> select.inputs().contains(input))
                    .count();
            MappingSession.Use use = readers > 1 ? MappingSession.Use.REPEATED : MappingSession.Use.ONCE;
            ParsedInput records = ParsedInput.of(session, input, ofInput, mapping.timeZone(), use);
            parsed.put(name, records);
            session.register(name, records.good());
        });
    }

    /** Counts what was read, once it was. */
    private void countRead() {
        probes.forEach((name, ofInput) -> {
            parsed.get(name)
                    .counts()
                    .values()
                    .forEach(count -> Reasons.add(readReasons, IngestLog.READ, count.brokenBy()));
            ofInput.forEach(probe -> {
                String file = probe.file().name();
                OfFile count = parsed.get(name).counts().getOrDefault(file, NOTHING);
                probe.reasons().forEach(reason -> Reasons.add(readReasons, IngestLog.READ, Map.of(reason, 1L)));
                // A file that cannot be read counts as one record: itself.
                long broken = probe.isReadable() ? count.broken() : 1;
                readCounts.add(new StageCount(name, file, IngestLog.READ, probe.rowsIn(), count.good(), broken, 0, 0));
            });
        });
        plan.input(Planner.PLATFORMS_INPUT).ifPresent(planned -> {
            long rows = mapping.platforms().size();
            readCounts.add(new StageCount(planned.name(), mapping.file().name(), IngestLog.READ, rows, rows, 0, 0, 0));
        });
        readCounts.forEach(StageCount::requireLaw);
    }

    /** The selects that something new makes rows of. */
    private List<Selects.Select> runnable() {
        return selects.all().stream()
                .filter(select -> select.appendInput()
                        .map(input -> plan.isNew(input.name()))
                        .orElseGet(() -> select.inputs().stream().anyMatch(input -> plan.isNew(input.name()))))
                .toList();
    }

    private void judge(AcceptedRows accepted) {
        Map<Contract, List<Dataset<Row>>> mapped = new LinkedHashMap<>();
        if (plan.isNew(Planner.PLATFORMS_INPUT)) {
            mapped.computeIfAbsent(Platforms.CONTRACT, contract -> new ArrayList<>())
                    .add(platforms());
        }
        for (Selects.Select select : runnable()) {
            mapped.computeIfAbsent(select.contract(), contract -> new ArrayList<>())
                    .add(selects.run(select));
        }
        List<CheckedContract> checked = new ArrayList<>();
        mapped.forEach((contract, parts) ->
                checked.add(CheckedContract.of(contract, parts, plan.arrivedAt(), mapping.timeZone(), pseudonyms)));
        judgement = Judgement.of(session.spark(), checked, accepted);
        countRead();
        for (int i = 0; i < checked.size(); i++) {
            Dataset<Row> rows = session.internalRows(
                    judgement.acceptedRows(i), checked.get(i).schema().rows());
            judged.add(new JudgedRows(checked.get(i).contract(), rows, counts(i)));
        }
    }

    /** What became of the rows of a contract, by file. */
    private List<StageCount> counts(int contract) {
        Map<String, FileTally> tallies = judgement.tallies(contract);
        String stage = judgement.checked().get(contract).contract().name();
        Map<String, Map<String, Long>> records = new LinkedHashMap<>();
        readCounts.forEach(read -> records.computeIfAbsent(read.input(), input -> new LinkedHashMap<>())
                .put(read.file(), read.accepted()));
        requireFiles(stage, tallies);
        List<StageCount> counts = new ArrayList<>();
        // An input counts as read by the contract where a row was made of one of its files.
        records.forEach((input, files) -> {
            if (files.keySet().stream().anyMatch(tallies::containsKey)) {
                files.forEach((file, read) -> {
                    FileTally tally = tallies.getOrDefault(file, new FileTally());
                    counts.add(new StageCount(
                            input,
                            file,
                            stage,
                            tally.rows(),
                            judgement.accepted(contract, file),
                            tally.rejected(),
                            judgement.duplicates(contract, file),
                            read - tally.records()));
                });
            }
        });
        counts.forEach(StageCount::requireLaw);
        return counts;
    }

    /** A row of no file of the batch would be counted for none, and be lost without a word. */
    private void requireFiles(String stage, Map<String, FileTally> tallies) {
        Set<String> files = readCounts.stream().map(StageCount::file).collect(Collectors.toSet());
        long strays = tallies.entrySet().stream()
                .filter(tally -> !files.contains(tally.getKey()))
                .mapToLong(tally -> tally.getValue().rows())
                .sum();
        if (strays > 0) {
            throw new IllegalStateException(
                    "%,d rows of %s are of no file of the batch by their _source, so nothing would account for them. Nothing of the batch counts. Yield the _source of an input as it is; in a join that of the side which always has a row"
                            .formatted(strays, stage));
        }
    }

    /** The platforms that the mapping file itself lists. */
    private Dataset<Row> platforms() {
        List<String> columns =
                Platforms.CONTRACT.content().stream().map(TableColumn::name).toList();
        StructType schema = new StructType()
                .add(
                        ContractCheck.SOURCE,
                        DataTypes.createStructType(List.of(
                                DataTypes.createStructField("file", DataTypes.StringType, true),
                                DataTypes.createStructField("row", DataTypes.LongType, true),
                                DataTypes.createStructField("raw", DataTypes.StringType, true))));
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> platform : mapping.platforms()) {
            List<Object> values = new ArrayList<>();
            values.add(RowFactory.create(mapping.file().name(), rows.size() + 1L, new TreeMap<>(platform).toString()));
            columns.forEach(column -> values.add(platform.get(column)));
            rows.add(RowFactory.create(values.toArray()));
        }
        return session.rows(rows, schema);
    }

    @Override
    public void close() {
        if (judgement != null) {
            judgement.close();
        }
        parsed.values().forEach(ParsedInput::close);
    }
}
