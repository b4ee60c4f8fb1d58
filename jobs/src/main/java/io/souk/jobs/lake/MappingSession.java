package io.souk.jobs.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;

import io.souk.jobs.config.SourceInput;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.FileProber;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.LandingFolder;
import io.souk.jobs.lake.landing.RecordIterator;
import io.souk.jobs.lake.landing.RecordShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where the files of one source are read and the selects of its mapping run: a session of its own, whose time zone is the
 * source's. A select sees the inputs that were registered and nothing else. An expression that fails on a row yields
 * null there, so that one bad row never stops the good ones; the check of the contract then finds it.
 */
public final class MappingSession {

    /** Below this many bytes of files, compiling queries takes longer than running them uncompiled. */
    private static final long WORTH_COMPILING_BYTES = 1L << 20;

    /** As much of a batch's bytes as one task reads. */
    private static final long BYTES_PER_TASK = 16L << 20;

    private final SparkSession session;
    private final QueryGuard guard;

    private MappingSession(SparkSession session) {
        this.session = session;
        this.guard = new QueryGuard(session);
    }

    static MappingSession beside(SparkSession session, String timeZone) {
        SparkSession own = session.newSession();
        own.conf().set("spark.sql.session.timeZone", timeZone);
        own.conf().set("spark.sql.ansi.enabled", "false");
        own.conf().set("spark.sql.runSQLOnFiles", "false");
        // What a batch keeps is read two or three times: pressing it together costs more than it saves.
        own.conf().set("spark.sql.inMemoryColumnarStorage.compressed", "false");
        own.conf().set("spark.sql.shuffle.partitions", session.conf().get("spark.sql.shuffle.partitions"));
        return new MappingSession(own);
    }

    /** A session without a lake, for trying a mapping. */
    public static MappingSession alone(String timeZone, Map<String, String> sparkSettings) {
        return beside(Sessions.open(sparkSettings), timeZone);
    }

    /** Prepares for files of so many bytes together: small batches are done sooner where nothing is compiled for them. */
    public void expect(long bytes) {
        boolean isWorthCompiling = bytes >= WORTH_COMPILING_BYTES;
        session.conf().set("spark.sql.codegen.wholeStage", isWorthCompiling);
        session.conf().set("spark.sql.codegen.factoryMode", isWorthCompiling ? "FALLBACK" : "NO_CODEGEN");
    }

    public LandingFolder folder(String address) {
        return new LandingFolder(address, session.sparkContext().hadoopConfiguration());
    }

    /** Reads every file from end to end, in parallel, and says which of them can be taken. In the order of the files. */
    public List<FileProbe> probe(List<LandingFile> files, SourceInput input) {
        if (files.isEmpty()) {
            return List.of();
        }
        RecordShape shape = RecordShape.of(input);
        SerializableConfiguration hadoop = hadoop();
        List<FileProbe> probes = new ArrayList<>();
        spread(files)
                .map(file -> FileProber.probe(LandingFile.fromRow(file), shape, hadoop.value())
                        .toRow())
                .collect()
                .forEach(row -> probes.add(FileProbe.fromRow(row)));
        probes.sort(Comparator.comparing(probe -> probe.file().name()));
        return probes;
    }

    /** The records of text files, as {@link RecordIterator#SCHEMA} has them. */
    public Dataset<Row> records(List<FileProbe> probes, SourceInput input) {
        List<LandingFile> files = probes.stream()
                .filter(probe -> probe.isReadable() && probe.records() > 0)
                .map(FileProbe::file)
                .toList();
        if (files.isEmpty()) {
            return rows(List.of(), RecordIterator.SCHEMA);
        }
        RecordShape shape = RecordShape.of(input);
        SerializableConfiguration hadoop = hadoop();
        JavaRDD<Row> records =
                spread(files).flatMap(file -> new RecordIterator(LandingFile.fromRow(file), shape, hadoop.value()));
        return session.createDataFrame(records, RecordIterator.SCHEMA);
    }

