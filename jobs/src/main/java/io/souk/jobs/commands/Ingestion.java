package io.souk.jobs.commands;

import io.souk.bronze.Pseudonyms;
import io.souk.jobs.config.Config;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.ingest.Ingest;
import io.souk.jobs.ingest.IngestSummary;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.TopicLanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Reads what has arrived for every source of a configuration. */
final class Ingestion {

    private static final Logger LOG = LogManager.getLogger(Ingestion.class);

    private final Environment environment;
    private final Lake lake;
    private final List<SourceMapping> mappings = new ArrayList<>();
    private final Config config;
    private final Optional<Pseudonyms> pseudonyms;

    Ingestion(Environment environment, Lake lake, Config config) {
        this.environment = environment;
        this.lake = lake;
        this.config = config;
        this.pseudonyms = PseudonymKey.of(environment, config);
        config.sources().forEach(source -> mappings.add(SourceMapping.load(source.mapping())));
    }

    /**
     * Reads what has arrived; a line per source tells what became of it.
     *
     * @param read hears of each source after it was read
     */
    void run(Consumer<IngestSummary> read) {
        for (int i = 0; i < mappings.size(); i++) {
            String source = mappings.get(i).source();
            String input = config.sources().get(i).input();
            config.sources()
                    .get(i)
                    .kafka()
                    .ifPresent(topics -> environment
                            .messages()
                            .printf(
                                    "landed %d offsets of %s%n",
                                    TopicLanding.land(lake, source, topics, input), topics.names()));
            if (config.sources().get(i).kafka().isPresent() && !TopicLanding.hasLanded(lake, source)) {
                environment.messages().printf("nothing was produced for %s yet%n", source);
                continue;
            }
            environment.messages().printf("reading %s from %s%n", source, input);
            IngestSummary summary =
                    Ingest.run(lake, mappings.get(i), input, environment.now(), pseudonyms, step -> tell(source, step));
            summary.print(environment.messages());
            read.accept(summary);
        }
    }

    /** Reads the files of rejected rows again, for sources whose mapping was changed since. */
    void retry(Consumer<IngestSummary> read) {
        for (int i = 0; i < mappings.size(); i++) {
            SourceMapping mapping = mappings.get(i);
            IngestSummary summary = Ingest.retry(
                    lake,
                    mapping,
                    config.sources().get(i).input(),
                    environment.now(),
                    pseudonyms,
                    step -> tell(mapping.source(), step));
            if (summary.batches() == 0) {
                environment
                        .messages()
                        .printf(
                                "%s: nothing to retry; no row is rejected, or %s is the mapping that rejected them%n",
                                mapping.source(), mapping.file().name());
            } else {
                summary.print(environment.messages());
            }
            read.accept(summary);
        }
    }

    private void tell(String source, String step) {
        LOG.info("ingest of {}: {}", source, step);
        environment.detail("%s: %s".formatted(source, step), Map.of("source", source, "step", "ingest: " + step));
    }

    /** The reporting currency: the configuration's, else what is published, else the first source's. */
    String currency() {
        Optional<String> published = new Publications(lake).latest().map(Publication::reportingCurrency);
        return config.reportingCurrency()
                .or(() -> published)
                .or(() -> mappings.stream()
                        .flatMap(mapping -> mapping.currency().stream())
                        .findFirst())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "No reporting currency is known. Add for example 'reporting_currency: CNY' to the configuration."));
    }
}
