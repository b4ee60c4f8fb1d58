package io.souk.architecture.offending.jobs.report;

import java.time.LocalDate;
import java.time.ZoneOffset;

class ReadsTheClock {
    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
