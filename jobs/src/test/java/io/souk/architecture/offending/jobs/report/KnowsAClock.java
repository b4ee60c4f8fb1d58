package io.souk.architecture.offending.jobs.report;

import java.time.Clock;

class KnowsAClock {
    Clock clock;
}
