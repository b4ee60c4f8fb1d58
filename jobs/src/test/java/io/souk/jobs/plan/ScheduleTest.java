package io.souk.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScheduleTest {

    @Test
    void answersAreInTheOrderOfTheThings() {
        assertThat(Schedule.each(List.of(3, 1, 4, 1, 5), each -> each * 10)).containsExactly(30, 10, 40, 10, 50);
    }

    @RepeatedTest(500)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anErrorOfOnePartEndsTheWholeAndIsWhatTheCallerMeets() {
        Error full = new IOError(new IOException("No space left on device"));

        assertThatThrownBy(() -> Schedule.each(List.of(1, 2, 3, 4, 5), each -> {
                    if (each == 2) {
                        throw full;
                    }
                    return each;
                }))
                .isSameAs(full);
    }
}
