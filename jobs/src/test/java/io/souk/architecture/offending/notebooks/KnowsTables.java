package io.souk.architecture.offending.notebooks;

import io.souk.architecture.offending.table.Table;

class KnowsTables {
    Table table;
}
