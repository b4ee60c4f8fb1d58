package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.souk.bronze.Contract;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.BatchPlan.PlannedInput;
import io.souk.jobs.ingest.IngestSummary.StageReason;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.RecordParser;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

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

    private final MappingSession session;
    private final SourceMapping mapping;
    private final Selects selects;
    private final BatchPlan plan;
    private final Map<String, List<FileProbe>> probes = new LinkedHashMap<>();
    private final Map<String, RecordParser> parsers = new LinkedHashMap<>();
    private final List<StageCount> readCounts = new ArrayList<>();
    private final List<Dataset<Row>> kept = new ArrayList<>();
    private final List<Dataset<Row>> broken = new ArrayList<>();
    private final List<Dataset<Row>> brokenTyped = new ArrayList<>();
    private final List<JudgedRows> judged = new ArrayList<>();
    private Judgement judgement;

    private BatchReader(MappingSession session, SourceMapping mapping, Selects selects, BatchPlan plan) {
        this.session = session;
        this.mapping = mapping;
        this.selects = selects;
        this.plan = plan;
    }

    /**
     * Reads and judges a batch.
     *
     * @param done hears the name of each step that was done
     */
    static BatchReader read(
            MappingSession session,
            SourceMapping mapping,
            Selects selects,
            BatchPlan plan,
            AcceptedRows accepted,
            Consumer<String> done) {
        BatchReader reader = new BatchReader(session, mapping, selects, plan);
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
        probes.values().forEach(ofInput -> ofInput.forEach(probe -> {
            Reasons.add(reasons, IngestLog.READ, probe.brokenBy());
            probe.reasons().forEach(reason -> Reasons.add(reasons, IngestLog.READ, Map.of(reason, 1L)));
        }));
        brokenTyped.forEach(rows -> Reasons.add(reasons, IngestLog.READ, Reasons.of(rows, "reasons")));
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
        List<Dataset<Row>> ofReading = new ArrayList<>(broken);
        ofReading.addAll(brokenTyped);
        for (Dataset<Row> records : ofReading) {
            all = all.union(records.select(
                    col("file"),
                    lit(IngestLog.READ),
                    ContractCheck.reasons(col("reasons")),
                    col("raw"),
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
        for (PlannedInput planned : plan.inputs()) {
            if (!planned.name().equals(Planner.PLATFORMS_INPUT)) {
                files.put(planned.name(), planned.files());
                parsers.put(planned.name(), InputParser.ofText(session, input(planned.name()), mapping.timeZone()));
            }
        }
        probes.putAll(session.probe(files, parsers));
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
        Map<String, Dataset<Row>> typed = new LinkedHashMap<>();
        probes.forEach((name, ofInput) -> {
            SourceInput input = input(name);
            if (input.format() == SourceInput.Format.PARQUET) {
                typed.put(name, parquet(ofInput, input));
                return;
            }
            long readers = runnable().stream()
                    .filter(select -> select.inputs().contains(input))
                    .count();
            Dataset<Row> good = session.records(
                    ofInput,
                    parsers.get(name),
                    InputParser.schema(input),
                    readers > 1 ? MappingSession.Use.REPEATED : MappingSession.Use.ONCE);
            kept.add(good);
            session.register(name, good);
            if (ofInput.stream().anyMatch(probe -> probe.broken() > 0)) {
                broken.add(session.broken(ofInput, parsers.get(name)));
            }
        });
        FileCounts found = FileCounts.of(
                typed, col(ContractCheck.SOURCE).getField("file"), count_if(not(isBroken())), count_if(isBroken()));
        probes.forEach((name, ofInput) -> ofInput.forEach(probe -> {
            String file = probe.file().name();
            boolean isTyped = typed.containsKey(name);
            long bad = isTyped ? found.get(name, file, 1) : probe.broken();
            long good = isTyped ? found.get(name, file, 0) : probe.records() - bad;
            readCounts.add(
                    probe.isReadable()
                            ? new StageCount(name, file, IngestLog.READ, probe.rowsIn(), good, bad, 0, 0)
                            : new StageCount(name, file, IngestLog.READ, probe.rowsIn(), 0, 1, 0, 0));
        }));
        plan.input(Planner.PLATFORMS_INPUT).ifPresent(planned -> {
            long rows = mapping.platforms().size();
            readCounts.add(new StageCount(planned.name(), mapping.file().name(), IngestLog.READ, rows, rows, 0, 0, 0));
        });
        readCounts.forEach(StageCount::requireLaw);
    }

    /** The rows of Parquet files with all that is wrong with them; what selects see of them is registered. */
    private Dataset<Row> parquet(List<FileProbe> ofInput, SourceInput input) {
        Dataset<Row> records = session.parquet(ofInput).stream()
                .map(rows -> InputParser.parseTyped(rows, input))
                .reduce(Dataset::union)
                .orElseGet(() -> session.rows(
                        List.of(), InputParser.schema(input).add(InputParser.REASONS, DataTypes.StringType)))
                .persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(records);
        session.register(input.name(), records.where(not(isBroken())).drop(InputParser.REASONS));
        Column source = col(ContractCheck.SOURCE);
        brokenTyped.add(records.where(isBroken())
                .select(
                        source.getField("file").as("file"),
                        source.getField("raw").as("raw"),
                        col(InputParser.REASONS).as("reasons")));
        return records;
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
                checked.add(CheckedContract.of(contract, parts, plan.arrivedAt(), mapping.timeZone())));
        judgement = Judgement.of(session.spark(), checked, accepted);
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

    private static Column isBroken() {
        return col(InputParser.REASONS).notEqual("");
    }

    @Override
    public void close() {
        if (judgement != null) {
            judgement.close();
        }
        kept.forEach(Dataset::unpersist);
    }
}
