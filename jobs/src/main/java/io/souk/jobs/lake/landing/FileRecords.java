package io.souk.jobs.lake.landing;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The records of one text file, one at a time and in bounded memory. */
interface FileRecords extends Closeable {

    /** The required columns that the file lacks. */
    List<String> missingColumns() throws IOException;

    /** The line that names the columns, where there is one. */
    String header();

    /**
     * The next record, or null at the end.
     *
     * @throws java.io.EOFException where compressed bytes break off
     * @throws java.util.zip.ZipException where compressed bytes are damaged
     * @throws java.nio.charset.CharacterCodingException where bytes are no text in the declared encoding
     */
    FileRecord next() throws IOException;

    /** Goes past the next record without taking it apart; false at the end. It throws what {@link #next} throws. */
    boolean skip() throws IOException;
}
