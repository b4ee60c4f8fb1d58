package io.souk.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;

class TaskTimesTest {

    private final TaskTimes times = new TaskTimes();

    @Test
    void theLongestTaskIsSetAgainstTheMedianOfTheOthersOfItsStage() {
        task(1, 2_000);
        task(1, 3_000);
        task(1, 5_000);
        task(2, 4_000);
        task(2, 4_400);

        assertThat(times.longestAgainstOthers()).hasValue(2.0);
    }

    @Test
    void shortTasksAndTasksWithoutNeighboursAreNotCompared() {
        task(1, 10);
        task(1, 999);
        task(2, 60_000);

        assertThat(times.longestAgainstOthers()).isEmpty();

        task(3, 1_000);
        task(3, 1_000);
        assertThat(times.longestAgainstOthers()).hasValue(1.0);
        times.clear();
        assertThat(times.longestAgainstOthers()).isEmpty();
    }

    private void task(int stage, long millis) {
        TaskInfo info = new TaskInfo(0, 0, 0, 0, 1_000, "1", "localhost", TaskLocality.PROCESS_LOCAL(), false);
        info.markFinished(org.apache.spark.TaskState.FINISHED(), 1_000 + millis);
        times.onTaskEnd(new SparkListenerTaskEnd(stage, 0, "ResultTask", null, info, null, null));
    }
}
