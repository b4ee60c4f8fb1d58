package io.souk.jobs.lake.landing;

import java.util.List;

/**
 * One record of a file.
 *
 * @param row the line on which it begins, from 1
 * @param raw its text
 * @param fields the texts of the declared columns; null where there is a problem
 * @param problem why the record cannot be taken apart, or null
 */
record FileRecord(long row, String raw, List<String> fields, String problem) {

    static FileRecord of(long row, String raw, List<String> fields) {
        return new FileRecord(row, raw, fields, null);
    }

    static FileRecord broken(long row, String raw, String problem) {
        return new FileRecord(row, raw, null, problem);
    }
}
