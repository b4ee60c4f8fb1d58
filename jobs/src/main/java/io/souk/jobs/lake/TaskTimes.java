package io.souk.jobs.lake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** How long the tasks of each stage took: where one takes far longer than its neighbours, the data are skewed. */
public final class TaskTimes extends SparkListener {

    /** Below that a task's time says nothing of its data. */
    private static final long WORTH_COMPARING_MILLIS = 1_000;

    private final Map<Integer, List<Long>> millisByStage = new HashMap<>();

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        millisByStage
                .computeIfAbsent(end.stageId(), stage -> new ArrayList<>())
                .add(end.taskInfo().duration());
    }

    /** Forgets all stages. */
    public synchronized void clear() {
        millisByStage.clear();
    }

    /**
     * The longest task against the median of the others of its stage, in the stage where that is most; empty where no
     * stage of several tasks had one of a second.
     */
    public synchronized OptionalDouble longestAgainstOthers() {
        return millisByStage.values().stream()
                .filter(stage -> stage.size() > 1 && Collections.max(stage) >= WORTH_COMPARING_MILLIS)
                .mapToDouble(TaskTimes::longestAgainstOthers)
                .max();
    }

    private static double longestAgainstOthers(List<Long> stage) {
        List<Long> sorted = stage.stream().sorted().toList();
        List<Long> others = sorted.subList(0, sorted.size() - 1);
        double median = IntStream.of((others.size() - 1) / 2, others.size() / 2)
                .mapToLong(others::get)
                .average()
                .orElseThrow();
        return sorted.get(sorted.size() - 1) / Math.max(1, median);
    }
}
