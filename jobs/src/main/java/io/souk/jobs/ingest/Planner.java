package io.souk.jobs.ingest;

import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.BatchPlan.Novelty;
import io.souk.jobs.ingest.BatchPlan.PlannedInput;
import io.souk.jobs.lake.landing.LandingFile;
import io.souk.jobs.lake.landing.LandingFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what arrived and says what the next batch reads. It writes nothing. */
final class Planner {

    /** The input under which the platforms of the mapping file itself are read. */
    static final String PLATFORMS_INPUT = "_mapping";

    private final SourceMapping mapping;
    private final Selects selects;
    private final LandingFolder folder;

    Planner(SourceMapping mapping, Selects selects, LandingFolder folder) {
        this.mapping = mapping;
        this.selects = selects;
        this.folder = folder;
    }

    /**
     * Plans a batch.
     *
     * @param ledger what was read before
     * @return nothing where nothing is new
     */
    Optional<BatchPlan> next(FileLedger ledger, long batch, Instant arrivedAt) {
        Map<String, List<LandingFile>> present = findFiles();
        Map<String, List<LandingFile>> taken = new LinkedHashMap<>();
        long files = 0;
        long bytes = 0;
        boolean isFull = false;
        for (SourceInput input : ofMode(SourceInput.Mode.APPEND)) {
            List<LandingFile> chosen = new ArrayList<>();
            for (LandingFile file : present.get(input.name())) {
                if (isFull || ledger.hasRead(input.name(), file)) {
                    continue;
                }
                isFull = files > 0
                        && (files == mapping.batchLimit().files()
                                || bytes + file.bytes() > mapping.batchLimit().bytes());
                if (!isFull) {
                    chosen.add(file);
                    files++;
                    bytes += file.bytes();
                }
            }
            if (!chosen.isEmpty()) {
                taken.put(input.name(), chosen);
            }
        }
        Set<String> changed = new LinkedHashSet<>();
        present.forEach((name, found) -> {
            if (isSnapshot(name) && !ledger.latest(name).equals(FileLedger.keys(found))) {
                changed.add(name);
            }
        });
        if (taken.isEmpty() && changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(plan(present, taken, changed, batch, arrivedAt));
    }

    /**
     * Plans to read files again that were read before.
     *
     * @param again names of the files
     * @return nothing where there is none
     * @throws IllegalStateException where one is not there any more
     */
    Optional<BatchPlan> again(Set<String> again, long batch, Instant arrivedAt) {
        if (again.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<LandingFile>> present = findFiles();
        Map<String, List<LandingFile>> taken = new LinkedHashMap<>();
        Set<String> changed = new LinkedHashSet<>();
        Set<String> gone = new TreeSet<>(again);
        present.forEach((name, found) -> {
            List<LandingFile> chosen =
                    found.stream().filter(file -> again.contains(file.name())).toList();
            chosen.forEach(file -> gone.remove(file.name()));
            if (isSnapshot(name) && !chosen.isEmpty()) {
                changed.add(name);
            } else if (!chosen.isEmpty()) {
                taken.put(name, chosen);
            }
        });
        if (!gone.isEmpty()) {
            throw new IllegalStateException(
                    "%d files with rejected rows are not below %s any more, the first is %s. Put them back, and try again"
                            .formatted(
                                    gone.size(),
                                    folder.address(),
                                    gone.iterator().next()));
        }
        return Optional.of(plan(present, taken, changed, batch, arrivedAt));
    }

    /** A batch of what is new, and of what its selects look up. */
    private BatchPlan plan(
            Map<String, List<LandingFile>> present,
            Map<String, List<LandingFile>> taken,
            Set<String> changed,
            long batch,
            Instant arrivedAt) {
        Set<String> needed = new LinkedHashSet<>(changed);
        selects.all().stream()
                .filter(select -> select.appendInput()
                        .map(input -> taken.containsKey(input.name()))
                        .orElseGet(() -> select.inputs().stream().anyMatch(input -> changed.contains(input.name()))))
                .forEach(select -> select.inputs().forEach(input -> needed.add(input.name())));
        List<PlannedInput> inputs = new ArrayList<>();
        present.forEach((name, found) -> {
            if (taken.containsKey(name)) {
                inputs.add(new PlannedInput(name, Novelty.NEW, taken.get(name)));
            } else if (isSnapshot(name) && needed.contains(name)) {
                inputs.add(new PlannedInput(name, changed.contains(name) ? Novelty.NEW : Novelty.LOOKED_UP, found));
            }
        });
        return new BatchPlan(mapping.source(), batch, arrivedAt, mapping.file().digest(), List.copyOf(inputs));
    }

    private Map<String, List<LandingFile>> findFiles() {
        Map<String, List<LandingFile>> present = new LinkedHashMap<>();
        if (!mapping.platforms().isEmpty()) {
            SourceMapping.Origin file = mapping.file();
            present.put(
                    PLATFORMS_INPUT,
                    List.of(new LandingFile(file.name(), file.name(), file.bytes(), file.modifiedAt())));
        }
        for (SourceInput input : mapping.inputs().values()) {
            List<LandingFile> found = folder.find(input.path());
            if (found.isEmpty() && input.mode() == SourceInput.Mode.SNAPSHOT) {
                throw new IllegalArgumentException(
                        "The input %s of %s finds no file %s below %s. Deliver it, or correct the path or --input"
                                .formatted(input.name(), mapping.file().name(), input.path(), folder.address()));
            }
            present.put(input.name(), found);
        }
        boolean nothingThere = mapping.inputs().keySet().stream()
                .allMatch(input -> present.get(input).isEmpty());
        if (nothingThere && !mapping.inputs().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s finds no file below %s. Its inputs look for %s. Correct --input, or the paths"
                            .formatted(
                                    mapping.file().name(),
                                    folder.address(),
                                    String.join(
                                            ", ",
                                            mapping.inputs().values().stream()
                                                    .map(SourceInput::path)
                                                    .toList())));
        }
        return present;
    }

    private List<SourceInput> ofMode(SourceInput.Mode mode) {
        return mapping.inputs().values().stream()
                .filter(input -> input.mode() == mode)
                .toList();
    }

    private boolean isSnapshot(String name) {
        return name.equals(PLATFORMS_INPUT) || mapping.inputs().get(name).mode() == SourceInput.Mode.SNAPSHOT;
    }
}
