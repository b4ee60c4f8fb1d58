package io.souk.jobs.attribute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A file of rows with named columns: Parquet where its name ends so, else CSV. */
final class InputFile {

    /** Takes what a file holds, in its order. */
    interface Reader {
        void header(List<String> columns);

        /**
         * @param place for people, such as {@code line 7}
         * @param cells as many as the header has
         */
        void row(String place, String[] cells);
    }

    private InputFile() {}

    /**
     * Reads a file from its header to its last row.
     *
     * @throws InvalidInputException where it is not there, cannot be read as what its name says, or has no rows
     */
    static void read(Path file, Consumer<InputHeader> onHeader, Consumer<InputRow> onRow) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    file,
                    Files.isDirectory(file) ? "this is a folder." : "there is no such file.",
                    "Name a CSV or Parquet file.");
        }
        boolean[] hasRows = new boolean[1];
        Reader reader = new Reader() {
            @Override
            public void header(List<String> columns) {
                onHeader.accept(new InputHeader(file, columns));
            }

            @Override
            public void row(String place, String[] cells) {
                hasRows[0] = true;
                InputRow row = new InputRow(file, place, cells);
                checkLengths(row);
                onRow.accept(row);
            }
        };
        if (isParquet(file)) {
            ParquetRows.read(file, reader);
        } else {
            readCsv(file, reader);
        }
        if (!hasRows[0]) {
            throw new InvalidInputException(file, "there are no rows.", "Give at least one row below the header.");
        }
    }

    private static void readCsv(Path file, Reader reader) {
        try {
            CsvRows.read(file, reader);
        } catch (IOException e) {
            throw new InvalidInputException(
                    file, "it cannot be read (%s).".formatted(e), "See whether it is a CSV file in UTF-8.");
        }
    }

    private static void checkLengths(InputRow row) {
        Arrays.stream(row.cells())
                .filter(cell -> cell.length() > CsvRows.LONGEST_FIELD)
                .findFirst()
                .ifPresent(cell -> {
                    throw row.invalid(
                            "a field that begins with '%s' has %d characters, and the longest can have %d."
                                    .formatted(InputRow.shortened(cell, 30), cell.length(), CsvRows.LONGEST_FIELD),
                            "Shorten the path to its last touches, or leave the row out.");
                });
    }

    private static boolean isParquet(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".parquet") || name.endsWith(".pq");
    }
}
