package io.souk.architecture.offending.math;

import org.apache.spark.sql.Column;

class KnowsSpark {
    Column column;
}
