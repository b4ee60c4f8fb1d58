package io.souk.architecture.offending.jobs.lake;

import org.apache.spark.sql.SparkSession;

/** Keeps the rules: sessions belong here. */
class OpensASession {
    SparkSession open() {
        return SparkSession.builder().getOrCreate();
    }
}
