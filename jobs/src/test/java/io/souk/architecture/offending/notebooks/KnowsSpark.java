package io.souk.architecture.offending.notebooks;

import org.apache.spark.sql.Column;

class KnowsSpark {
    Column column;
}
