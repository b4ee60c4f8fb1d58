package io.souk.jobs.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that arrive day by day.
 *
 * @param all folder of all files, whose names begin with the date of their arrival
 * @param landing folder into which they arrive
 */
record Arrivals(Path all, Path landing) {

    /** Lets everything arrive that belongs to a date or to those before it. */
    void through(LocalDate date) {
        try (Stream<Path> files = Files.walk(all)) {
            List<Path> arriving = files.filter(Files::isRegularFile)
                    .filter(file -> !isLater(file.getFileName().toString(), date))
                    .toList();
            for (Path file : arriving) {
                Path target = landing.resolve(all.relativize(file));
                Files.createDirectories(target.getParent());
                // A file that is moved keeps the time at which it was written.
                Files.move(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files of %s cannot arrive: %s".formatted(date, e.getMessage()), e);
        }
    }

    private static boolean isLater(String name, LocalDate date) {
        return name.matches("\\d{4}-\\d{2}-\\d{2}.*") && name.substring(0, 10).compareTo(date.toString()) > 0;
    }
}
