package io.souk.jobs.lake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Exactly which offsets a landing reads, written down before it does.
 *
 * @param source whose topics they are
 * @param number counts the landings of the source from 1
 * @param spans one for each partition of each topic, also where there is nothing new
 */
record TopicPlan(String source, long number, List<Span> spans) {

    private static final String PLAN = ".json";
    private static final String DONE = ".done";

    /**
     * Records of one partition.
     *
     * @param from first offset
     * @param until the offset after the last
     */
    record Span(String topic, int partition, long from, long until) {

        boolean isEmpty() {
            return from == until;
        }

        long offsets() {
            return until - from;
        }

        String name() {
            return topic + "/" + partition;
        }
    }

    /** The last landing that was begun. */
    static Optional<TopicPlan> last(LakeFiles files, String source) {
        return files.list(folder(source)).stream()
                .filter(name -> name.endsWith(PLAN))
                .reduce((earlier, later) -> later)
                .map(name -> folder(source) + "/" + name)
                .flatMap(path -> files.read(path).map(text -> Json.read(text, TopicPlan.class, files.address(path))));
    }

    /** Writes it down; false where another landing has the number. */
    boolean create(LakeFiles files) {
        return files.createIfAbsent(path(PLAN), Json.write(this));
    }

    boolean isDone(LakeFiles files) {
        return files.exists(path(DONE));
    }

    void markDone(LakeFiles files) {
        files.createIfAbsent(path(DONE), "landed\n");
    }

    /** Where the next landing begins. */
    Map<TopicPartition, Long> ends() {
        return spans.stream()
                .collect(Collectors.toMap(span -> new TopicPartition(span.topic(), span.partition()), Span::until));
    }

    private String path(String ending) {
        return "%s/%010d%s".formatted(folder(source), number, ending);
    }

    private static String folder(String source) {
        return "_kafka/" + source;
    }
}
