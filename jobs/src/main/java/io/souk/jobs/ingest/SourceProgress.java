package io.souk.jobs.ingest;

import io.souk.jobs.lake.LakeFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far a source has come.
 *
 * @param planned its last batch that was planned
 * @param published its last batch that the published tables hold; 0 for none
 * @param arrivedAt when the last batch was planned
 * @param files how many files that batch holds
 */
public record SourceProgress(String source, long planned, long published, Instant arrivedAt, long files) {

    /**
     * Looks at the plans of all sources.
     *
     * @param published by source, the last batch that is published
     */
    public static List<SourceProgress> of(LakeFiles files, Map<String, Long> published) {
        List<SourceProgress> sources = new ArrayList<>();
        for (String source : files.folders(BatchPlan.FOLDER)) {
            List<String> plans = files.list(BatchPlan.FOLDER + "/" + source);
            if (!plans.isEmpty()) {
                String path = BatchPlan.FOLDER + "/" + source + "/" + plans.get(plans.size() - 1);
                BatchPlan last = BatchPlan.fromJson(path, files.read(path).orElseThrow());
                sources.add(new SourceProgress(
                        source, last.batch(), published.getOrDefault(source, 0L), last.arrivedAt(), last.files()));
            }
        }
        return sources;
    }

    /** How far it has come, in words. */
    public String sentence(String ago) {
        String waiting = planned == published
                ? "all of it is published"
                : "%d of them are not published yet".formatted(planned - published);
        return "batch %d arrived %s ago with %,d files; of %d batches %s"
                .formatted(planned, ago, files, planned, waiting);
    }
}
