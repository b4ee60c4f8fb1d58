package io.souk.jobs.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.souk.jobs.lake.landing.LandingFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a batch reads, written down before it is read. However often the batch is begun again, it reads the same
 * files and judges them as of the same moment.
 *
 * @param batch counts the batches of the source from 1
 * @param arrivedAt the moment as of which rows are judged
 * @param mapping digest of the mapping file that the batch was planned with
 */
record BatchPlan(String source, long batch, Instant arrivedAt, String mapping, List<PlannedInput> inputs) {

    /**
     * The files of one input.
     *
     * @param novelty whether something arrived, or the files are read only because a select looks something up in them
     */
    record PlannedInput(String name, Novelty novelty, List<LandingFile> files) {}

    /** Why an input is in a batch. */
    enum Novelty {
        NEW,
        LOOKED_UP
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new ParameterNamesModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** The folder of all plans, with one for each source. */
    static final String FOLDER = "_ingest";

    /** Where the plan of a batch lies in the lake. */
    static String path(String source, long batch) {
        return "%s/%s/%010d.json".formatted(FOLDER, source, batch);
    }

    String path() {
        return path(source, batch);
    }

    Optional<PlannedInput> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    boolean isNew(String input) {
        return input(input).filter(planned -> planned.novelty() == Novelty.NEW).isPresent();
    }

    long files() {
        return inputs.stream().mapToLong(input -> input.files().size()).sum();
    }

    long bytes() {
        return inputs.stream()
                .flatMap(input -> input.files().stream())
                .mapToLong(LandingFile::bytes)
                .sum();
    }

    String toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The plan of batch %d of %s cannot be written".formatted(batch, source), e);
        }
    }

    static BatchPlan fromJson(String path, String json) {
        try {
            return JSON.readValue(json, BatchPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "%s in the lake is no plan of a batch: %s. Souk writes these files whole; restore it from a copy of the lake"
                            .formatted(path, e.getOriginalMessage()),
                    e);
        }
    }
}
