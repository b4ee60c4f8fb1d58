package io.souk.jobs.explain;

/** An order is asked for that is not published. */
public final class UnknownOrderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownOrderException(String message) {
        super(message);
    }
}