    /**
     * The rows of Parquet files with the columns that the files have, beside {@code _file} (the file's name) and
     * {@code _row} (from 1); one dataset for each schema that occurs.
     */
    public List<Dataset<Row>> parquet(List<FileProbe> probes) {
        Map<String, List<LandingFile>> bySchema = new TreeMap<>();
        probes.stream()
                .filter(probe -> probe.isReadable() && probe.records() > 0)
                .forEach(probe -> bySchema.computeIfAbsent(probe.shape(), schema -> new ArrayList<>())
                        .add(probe.file()));
        return bySchema.values().stream().map(this::parquetOfOneSchema).toList();
    }

    private Dataset<Row> parquetOfOneSchema(List<LandingFile> files) {
        StructType names = new StructType().add("_path", DataTypes.StringType).add("_file", DataTypes.StringType);
        Dataset<Row> nameOfPath = rows(
                files.stream()
                        .map(file -> RowFactory.create(
                                new Path(file.address()).toUri().toString().replaceFirst("^file:/+", "file:/"),
                                file.name()))
                        .toList(),
                names);
        Dataset<Row> read =
                session.read().parquet(files.stream().map(LandingFile::address).toArray(String[]::new));
        return read.select(
                        col("*"),
                        regexp_replace(read.metadataColumn("_metadata").getField("file_path"), "^file:/+", "file:/")
                                .as("_path"),
                        read.metadataColumn("_metadata")
                                .getField("row_index")
                                .plus(1)
                                .as("_row"))
                .join(org.apache.spark.sql.functions.broadcast(nameOfPath), "_path")
                .drop("_path");
    }

    /** Small rows that are at hand. */
    public Dataset<Row> rows(List<Row> rows, StructType schema) {
        return session.createDataFrame(rows, schema);
    }

    /** The same rows in this session, so that they can be joined with what the selects yield. */
    public Dataset<Row> adopt(Dataset<Row> rows) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) session,
                ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
    }

    /** Lets selects see a dataset under a name; a further dataset under the same name takes its place. */
    public void register(String name, Dataset<Row> rows) {
        guard.allow(name);
        rows.createOrReplaceTempView(name);
    }

    /**
     * Runs a select over what was registered.
     *
     * @param place where the select is written down, for errors: {@code olist.yaml: contracts.order_events}
     * @throws IllegalArgumentException where it is no plain query, or names anything that is not registered
     */
    public Dataset<Row> select(String place, String query) {
        guard.check(place, query);
        try {
            Dataset<Row> rows = session.sql(query);
            guard.checkResolved(place, rows.queryExecution().analyzed());
            return rows;
        } catch (Exception e) {
            // Scala does not declare it: AnalysisException is checked, and everything else is no fault of the query.
            if (e instanceof AnalysisException) {
                throw new IllegalArgumentException(
                        "%s is not understood: %s".formatted(place, QueryGuard.firstLines(e.getMessage())), e);
            }
            throw e;
        }
    }

    /** The registered names that a select reads. */
    public List<String> inputsOf(String place, String query) {
        return guard.check(place, query);
    }

    private JavaRDD<Row> spread(List<LandingFile> files) {
        long bytes = files.stream().mapToLong(LandingFile::bytes).sum();
        int cores = session.sparkContext().defaultParallelism();
        long tasks = Math.min(files.size(), Math.max(cores, bytes / BYTES_PER_TASK + 1));
        // Large files first and dealt in turn, so that no task gets all of them.
        List<LandingFile> bySize = new ArrayList<>(files);
        bySize.sort(Comparator.comparingLong(LandingFile::bytes).reversed().thenComparing(LandingFile::name));
        List<Row> dealt = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            for (int i = task; i < bySize.size(); i += (int) tasks) {
                dealt.add(bySize.get(i).toRow());
            }
        }
        return JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(dealt, (int) tasks);
    }

    private SerializableConfiguration hadoop() {
        return new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    }
}
