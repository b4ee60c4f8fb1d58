package io.souk.jobs.report;

import org.apache.spark.sql.SparkSession;

/** The Spark session of these tests: the one that runs already, or a small one. */
final class ReportSession {

    private ReportSession() {}

    static SparkSession get() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("report-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/report-warehouse")
                .getOrCreate();
    }
}
