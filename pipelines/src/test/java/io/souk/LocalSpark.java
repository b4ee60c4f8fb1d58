package io.souk;

import org.apache.spark.sql.SparkSession;

/** The one small Spark session of this module's tests. */
public final class LocalSpark {

    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.host", "localhost")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
            .getOrCreate();

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}
