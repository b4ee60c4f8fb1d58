package io.souk.jobs.bench;

/** Two contestants came to different figures: whichever is faster, one of them is wrong. */
final class UnequalResultsException extends RuntimeException {

    UnequalResultsException(String message) {
        super(message);
    }
}
