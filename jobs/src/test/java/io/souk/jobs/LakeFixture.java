package io.souk.jobs;

import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LandingWriter;
import io.souk.jobs.lake.ParquetFolder;
import java.nio.file.Path;
import java.util.Map;

/** Opens lakes for tests: all of them share one small Spark session, which lives as long as the test process. */
public final class LakeFixture {

    private static final Map<String, String> SMALL = Map.of(
            "spark.master", "local[2]",
            "spark.sql.shuffle.partitions", "2",
            "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");

    private LakeFixture() {}

    /** A lake in a folder. Do not close it: other tests share its session. */
    public static Lake open(Path root) {
        return Lake.open(root.toString(), SMALL);
    }

    /** Plain Parquet in the same session. Do not close it either. */
    public static ParquetFolder parquet() {
        return ParquetFolder.open(SMALL);
    }

    /** A folder to write landing files into. */
    public static LandingWriter landing(Path folder) {
        return LandingWriter.into(folder.toString(), SMALL);
    }
}
