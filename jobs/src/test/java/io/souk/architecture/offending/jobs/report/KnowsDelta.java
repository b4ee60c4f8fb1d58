package io.souk.architecture.offending.jobs.report;

import io.delta.tables.DeltaTable;

class KnowsDelta {
    void compact(DeltaTable table) {
        table.optimize().executeCompaction();
    }
}
