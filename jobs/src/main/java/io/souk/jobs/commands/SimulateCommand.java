package io.souk.jobs.commands;

import io.souk.jobs.lake.LandingWriter;
import io.souk.jobs.simulate.Simulation;
import io.souk.jobs.simulate.SimulationSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code souk simulate}: a made-up market with known figures. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a made-up market as the exports of five platforms, the same for the same options: its active buyers",
            "and GMV follow published figures at the scale. DIR/truth.json holds what was planted.",
            "conf/sources/simulated.yaml maps it."
        },
        footer = {"", "Example:", "  souk simulate --scale 1:100000 --from 2018-01-01 --to 2019-12-31 --out ./market"})
public final class SimulateCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--scale",
            paramLabel = "1:N",
            defaultValue = "1:100000",
            description = "One simulated person stands for N. Default: ${DEFAULT-VALUE}.")
    private String scale;

    @Option(
            names = "--from",
            paramLabel = "A",
            defaultValue = "2018-01-01",
            description = "First business date. Default: ${DEFAULT-VALUE}.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "B",
            defaultValue = "2019-12-31",
            description = "Last business date. Default: ${DEFAULT-VALUE}.")
    private LocalDate to;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed gives another market. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write: missing or empty.")
    private Path out;

    public SimulateCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        SimulationSettings settings = new SimulationSettings(SimulationSettings.parseScale(scale), from, to, seed);
        LandingWriter writer = LandingWriter.into(out.toString(), Map.of());
        Simulation.Summary summary = Simulation.write(writer, settings);
        environment
                .messages()
                .printf(
                        "%,d orders in %,d rows, %,d of them late; %d planted figures in %s%n",
                        summary.orders(),
                        summary.rows(),
                        summary.lateRows(),
                        summary.questions(),
                        Simulation.TRUTH_FILE);
        environment.results().println(out.toAbsolutePath().normalize());
        return 0;
    }
}
