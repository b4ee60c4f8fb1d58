package io.souk.architecture.offending.jobs;

import java.time.Instant;

/** Keeps the rules: it alone may read the clock and the environment, and end the program. */
class Main {
    static void run() {
        if (System.getenv("SOUK") != null && Instant.now().isAfter(Instant.EPOCH)) {
            System.exit(1);
        }
    }
}
