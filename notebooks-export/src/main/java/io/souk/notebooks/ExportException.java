package io.souk.notebooks;

/** An export that cannot be made from the folder given. The message says what is wrong, why, and what to do. */
public final class ExportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
