package io.souk.architecture.offending.jobs.report;

import org.apache.spark.sql.SparkSession;

class OpensASession {
    Object open() {
        return SparkSession.builder().getOrCreate();
    }
}
