package io.souk.jobs.attribute;

import java.nio.file.Path;

/** A file holds what cannot be attributed. The message names the file, the line, the reason and the remedy. */
public final class InvalidInputException extends RuntimeException {

    InvalidInputException(Path file, String why, String remedy) {
        super("%s: %s %s".formatted(file, why, remedy));
    }

    InvalidInputException(Path file, String place, String why, String remedy) {
        super("%s, %s: %s %s".formatted(file, place, why, remedy));
    }
}
