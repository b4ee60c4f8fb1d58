package io.souk.jobs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOError;
import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aFullDiskIsNamedHoweverItIsWrapped() {
        Error full = new IOError(new IOException("No space left on device"));

        assertThat(Failure.message(full)).startsWith("A disk is full").contains("SPARK_LOCAL_DIRS", "Make room");
        assertThat(Failure.message(new SparkException("Job aborted due to stage failure: Task 0", full)))
                .startsWith("A disk is full");
        assertThat(Failure.exitCode(full)).isEqualTo(1);
    }

    @Test
    void aFullHeapIsAnsweredWithTheSettingThatEnlargesIt() {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");

        assertThat(Failure.message(full)).startsWith("The heap is full").contains("SOUK_HEAP");
        assertThat(Failure.exitCode(full)).isEqualTo(1);
    }

    @Test
    void anExceptionWithoutAMessageIsCalledByItsName() {
        assertThat(Failure.message(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
