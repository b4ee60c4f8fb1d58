package io.souk.architecture.offending.jobs.report;

class Exits {
    void fail() {
        System.exit(1);
    }
}
