package io.souk.jobs.commands;

import io.souk.jobs.config.Config;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.lake.Publications;
import io.souk.jobs.lake.PublishedTables;
import io.souk.jobs.report.DailyReport;
import io.souk.jobs.report.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code souk report}: one day on one page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the report of a date as one HTML file that needs no network: headline figures with their changes,",
            "active buyers, GMV, attribution, market share, data quality, and the definitions used."
        },
        footer = {"", "Example:", "  souk report --date 2019-12-31 --lake ./lake --out report.html"})
public final class ReportCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private LakeOptions options;

    @Option(names = "--date", required = true, paramLabel = "D", description = "Business date, as YYYY-MM-DD.")
    private LocalDate date;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write. Default: report-D.html.")
    private Path out;

    public ReportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = options.config();
        try (Lake lake = options.open(config)) {
            Path file = out == null ? Path.of("report-" + date + ".html") : out;
            write(Publications.open(lake), date, file);
            environment.results().println(file.toAbsolutePath().normalize());
        }
        return 0;
    }

    static void write(PublishedTables tables, LocalDate date, Path file) {
        String page = HtmlReport.render(DailyReport.of(tables, date));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The report %s cannot be written".formatted(file), e);
        }
    }
}
