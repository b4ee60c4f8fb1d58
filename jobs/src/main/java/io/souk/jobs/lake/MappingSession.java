package io.souk.jobs.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;

import io.souk.jobs.config.SourceInput;
import io.souk.jobs.lake.landing.FileProbe;
import io.souk.jobs.lake.landing.FileProber;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.LandingFolder;
import io.souk.jobs.lake.landing.ParseCounts;
import io.souk.jobs.lake.landing.RecordParser;
import io.souk.jobs.lake.landing.RecordShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.physical.UnknownPartitioning;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

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

    /** How often a dataset is read. */
    public enum Use {
        ONCE,
        REPEATED
    }

    private final SparkSession session;
    private final QueryGuard guard;

    private MappingSession(SparkSession session) {
        this.session = session;
        this.guard = new QueryGuard(session, QueryGuard.Asker.MAPPING);
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
        Sessions.compile(session, bytes >= WORTH_COMPILING_BYTES);
    }

    public JavaSparkContext spark() {
        return JavaSparkContext.fromSparkContext(session.sparkContext());
    }

    public LandingFolder folder(String address) {
        return new LandingFolder(address, session.sparkContext().hadoopConfiguration());
    }

    /**
     * Reads every file from end to end, in parallel, and says which of them can be taken.
     *
     * @param files the files of each input, by its name
     * @param inputs by the same names
     * @return the findings by input, in the order of the files' names
     */
    public Map<String, List<FileProbe>> probe(Map<String, List<LandingFile>> files, Map<String, SourceInput> inputs) {
        Map<String, List<FileProbe>> probes = new LinkedHashMap<>();
        List<Row> named = new ArrayList<>();
        files.forEach((input, ofInput) -> {
            probes.put(input, new ArrayList<>());
            ofInput.forEach(file -> named.add(RowFactory.create(input, file.toRow(), file.bytes(), file.name())));
        });
        if (!named.isEmpty()) {
            Map<String, RecordShape> shapes = new HashMap<>();
            files.keySet().forEach(input -> shapes.put(input, RecordShape.of(inputs.get(input))));
            SerializableConfiguration hadoop = hadoop();
            spread(named)
                    .map(file -> RowFactory.create(
                            file.getString(0),
                            FileProber.probe(
                                            LandingFile.fromRow(file.getStruct(1)),
                                            shapes.get(file.getString(0)),
                                            hadoop.value())
                                    .toRow()))
                    .collect()
                    .forEach(row -> probes.get(row.getString(0)).add(FileProbe.fromRow(row.getStruct(1))));
        }
        probes.values()
                .forEach(ofInput ->
                        ofInput.sort(Comparator.comparing(probe -> probe.file().name())));
        return probes;
    }

    /**
     * The good records of text files.
     *
     * @param schema of the rows that the parser makes
     * @param use how often they will be read: what is read again is kept
     * @param found hears of each file, when it was parsed, how many records are good and broken
     */
    public Dataset<Row> records(
            List<FileProbe> probes, RecordParser parser, StructType schema, Use use, ParseCounts found) {
        List<LandingFile> files = withRecords(probes);
        if (files.isEmpty()) {
            return rows(List.of(), schema);
        }
        SerializableConfiguration hadoop = hadoop();
        JavaRDD<InternalRow> records =
                spreadFiles(files).flatMap(file -> parser.good(LandingFile.fromRow(file), hadoop.value(), found));
        long bytes = files.stream().mapToLong(LandingFile::unpackedBytes).sum();
        Dataset<Row> rows = internalRows(records, schema, Optional.of(bytes));
        return use == Use.REPEATED ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
    }

    /** Collects how many records are good and broken. */
    public ParseCounts parseCounts() {
        ParseCounts found = new ParseCounts();
        session.sparkContext().register(found);
        return found;
    }

    /** Parses files for nothing but the counts of their records. */
    public void count(List<LandingFile> files, RecordParser parser, ParseCounts found) {
        SerializableConfiguration hadoop = hadoop();
        spreadFiles(files)
                .foreach(file -> parser.good(LandingFile.fromRow(file), hadoop.value(), found)
                        .forEachRemaining(record -> {}));
    }

    /** The broken records of text files, as {@link RecordParser#BROKEN} has them. */
    public Dataset<Row> broken(List<LandingFile> files, RecordParser parser) {
        if (files.isEmpty()) {
            return rows(List.of(), RecordParser.BROKEN);
        }
        SerializableConfiguration hadoop = hadoop();
        return session.createDataFrame(
                spreadFiles(files).flatMap(file -> parser.broken(LandingFile.fromRow(file), hadoop.value())),
                RecordParser.BROKEN);
    }

    private static List<LandingFile> withRecords(List<FileProbe> probes) {
        return probes.stream()
                .filter(probe -> probe.isReadable() && probe.records() > 0)
                .map(FileProbe::file)
                .toList();
    }

    /** Rows as Spark holds them inside. */
    public Dataset<Row> internalRows(JavaRDD<InternalRow> rows, StructType schema) {
        return internalRows(rows, schema, Optional.empty());
    }

    /** The same with an estimate of their bytes, by which Spark chooses how to join them. */
    private Dataset<Row> internalRows(JavaRDD<InternalRow> rows, StructType schema, Optional<Long> bytes) {
        org.apache.spark.sql.classic.SparkSession classic = (org.apache.spark.sql.classic.SparkSession) session;
        Option<Statistics> statistics = bytes.isEmpty()
                ? Option.empty()
                : Option.apply(new Statistics(
                        scala.math.BigInt.apply(bytes.get()), Option.empty(), AttributeMap$.MODULE$.empty(), false));
        List<Attribute> attributes = new ArrayList<>(CollectionConverters.asJava(DataTypeUtils.toAttributes(schema)));
        return org.apache.spark.sql.classic.Dataset.ofRows(
                classic,
                new LogicalRDD(
                        CollectionConverters.asScala(attributes).toList(),
                        rows.rdd(),
                        new UnknownPartitioning(0),
                        CollectionConverters.<SortOrder>asScala(List.of()).toList(),
                        false,
                        Option.empty(),
                        classic,
                        statistics,
                        Option.empty()));
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

    /** The rows of a dataset as Spark holds them inside; those that were given in and not changed come out as they are. */
    public static JavaRDD<InternalRow> internalRows(Dataset<Row> rows) {
        LogicalPlan plan = rows.queryExecution().optimizedPlan();
        boolean isUnchanged = plan instanceof LogicalRDD given
                && DataTypeUtils.fromAttributes(given.output()).equals(rows.schema());
        return (isUnchanged ? ((LogicalRDD) plan).rdd() : rows.queryExecution().toRdd()).toJavaRDD();
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

    private JavaRDD<Row> spreadFiles(List<LandingFile> files) {
        return spread(files.stream()
                        .map(file -> RowFactory.create(null, file.toRow(), file.bytes(), file.name()))
                        .toList())
                .map(file -> file.getStruct(1));
    }

    /** Deals files out to tasks. A row names an input, and of the file everything, its bytes and its name. */
    private JavaRDD<Row> spread(List<Row> files) {
        long bytes = files.stream().mapToLong(file -> file.getLong(2)).sum();
        int cores = session.sparkContext().defaultParallelism();
        long tasks = Math.min(files.size(), Math.max(cores, bytes / BYTES_PER_TASK + 1));
        // Large files first and dealt in turn, so that no task gets all of them.
        List<Row> bySize = new ArrayList<>(files);
        bySize.sort(Comparator.comparingLong((Row file) -> file.getLong(2))
                .reversed()
                .thenComparing(file -> file.getString(3)));
        List<Row> dealt = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            for (int i = task; i < bySize.size(); i += (int) tasks) {
                dealt.add(bySize.get(i));
            }
        }
        return spark().parallelize(dealt, (int) tasks);
    }

    private SerializableConfiguration hadoop() {
        return new SerializableConfiguration(session.sparkContext().hadoopConfiguration());
    }
}
