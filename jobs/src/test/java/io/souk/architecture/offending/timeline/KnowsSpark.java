package io.souk.architecture.offending.timeline;

import org.apache.spark.sql.Column;

class KnowsSpark {
    Column column;
}
