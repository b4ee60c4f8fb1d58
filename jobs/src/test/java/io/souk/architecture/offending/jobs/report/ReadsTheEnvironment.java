package io.souk.architecture.offending.jobs.report;

class ReadsTheEnvironment {
    String home() {
        return System.getenv("SOUK_HOME");
    }
}
