package io.souk.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** On what was measured. */
final class Machine {

    /** Threads that every contestant may use. */
    static final int THREADS = 2;

    private static final double GIGABYTE = 1e9;

    private Machine() {}

    static String describe(LocalDate today) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<String> duckDbVersion = new ArrayList<>();
        try (DuckDb duckDb = DuckDb.open(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")))) {
            duckDb.query("select version()", row -> duckDbVersion.add(row.getString(1)));
        }
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GB of memory, heap %.1f GB, Java %s, Spark %s, DuckDB %s, %d threads each%n",
                today,
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / GIGABYTE,
                Runtime.getRuntime().maxMemory() / GIGABYTE,
                Runtime.version(),
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                duckDbVersion.get(0),
                THREADS);
    }
}
