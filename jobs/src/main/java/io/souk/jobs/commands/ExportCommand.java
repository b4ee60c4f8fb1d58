package io.souk.jobs.commands;

import io.souk.Tables;
import io.souk.jobs.config.Config;
import io.souk.jobs.export.ExtractedTables;
import io.souk.jobs.lake.Extracts;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.LakeFiles;
import io.souk.jobs.lake.Publication;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.notebooks.ExportInfo;
import io.souk.notebooks.NotebookExport;
import io.souk.table.Layer;
import io.souk.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk export}: the published gold tables as plain files. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the published gold tables as plain Parquet and CSV, as one DuckDB file, and as a Jupyter notebook",
            "whose answers come from those files. No reader needs to know Delta or Souk."
        },
        footer = {"", "Example:", "  souk export --lake ./lake --out ./export"})
public final class ExportCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private LakeOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write, missing or empty: a path, or an address such as s3a://bucket/export.")
    private String out;

    public ExportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = options.config();
        LakeFiles target = options.files(environment, config, out);
        target.requireEmpty();
        if (!out.contains("://")) {
            Path folder = Path.of(out).toAbsolutePath().normalize();
            write(config, folder);
            environment.results().println(folder);
            return 0;
        }
        Extracts.inDraft(draft -> {
            write(config, draft);
            environment.messages().printf("copying to %s%n", target.root());
            target.copyFrom(draft);
        });
        environment.results().println(target.root());
        return 0;
    }

    private void write(Config config, Path folder) {
        List<Table> gold = Tables.of(Layer.GOLD);
        try (Lake lake = options.open(config)) {
            PublishedTables published = Publications.open(lake);
            environment.messages().printf("writing %d tables to %s%n", gold.size(), folder);
            Map<String, Long> rows = Extracts.write(published, gold, folder);
            Publication publication = published.publication();
            environment.messages().println("running the notebook");
            NotebookExport.write(
                    folder,
                    ExtractedTables.of(gold),
                    new ExportInfo(
                            publication.runId(),
                            publication.publishedAt(),
                            publication.firstDate(),
                            publication.lastDate(),
                            publication.reportingCurrency(),
                            rows));
        }
    }
}
