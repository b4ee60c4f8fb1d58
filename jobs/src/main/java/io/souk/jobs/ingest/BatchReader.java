package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import io.souk.bronze.Contract;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.ExactDuplicates;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Platforms;
import io.souk.bronze.Quarantine;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.BatchPlan.PlannedInput;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.landing.FileProbe;
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
     * The rows of one contract, judged: what {@link ExactDuplicates#mark} yields.
     *
     * @param counts by file
     */
    record JudgedRows(Contract contract, Dataset<Row> rows, List<StageCount> counts) {

        Dataset<Row> accepted() {
            return rows.where(isAccepted());
        }

        long acceptedCount() {
            return counts.stream().mapToLong(StageCount::accepted).sum();
        }
    }

    private final MappingSession session;
    private final SourceMapping mapping;
    private final Selects selects;
    private final BatchPlan plan;
    private final Map<String, List<FileProbe>> probes = new LinkedHashMap<>();
    private final Map<String, Dataset<Row>> parsed = new LinkedHashMap<>();
    private final List<StageCount> readCounts = new ArrayList<>();
    private final List<Dataset<Row>> kept = new ArrayList<>();
    private final List<JudgedRows> judged = new ArrayList<>();

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
        Column source = col(ContractCheck.SOURCE);
        for (Dataset<Row> records : parsed.values()) {
            all = all.union(records.where(isBroken())
                    .select(
                            source.getField("file"),
                            lit(IngestLog.READ),
                            ContractCheck.reasons(col(InputParser.REASONS)),
                            source.getField("raw"),
                            lit(null).cast("string")));
        }
        for (JudgedRows rows : judged) {
            all = all.union(rows.rows()
                    .where(isRejected())
                    .select(
                            Contract.SOURCE_FILE.col(),
                            lit(rows.contract().name()),
                            Quarantine.REASONS.col(),
                            Quarantine.RAW.col(),
                            Quarantine.MAPPED.col()));
        }
        return all;
    }

    private static org.apache.spark.sql.types.StructField field(TableColumn column) {
        return DataTypes.createStructField(column.name(), column.type(), true);
    }

    private void probe() {
        for (PlannedInput planned : plan.inputs()) {
            if (!planned.name().equals(Planner.PLATFORMS_INPUT)) {
                probes.put(planned.name(), session.probe(planned.files(), input(planned.name())));
            }
        }
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
            Dataset<Row> records = parseFiles(ofInput, input(name)).persist(StorageLevel.MEMORY_AND_DISK());
            parsed.put(name, records);
            kept.add(records);
            session.register(name, records.where(not(isBroken())).drop(InputParser.REASONS));
        });
        FileCounts found =
                FileCounts.of(parsed, col(ContractCheck.SOURCE).getField("file"), count(lit(1)), count_if(isBroken()));
        probes.forEach((name, ofInput) -> ofInput.forEach(probe -> {
            String file = probe.file().name();
            long held = found.get(name, file, 0);
            long broken = probe.isReadable() ? found.get(name, file, 1) : 1;
            long good = probe.isReadable() ? held - broken : 0;
            readCounts.add(new StageCount(name, file, IngestLog.READ, probe.rowsIn(), good, broken, 0, 0));
        }));
        plan.input(Planner.PLATFORMS_INPUT).ifPresent(planned -> {
            long rows = mapping.platforms().size();
            readCounts.add(new StageCount(planned.name(), mapping.file().name(), IngestLog.READ, rows, rows, 0, 0, 0));
        });
        readCounts.forEach(StageCount::requireLaw);
    }

    private Dataset<Row> parseFiles(List<FileProbe> ofInput, SourceInput input) {
        if (input.format() != SourceInput.Format.PARQUET) {
            return InputParser.parseText(session.records(ofInput, input), input);
        }
        return session.parquet(ofInput).stream()
                .map(rows -> InputParser.parseTyped(rows, input))
                .reduce(Dataset::union)
                .orElseGet(() -> session.rows(
                        List.of(), InputParser.schema(input).add(InputParser.REASONS, DataTypes.StringType)));
    }

    private void judge(AcceptedRows accepted) {
        Map<Contract, List<Dataset<Row>>> mapped = new LinkedHashMap<>();
        if (plan.isNew(Planner.PLATFORMS_INPUT)) {
            mapped.computeIfAbsent(Platforms.CONTRACT, contract -> new ArrayList<>())
                    .add(platforms());
        }
        for (Selects.Select select : selects.all()) {
            boolean hasNews = select.appendInput()
                    .map(input -> plan.isNew(input.name()))
                    .orElseGet(() -> select.inputs().stream().anyMatch(input -> plan.isNew(input.name())));
            if (hasNews) {
                mapped.computeIfAbsent(select.contract(), contract -> new ArrayList<>())
                        .add(selects.run(select));
            }
        }
        judge(mapped, accepted);
    }

    /** Each step takes the rows of all contracts together: one job of some size is done sooner than many small ones. */
    private void judge(Map<Contract, List<Dataset<Row>>> mapped, AcceptedRows accepted) {
        Map<Contract, Dataset<Row>> checked = new LinkedHashMap<>();
        mapped.forEach((contract, parts) -> checked.put(
                contract,
                keep(parts.stream()
                        .map(rows -> ContractCheck.check(rows, contract, plan.arrivedAt()))
                        .reduce(Dataset::union)
                        .orElseThrow())));
        // Counted as the selects made them, before anything tells them apart.
        FileCounts made = FileCounts.of(
                byName(checked), Contract.SOURCE_FILE.col(), count(lit(1)), countDistinct(ContractCheck.SOURCE_ROW));

        Map<Contract, Dataset<Row>> suspects = new LinkedHashMap<>();
        checked.forEach((contract, rows) -> suspects.put(
                contract,
                keep(accepted.hashes(contract)
                        .map(known -> ExactDuplicates.suspects(rows, session.adopt(known)))
                        .orElseGet(() -> ExactDuplicates.suspects(rows)))));
        // Counting them first lets Spark know that they are few, and send them to the rows instead of both about.
        FileCounts.of(byName(suspects), lit(""), count(lit(1)));

        Map<Contract, Dataset<Row>> marked = new LinkedHashMap<>();
        checked.forEach((contract, rows) -> marked.put(contract, ExactDuplicates.mark(rows, suspects.get(contract))));
        FileCounts became = FileCounts.of(
                byName(marked),
                Contract.SOURCE_FILE.col(),
                count_if(isAccepted()),
                count_if(isRejected()),
                count_if(col(ExactDuplicates.IS_DUPLICATE)));
        marked.forEach(
                (contract, rows) -> judged.add(new JudgedRows(contract, rows, counts(contract.name(), made, became))));
    }

    private Dataset<Row> keep(Dataset<Row> rows) {
        kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    private static Map<String, Dataset<Row>> byName(Map<Contract, Dataset<Row>> rows) {
        Map<String, Dataset<Row>> byName = new LinkedHashMap<>();
        rows.forEach((contract, ofContract) -> byName.put(contract.name(), ofContract));
        return byName;
    }

    private List<StageCount> counts(String contract, FileCounts made, FileCounts became) {
        Map<String, Map<String, Long>> records = new LinkedHashMap<>();
        readCounts.forEach(read -> records.computeIfAbsent(read.input(), input -> new LinkedHashMap<>())
                .put(read.file(), read.accepted()));
        List<StageCount> counts = new ArrayList<>();
        // An input counts as read by the contract where a row was made of one of its files.
        records.forEach((input, files) -> {
            if (files.keySet().stream().anyMatch(file -> made.has(contract, file))) {
                files.forEach((file, read) -> counts.add(new StageCount(
                        input,
                        file,
                        contract,
                        made.get(contract, file, 0),
                        became.get(contract, file, 0),
                        became.get(contract, file, 1),
                        became.get(contract, file, 2),
                        read - made.get(contract, file, 1))));
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

    private static Column isRejected() {
        return size(Quarantine.REASONS.col()).gt(0);
    }

    private static Column isAccepted() {
        return size(Quarantine.REASONS.col())
                .equalTo(0)
                .and(col(ExactDuplicates.IS_DUPLICATE).equalTo(false));
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
