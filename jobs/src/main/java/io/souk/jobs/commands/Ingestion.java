package io.souk.jobs.commands;

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
import java.util.Optional;

/** Reads what has arrived for every source of a configuration. */
final class Ingestion {

    private final Environment environment;
    private final Lake lake;
    private final List<SourceMapping> mappings = new ArrayList<>();
    private final Config config;

    Ingestion(Environment environment, Lake lake, Config config) {
        this.environment = environment;
        this.lake = lake;
        this.config = config;
        config.sources().forEach(source -> mappings.add(SourceMapping.load(source.mapping())));
    }

    /** Reads what has arrived; a line per source tells what became of it. */
    void run() {
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
            IngestSummary summary = Ingest.run(lake, mappings.get(i), input, environment.now());
            summary.print(environment.messages());
        }
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
