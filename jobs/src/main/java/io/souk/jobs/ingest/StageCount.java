package io.souk.jobs.ingest;

/**
 * What became of the rows of one file at one stage. Rows in = accepted + quarantined + duplicates.
 *
 * @param rowsIn counted apart from the other three
 * @param leftOut records of the file from which the stage's selects made no row
 */
record StageCount(
        String input,
        String file,
        String stage,
        long rowsIn,
        long accepted,
        long quarantined,
        long duplicates,
        long leftOut) {

    void requireLaw() {
        if (rowsIn != accepted + quarantined + duplicates) {
            throw new IllegalStateException(
                    "%s, stage %s: %d rows in, but %d accepted + %d quarantined + %d duplicates. Rows were lost or made; nothing of this batch counts. Please report this with the file"
                            .formatted(file, stage, rowsIn, accepted, quarantined, duplicates));
        }
    }
}
