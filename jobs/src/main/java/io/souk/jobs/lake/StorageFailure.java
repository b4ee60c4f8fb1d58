package io.souk.jobs.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** What a person is told where a disk or an object store fails. */
public final class StorageFailure {

    private StorageFailure() {}

    /** @param deed what was tried: "read", "listed" */
    public static UncheckedIOException of(String address, String deed, IOException cause) {
        return new UncheckedIOException(
                "%s cannot be %s: %s".formatted(address, deed, reasonAndRemedy(address, cause)), cause);
    }

    private static String reasonAndRemedy(String address, IOException cause) {
        if (address.startsWith("s3a:") && cause instanceof AccessDeniedException) {
            return "the object store does not accept these credentials, or they do not allow it. Set AWS_ACCESS_KEY_ID"
                    + " and AWS_SECRET_ACCESS_KEY, or one of the other ways that docs/OPERATIONS.md lists";
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : firstLine(cause.getMessage());
        return cause instanceof UnsupportedFileSystemException && address.startsWith("s3:")
                ? reason + ". Write s3a:// instead of s3://"
                : reason;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
