package io.souk.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of the benchmark's own. */
final class Folders {

    private Folders() {}

    /** Makes a folder, or takes all out of it that is there. */
    static void makeEmpty(Path folder) {
        try {
            if (Files.exists(folder)) {
                for (Path path : within(folder)) {
                    Files.delete(path);
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be emptied".formatted(folder), e);
        }
    }

    /** Everything below a folder and the folder itself, the deepest first. */
    private static List<Path> within(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
