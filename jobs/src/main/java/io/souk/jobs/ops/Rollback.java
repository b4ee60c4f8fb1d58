package io.souk.jobs.ops;

import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.TableVersions;
import java.time.Instant;
import java.util.List;

/**
 * Makes an earlier publication visible again, as a new one: publications are never changed, so who reads one goes on
 * reading it, and a rollback can be rolled back.
 */
public final class Rollback {

    private Rollback() {}

    /**
     * Publishes the tables of an earlier run again.
     *
     * @param id a run's id or a publication's number
     * @throws IllegalArgumentException where there is no such publication, or it is the one that is visible
     * @throws IllegalStateException where one of its tables is not whole any more
     */
    public static Publication to(LakeFiles files, String id, Instant at) {
        Publications publications = new Publications(files);
        Publication now = publications.require();
        Publication wanted = publications
                .named(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has no publication %s. 'souk status' lists the last ones.".formatted(files.root(), id)));
        if (wanted.versions().equals(now.versions()) && wanted.runId().equals(now.runId())) {
            throw new IllegalArgumentException(
                    "%s is what is published already, as number %d.".formatted(id, now.number()));
        }
        requireWhole(new TableVersions(files), wanted);
        Publication again = wanted.again(now.number() + 1, at);
        publications.publish(again);
        return again;
    }

    private static void requireWhole(TableVersions tables, Publication wanted) {
        wanted.versions().forEach((table, version) -> {
            List<String> missing;
            try {
                missing = tables.missing(table, version);
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "Version %d of %s cannot be read any more: %s. Nothing was changed; roll back to a later run."
                                .formatted(version, table, e.getMessage()),
                        e);
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "Version %d of %s lacks %d files, the first is %s. Nothing was changed; roll back to a later run."
                                .formatted(version, table, missing.size(), missing.get(0)));
            }
        });
    }
}
