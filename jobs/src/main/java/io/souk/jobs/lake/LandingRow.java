package io.souk.jobs.lake;

import java.io.Serializable;

/**
 * One line of a landing file.
 *
 * @param file path below the landing folder; {@code .gz} at its end compresses it
 * @param position lines of a file are written in its order, and by their text where it is equal
 * @param line without line break
 */
public record LandingRow(String file, long position, String line) implements Serializable {}
