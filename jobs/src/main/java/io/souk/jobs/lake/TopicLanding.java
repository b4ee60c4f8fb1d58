package io.souk.jobs.lake;

import static org.apache.spark.sql.functions.col;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.TopicPlan.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Brings what was produced to topics of Kafka into a landing folder, each record once: a file for each topic, partition
 * and span of offsets, with one record a line. From there everything is as with files that were delivered.
 *
 * <p>Which offsets are read is written down before they are, and marked as landed after. A landing that was killed
 * anywhere is done again over the very same offsets; its files have the same names and bytes, and those that are there
 * already are left alone. Souk keeps the offsets itself: it belongs to no consumer group, and commits nothing to Kafka.
 */
public final class TopicLanding {

    /** Records of one partition that are landed in one go. */
    private static final long SPAN = 1_000_000;

    private final Lake lake;
    private final String source;
    private final Config.Topics topics;
    private final String folder;

    private TopicLanding(Lake lake, String source, Config.Topics topics, String folder) {
        this.lake = lake;
        this.source = source;
        this.topics = topics;
        this.folder = folder;
    }

    /**
     * Lands everything that was produced before now.
     *
     * @param folder the source's landing folder: files come to lie below {@code TOPIC/}
     * @return the offsets that were landed; records that a compacted topic has dropped are counted too
     * @throws IllegalStateException where records were deleted before they were read
     */
    public static long land(Lake lake, String source, Config.Topics topics, String folder) {
        return new TopicLanding(lake, source, topics, folder).landAll();
    }

    /** Whether anything of a source was landed yet. */
    public static boolean hasLanded(Lake lake, String source) {
        return TopicPlan.last(lake.files(), source).isPresent();
    }

    private long landAll() {
        long landed = 0;
        Optional<TopicPlan> last = TopicPlan.last(lake.files(), source);
        if (last.isPresent() && !last.get().isDone(lake.files())) {
            landed += landAndMark(last.get());
        }
        Map<TopicPartition, Span> there = offsets();
        for (Optional<TopicPlan> next = next(last, there); next.isPresent(); next = next(last, there)) {
            if (!next.get().create(lake.files())) {
                throw new IllegalStateException(
                        "Another run landed records of %s at this moment. Let it end, then run again"
                                .formatted(source));
            }
            landed += landAndMark(next.get());
            last = next;
        }
        return landed;
    }

    private Optional<TopicPlan> next(Optional<TopicPlan> last, Map<TopicPartition, Span> there) {
        Map<TopicPartition, Long> ends = last.map(TopicPlan::ends).orElse(Map.of());
        List<Span> spans = new ArrayList<>();
        there.forEach((partition, span) -> {
            long from = ends.getOrDefault(partition, span.from());
            if (from < span.from()) {
                throw new IllegalStateException(
                        "Records %d to %d of %s were deleted before Souk read them, and it goes on from nowhere else by itself. Run more often than the topic's retention, or land them from elsewhere and name another source"
                                .formatted(from, span.from() - 1, partition));
            }
            if (span.until() < from) {
                throw new IllegalStateException(
                        "%s was read up to record %d, and ends at %d now: it was made anew, or has lost records. Name another source for it, so that its new records are not taken for the old ones"
                                .formatted(partition, from - 1, span.until() - 1));
            }
            spans.add(new Span(partition.topic(), partition.partition(), from, Math.min(span.until(), from + SPAN)));
        });
        if (spans.stream().allMatch(Span::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(new TopicPlan(source, last.map(TopicPlan::number).orElse(0L) + 1, List.copyOf(spans)));
    }

    /** First offset and the one after the last, of every partition. Records of open transactions are not there yet. */
    private Map<TopicPartition, Span> offsets() {
        Properties properties = new Properties();
        properties.putAll(topics.options());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics.names()) {
                var found = consumer.partitionsFor(topic);
                if (found == null || found.isEmpty()) {
                    throw new IllegalArgumentException(
                            "There is no topic %s at %s. Create it, or correct the topics of the source %s"
                                    .formatted(topic, topics.servers(), source));
                }
                found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            Map<TopicPartition, Span> spans = new HashMap<>();
            partitions.forEach(partition -> spans.put(
                    partition,
                    new Span(partition.topic(), partition.partition(), first.get(partition), end.get(partition))));
            return spans;
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    private IllegalStateException noAnswer(Exception cause) {
        String detail = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage().lines().findFirst().orElse("");
        return new IllegalStateException(
                "Kafka at %s does not answer: %s. See that it runs and that servers of the source %s is right, then start this again: no record is lost or doubled"
                        .formatted(topics.servers(), detail, source),
                cause);
    }

    /** Spark tells what a task ended with in a text alone. */
    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause).contains(TimeoutException.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private long landAndMark(TopicPlan plan) {
        try {
            return copyAndMark(plan);
        } catch (Exception e) {
            if (isTimeout(e)) {
                throw noAnswer(e);
            }
            throw e;
        }
    }

    private long copyAndMark(TopicPlan plan) {
        List<Span> spans = plan.spans().stream().filter(span -> !span.isEmpty()).toList();
        DataFrameReader reader = lake.session().read().format("kafka");
        topics.options().forEach((name, value) -> reader.option("kafka." + name, value));
        Dataset<Row> records = reader.option("kafka." + ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers())
                .option("kafka." + ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .option(
                        "assign",
                        Json.write(byTopic(spans, Span::partition).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().keySet()))))
                .option("startingOffsets", Json.write(byTopic(spans, Span::from)))
                .option("endingOffsets", Json.write(byTopic(spans, Span::until)))
                .option("failOnDataLoss", "true")
                .load()
                .select(col("topic"), col("partition"), col("offset"), col("value"));
        SerializableConfiguration hadoop =
                new SerializableConfiguration(lake.session().sparkContext().hadoopConfiguration());
        String target = folder;
        Map<String, Long> starts = spans.stream().collect(Collectors.toMap(Span::name, Span::from));
        // A partition of Kafka is a task of Spark, and its records come in the order of their offsets.
        ForeachPartitionFunction<Row> write = rows -> {
            try (TopicFileSink sink = new TopicFileSink(new Path(target), hadoop.value(), starts)) {
                while (rows.hasNext()) {
                    Row row = rows.next();
                    sink.write(row.getString(0), row.getInt(1), row.getLong(2), row.getAs(3));
                }
                sink.finish();
            }
        };
        records.foreachPartition(write);
        plan.markDone(lake.files());
        return spans.stream().mapToLong(Span::offsets).sum();
    }

    private static <T> Map<String, Map<Integer, T>> byTopic(
            List<Span> spans, java.util.function.Function<Span, T> value) {
        Map<String, Map<Integer, T>> byTopic = new TreeMap<>();
        spans.forEach(span -> byTopic.computeIfAbsent(span.topic(), topic -> new TreeMap<>())
                .put(span.partition(), value.apply(span)));
        return byTopic;
    }
}
