package io.souk.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.gold.sales.Gmv;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeBusyException;
import io.souk.jobs.lake.MappingSession;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.RunLock;
import io.souk.jobs.lake.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every command asks of a lake, on S3: write once, lock, publish, read. */
@Tag("s3")
@Tag("short")
class SmallLakeOnS3Test {

    @Test
    void aLakeOnS3WritesOnceLocksPublishesAndReads() {
        Map<String, String> settings = new LinkedHashMap<>(S3Fixture.server().settings());
        settings.put("spark.master", "local[2]");
        settings.put("spark.hadoop.souk.lock.leaseSeconds", "12");
        settings.put("spark.hadoop.fs.s3a.access.key", S3Server.ACCESS_KEY);
        settings.put("spark.hadoop.fs.s3a.secret.key", S3Server.SECRET_KEY);
        try (Lake lake = Lake.open(S3Fixture.bucket() + "/lake", settings)) {
            assertThat(lake.files().createIfAbsent("_runs/a.json", "first")).isTrue();
            assertThat(lake.files().createIfAbsent("_runs/a.json", "second")).isFalse();
            assertThat(lake.files().read("_runs/a.json")).contains("first");
            assertThat(lake.files().list("_runs")).containsExactly("a.json");

            Transaction once = new Transaction("test/gmv", 1);
            try (RunLock lock = RunLock.take(lake)) {
                assertThatThrownBy(() -> RunLock.take(lake)).isInstanceOf(LakeBusyException.class);
                lake.append(Gmv.TABLE, row(lake), once);
                long version = lake.append(Gmv.TABLE, row(lake), once).version();
                new Publications(lake).publish(publication(1, version));
                assertThatThrownBy(() -> new Publications(lake).publish(publication(1, version - 1)))
                        .isInstanceOf(IllegalStateException.class);
            }
            try (RunLock again = RunLock.take(lake)) {
                long version = lake.replace(Gmv.TABLE, row(lake)).version();
                new Publications(lake).publish(publication(2, version));
            }
            assertThat(Publications.open(lake).sql("select * from gold.gmv").count())
                    .isEqualTo(1);
            assertThat(new Publications(lake).latest().orElseThrow().number()).isEqualTo(2);
        }
    }

    /** A row of which only the types are right. */
    private static Dataset<Row> row(Lake lake) {
        MappingSession session = lake.mappingSession("UTC");
        Column[] columns = Gmv.TABLE.columns().stream()
                .map(column -> functions
                        .lit(column.type() == DataTypes.DateType ? "2024-05-01" : "1")
                        .cast(column.type())
                        .as(column.name()))
                .toArray(Column[]::new);
        return session.rows(
                        List.of(org.apache.spark.sql.RowFactory.create(1)),
                        new StructType().add("one", DataTypes.IntegerType))
                .select(columns);
    }

    private static Publication publication(long number, long version) {
        LocalDate date = LocalDate.of(2024, 5, 1);
        return new Publication(
                number,
                "run-" + number,
                Instant.EPOCH.plusSeconds(number + version),
                date,
                date,
                null,
                "EUR",
                0,
                "",
                Map.of(),
                Map.of("gold.gmv", version),
                List.of());
    }
}
