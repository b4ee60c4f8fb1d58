package io.souk.architecture.offending.jobs.attribute;

import org.apache.spark.sql.Column;

class KnowsSpark {
    Column column;
}
