package io.souk.jobs.lake;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Makes the one Spark session of a process. */
public final class Sessions {

    /** What Souk needs of every session, whatever the cluster. */
    private static final Map<String, String> REQUIRED = Map.of(
            "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            // Moments are UTC everywhere; business dates are computed from a platform's zone explicitly.
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.ansi.enabled", "true",
            // Delta forgets versions after 30 days by itself; what is published, or may be again, is not to be
            // forgotten.
            "spark.databricks.delta.properties.defaults.enableExpiredLogCleanup", "false",
            // Delta refuses versions older than a week, lest their files were vacuumed; nobody vacuums tables of Souk.
            "spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration", "false",
            // Sessions of mappings share the classes of the program: without this, executors look every class up by a
            // call to the driver first.
            "spark.sql.artifact.isolation.enabled", "false");

    /** What suits Souk everywhere; spark-defaults.conf, spark-submit options and the configuration win over these. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("spark.app.name", "souk"),
            // Delta's own store for S3 loses commits where two drivers write; the class is loaded for s3a:// alone.
            Map.entry("spark.delta.logStore.s3a.impl", "io.souk.jobs.lake.S3LogStore"),
            // The same small queries on table logs come again and again: keep their compiled classes.
            Map.entry("spark.sql.codegen.cache.maxEntries", "5000"),
            // Spark's own default has no ranges: nothing before a moment could be left out.
            Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
            Map.entry("spark.serializer", "org.apache.spark.serializer.KryoSerializer"),
            // What a run keeps is read two or three times: pressing it together costs more than it saves.
            Map.entry("spark.sql.inMemoryColumnarStorage.compressed", "false"),
            // Sums of a table's keys are few: sorting them costs more than holding them.
            Map.entry("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "20000"),
            // Rows of several months are written side by side, not sorted by month first.
            Map.entry("spark.sql.maxConcurrentOutputFileWriters", "64"),
            // A version's list of files stands beside the log, up to so many: no query is needed to read it.
            Map.entry("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "1000"),
            // Readers skip files by date and platform, the first columns of a grain; more statistics only cost time.
            Map.entry("spark.databricks.delta.properties.defaults.dataSkippingNumIndexedCols", "2"));

    /** What suits one process, beyond that. */
    private static final Map<String, String> LOCAL_DEFAULTS = Map.of(
            "spark.master",
            "local[*]",
            "spark.ui.enabled",
            "false",
            "spark.ui.showConsoleProgress",
            "false",
            "spark.sql.shuffle.partitions",
            String.valueOf(Math.max(2, Runtime.getRuntime().availableProcessors())),
            // Few partitions on few cores: planning each stage anew costs more than it saves.
            "spark.sql.adaptive.enabled",
            "false",
            "spark.sql.files.openCostInBytes",
            "131072",
            "spark.sql.sources.parallelPartitionDiscovery.threshold",
            "100000",
            "spark.driver.host",
            "localhost",
            "spark.driver.bindAddress",
            "127.0.0.1",
            "spark.databricks.delta.snapshotPartitions",
            "1");

    private Sessions() {}

    /**
     * The session of this process, made where there is none.
     *
     * @param settings Spark settings of the configuration; they win over the defaults, never over what Souk requires
     */
    public static SparkSession open(Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder();
        setUnlessSubmitted(builder, DEFAULTS);
        String master = settings.getOrDefault("spark.master", System.getProperty("spark.master", "local"));
        if (master.startsWith("local")) {
            setUnlessSubmitted(builder, LOCAL_DEFAULTS);
        }
        settings.forEach(builder::config);
        REQUIRED.forEach(builder::config);
        return builder.getOrCreate();
    }

    /** Whether queries of a session are compiled from now on: for few rows, compiling takes longer than running. */
    static void compile(SparkSession session, boolean isWorthIt) {
        session.conf().set("spark.sql.codegen.wholeStage", isWorthIt);
        session.conf().set("spark.sql.codegen.factoryMode", isWorthIt ? "FALLBACK" : "NO_CODEGEN");
    }

    /** Under spark-submit its options and the cluster's defaults arrive as system properties: they win. */
    private static void setUnlessSubmitted(SparkSession.Builder builder, Map<String, String> defaults) {
        defaults.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                builder.config(key, value);
            }
        });
    }
}
