package io.souk.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.Main;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.jobs.s3.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events from topics of a real broker, while the program and the broker are killed: none is lost and none doubled. */
@Tag("kafka")
class KafkaLandingTest {

    private static final int EVENTS = Integer.getInteger("kafka.events", 30_000);
    private static final int KILLS = Integer.getInteger("kafka.kills", 3);
    private static final int BROKEN = 7;

    private static final String MAPPING = """
            source: stream
            time_zone: UTC
            platform: stream
            currency: EUR
            platforms:
              - {platform: stream, platform_group: stream, time_zone: UTC}
            inputs:
              orders:
                mode: append
                path: "orders/*.jsonl.gz"
                format: jsonl
                columns: {order_id: string, at: timestamp, buyer: string, quantity: int, price: double}
            contracts:
              order_events: >
                select order_id, 'placed' as event_type, at as occurred_at, buyer as buyer_id, quantity,
                  price as unit_price, _source from orders
            """;

    @TempDir
    Path folder;

    @Test
    void everyEventIsCountedOnceWhateverIsKilled() throws IOException {
        Random random = new Random(11);
        Files.writeString(folder.resolve("stream.yaml"), MAPPING);
        try (Broker broker = Broker.start(Files.createDirectories(folder.resolve("broker")))) {
            broker.create("orders", 3);
            Path config = Files.writeString(folder.resolve("conf.yaml"), """
                    lake: %s
                    sources:
                      - mapping: stream.yaml
                        input: %s
                        kafka:
                          servers: "%s"
                          topics: [orders]
                          # A broker that was killed is given up soon.
                          options: {request.timeout.ms: "5000", default.api.timeout.ms: "15000"}
                    spark: {spark.master: "local[2]"}
                    """.formatted(
                            folder.resolve("lake"), folder.resolve("landing"), broker.servers()));
            int stretch = EVENTS / (KILLS + 1);
            for (int kill = 0; kill < KILLS; kill++) {
                produce(broker, kill * stretch, (kill + 1) * stretch);
                Jvm ingest = souk(config, "killed-" + kill, "ingest");
                awaitEndOrMoment(ingest, 6_000 + random.nextInt(12_000));
                if (kill % 2 == 0) {
                    ingest.kill();
                } else {
                    broker.kill();
                    int exitCode = ingest.await();
                    if (exitCode != 0) {
                        assertThat(ingest.printed())
                                .contains("souk: Kafka at " + broker.servers() + " does not answer");
                    }
                    broker.startAgain();
                }
            }
            produce(broker, KILLS * stretch, EVENTS);
            spoil(broker);
            Jvm last = souk(config, "last", "backfill");
            assertThat(last.await()).as(last.printed()).isZero();
            Jvm again = souk(config, "again", "ingest");
            assertThat(again.await()).as(again.printed()).isZero();
            assertThat(again.printed()).contains("landed 0 offsets");
        }
        try (Lake lake = Lake.open(folder.resolve("lake").toString(), Map.of("spark.master", "local[2]"))) {
            PublishedTables published = Publications.open(lake);
            assertThat(published
                            .sql("select count(*), count(distinct order_id) from bronze.order_events")
                            .first())
                    .hasToString("[%d,%d]".formatted(EVENTS, EVENTS));
            assertThat(published
                            .sql("select count(*) from bronze.quarantine")
                            .first()
                            .getLong(0))
                    .isEqualTo(BROKEN);
        }
        System.err.printf("Kafka tests: %d events, %d kills, none lost, none doubled%n", EVENTS, KILLS);
    }

    private Jvm souk(Path config, String log, String command) {
        return Jvm.start(Main.class, Map.of(), folder.resolve(log + ".log"), command, "--config", config.toString());
    }

    private static void awaitEndOrMoment(Jvm process, long millis) {
        for (long waited = 0; waited < millis && process.isAlive(); waited += 100) {
            Jvm.pause();
        }
    }

    private static void produce(Broker broker, int first, int last) {
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            for (int i = first; i < last; i++) {
                String event =
                        "{\"order_id\": \"o%d\", \"at\": \"2024-05-%02dT%02d:%02d:00\", \"buyer\": \"b%d\",\n \"quantity\": 1, \"price\": %d.5}"
                                .formatted(i, 1 + i % 20, i % 24, i % 60, i % 997, i % 90);
                producer.send(new ProducerRecord<>("orders", event.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Records that are no events: a deletion, which is none at all, bytes that are no text, and JSON that breaks off. */
    private static void spoil(Broker broker) {
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            producer.send(new ProducerRecord<>("orders", "key".getBytes(StandardCharsets.UTF_8), null));
            producer.send(new ProducerRecord<>("orders", new byte[] {(byte) 0xff, (byte) 0xfe}));
            for (int i = 1; i < BROKEN; i++) {
                producer.send(new ProducerRecord<>("orders", "{\"order_id\": \"x".getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Broker broker) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.servers());
        // A producer that doubled records by itself would be no test of what reads them.
        properties.put("enable.idempotence", "true");
        properties.put("acks", "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
