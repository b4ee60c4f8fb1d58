package io.souk.jobs.lake;

import io.souk.Tables;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.util.Map;
import org.apache.spark.sql.delta.actions.CommitInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Sees that the versions that a run is about to publish are the run's own work. A holder of a lease that fell asleep may
 * write between the commits of the one that took over; the sums in such a version would be doubled.
 */
final class OwnCommits {

    private OwnCommits() {}

    /**
     * Checks silver and gold; what ingest writes is the same whoever writes it.
     *
     * @param mark what the run marks its commits with
     * @param before what is published now; null where nothing is
     * @throws LakeBusyException where somebody else's rows are in a version
     */
    static void require(Lake lake, String mark, Publication before, Publication next) {
        for (Table table : Tables.ALL) {
            Long version = next.versions().get(table.qualifiedName());
            if (table.layer() == Layer.BRONZE || version == null || version < 0) {
                continue;
            }
            long known = before == null ? -1 : before.versions().getOrDefault(table.qualifiedName(), -1L);
            // A rollback shows what was published once, whoever made it.
            if (version > known
                    && !areOwn(lake, table, mark, known, version)
                    && !new Publications(lake).hasShown(table, version)) {
                throw new LakeBusyException(
                        "Somebody else wrote to %s of the lake %s while this run did. Nothing was published. See that no other run is under way, then start this one again."
                                .formatted(table, lake.files().root()));
            }
        }
    }

    private static boolean areOwn(Lake lake, Table table, String mark, long known, long version) {
        boolean isOwn = true;
        for (Map.Entry<Long, CommitInfo> commit : lake.commits(table, known + 1, version)) {
            boolean isMarked = commit.getValue().userMetadata().contains(mark);
            if (!isMarked) {
                isOwn = false;
            } else if (replacesEverything(commit.getValue())) {
                isOwn = true;
            }
        }
        return isOwn;
    }

    /** What was there before such a commit is not there after it. */
    private static boolean replacesEverything(CommitInfo commit) {
        Map<String, String> parameters = CollectionConverters.asJava(commit.operationParameters());
        boolean isOverwrite = commit.operation().equals("WRITE")
                && parameters.getOrDefault("mode", "").contains("Overwrite")
                && !parameters.containsKey("predicate");
        return isOverwrite || commit.operation().equals("RESTORE");
    }
}
