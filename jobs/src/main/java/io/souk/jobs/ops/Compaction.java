package io.souk.jobs.ops;

import io.souk.Tables;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.TableVersions;
import io.souk.jobs.plan.Run;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the small files of tables together. The rows stay what they were, and are published in their new files. */
public final class Compaction {

    private Compaction() {}

    /** The tables whose published versions consist of so many files or more; found without Spark. */
    public static List<String> crowded(LakeFiles files, int from) {
        Optional<Publication> published = new Publications(files).latest();
        TableVersions versions = new TableVersions(files);
        return published
                .map(publication -> publication.versions().entrySet().stream()
                        .filter(table ->
                                versions.files(table.getKey(), table.getValue()).size() >= from)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    /**
     * Compacts tables.
     *
     * @param names qualified names
     * @param at the moment of the new publication
     * @return those that were compacted
     */
    public static List<String> of(Lake lake, List<String> names, Instant at, Run.Progress progress) {
        Publications publications = new Publications(lake);
        Publication before = publications.require();
        Map<String, Long> versions = new HashMap<>(before.versions());
        List<String> compacted = new ArrayList<>();
        for (Table table : Tables.ALL) {
            String name = table.qualifiedName();
            if (!names.contains(name)) {
                continue;
            }
            long published = before.versions().get(name);
            boolean isNewest = lake.latestVersion(table) == published;
            if (table.layer() != Layer.BRONZE && !isNewest) {
                // What a run that was killed has left behind is not to be published.
                lake.restore(table, published);
                isNewest = true;
            }
            progress.step(compacted.size() + 1, names.size(), "compacting " + name);
            long version = lake.compact(table);
            progress.done("compacting " + name, 0);
            compacted.add(name);
            if (isNewest) {
                // Bronze may hold rows that no run has published yet: the next run takes them up with their new files.
                versions.put(name, version);
            }
        }
        if (!versions.equals(before.versions())) {
            publications.publish(before.again(before.number() + 1, at).with(Map.copyOf(versions)));
        }
        return compacted;
    }
}
