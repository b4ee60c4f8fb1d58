package io.souk.architecture.offending.jobs.report;

import java.time.Instant;
import java.util.function.Supplier;

class RefersToTheClock {
    Supplier<Instant> now() {
        return Instant::now;
    }
}
