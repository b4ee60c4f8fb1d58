package io.souk.jobs.report;

import io.souk.jobs.LakeFixture;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The Spark session that all tests of this module share. */
final class ReportSession {

    private ReportSession() {}

    static SparkSession get() {
        LakeFixture.open(Path.of("target", "report", "lake"));
        return SparkSession.active();
    }
}
