package io.souk.jobs.report;

import java.util.Objects;
import java.util.function.Function;

/**
 * A part of the report: its content, or a sentence that says why there is none. Exactly one of the two is given.
 *
 * @param content what is shown; null where there is nothing to show
 * @param absence why there is nothing to show; null where there is content
 */
public record Part<T>(T content, String absence) {

    public Part {
        if ((content == null) == (absence == null)) {
            throw new IllegalArgumentException("A part has either a content or a sentence that says why it has none.");
        }
    }

    public static <T> Part<T> of(T content) {
        return new Part<>(Objects.requireNonNull(content), null);
    }

    public static <T> Part<T> absent(String sentence) {
        return new Part<>(null, Objects.requireNonNull(sentence));
    }

    public boolean isPresent() {
        return content != null;
    }

    /** The part that follows from this one's content; the same absence where there is none. */
    public <R> Part<R> then(Function<T, Part<R>> next) {
        return isPresent() ? next.apply(content) : absent(absence);
    }
}
