package io.souk.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.lake.LandingRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final SimulationSettings SMALL =
            new SimulationSettings(500_000, LocalDate.of(2018, 1, 1), LocalDate.of(2019, 12, 31), 7);

    @TempDir
    private static Path folder;

    private static Path written;
    private static Simulation.Summary summary;
    private static LandedMarket landed;
    private static JsonNode truth;

    @BeforeAll
    static void simulate() throws IOException {
        written = folder.resolve("one");
        summary = Simulation.write(LakeFixture.landing(written), SMALL);
        landed = LandedMarket.read(written);
        truth = new JsonMapper().readTree(written.resolve("truth.json").toFile());
    }

    @Test
    void theSameSettingsGiveTheSameBytes() throws IOException {
        Path other = folder.resolve("again");
        Simulation.write(LakeFixture.landing(other), SMALL);

        assertThat(contents(other)).isEqualTo(contents(written));
    }

    @Test
    void itDoesNotShowWhichWorkerMadeWhichCircle() throws IOException {
        SimulatedBlocks blocks = new SimulatedBlocks(SMALL);
        List<LandingRow> rows = new ArrayList<>();
        for (long first = 0; first < blocks.blocks(); first += 7) {
            blocks.rows(first, Math.min(blocks.blocks(), first + 7), (name, figure) -> {})
                    .forEachRemaining(rows::add);
        }
        Map<String, List<String>> expected = rows.stream()
                .collect(Collectors.groupingBy(
                        LandingRow::file, TreeMap::new, Collectors.mapping(LandingRow::line, Collectors.toList())));
        Map<String, List<String>> actual = new TreeMap<>();
        for (LandingInput input : LandingInput.values()) {
            for (Path file : LandedMarket.files(written.resolve(input.folder()))) {
                actual.put(
                        input.folder() + "/" + file.getFileName(),
                        LandedMarket.linesOf(file).stream().sorted().toList());
            }
        }
        expected.replaceAll((file, lines) -> lines.stream().sorted().toList());

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void anotherSeedGivesOtherPeople() throws IOException {
        Path other = folder.resolve("other-seed");
        SimulationSettings seeded = new SimulationSettings(SMALL.scale(), SMALL.from(), SMALL.to(), 8);
        Simulation.write(LakeFixture.landing(other), seeded);

        assertThat(contents(other)).isNotEqualTo(contents(written));
    }

    @Test
    void theTruthIsWhatANaiveReaderOfTheFilesCounts() {
        Map<String, BigDecimal> naive =
                new NaiveTruth(landed, SMALL.to()).answers(Questions.earlierDays(SMALL), Questions.singlesDays(SMALL));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        for (JsonNode entry : truth) {
            String name = entry.path("name").asText();
            if (!entry.path("sql").asText().contains("bronze.")) {
                BigDecimal answer = naive.getOrDefault(name, BigDecimal.ZERO);
                boolean isMoney = entry.path("expected").isTextual();
                expected.put(name, answer.setScale(isMoney ? 2 : 0).toPlainString());
                actual.put(name, entry.path("expected").asText());
            }
        }

        assertThat(actual).hasSizeGreaterThan(200).isEqualTo(expected);
    }

    @Test
    void repeatedRowsAreCounted() {
        for (LandingInput input : LandingInput.values()) {
            long repeated = landed.repeatedLines.get(input.folder());
            assertThat(repeated).isPositive();
            assertThat(expected(Questions.duplicates(input))).isEqualTo(repeated);
            assertThat(expected(Questions.accepted(input)) + quarantined(input))
                    .isEqualTo((long) landed.distinctLines.get(input.folder()));
        }
    }

    /** Every bad order row and those of the stage read lie in the order events. */
    private static long quarantined(LandingInput input) {
        long rows = 0;
        for (String[] kind : BadRow.kinds()) {
            boolean isHere =
                    kind[0].equals(input.folder()) || input == LandingInput.ORDER_EVENTS && kind[0].equals("read");
            rows += isHere ? expected(Questions.quarantined(kind[0], kind[1])) : 0;
        }
        return rows;
    }

    @Test
    void everyKindOfBadRowIsPlanted() {
        assertThat(BadRow.kinds())
                .allSatisfy(kind -> assertThat(expected(Questions.quarantined(kind[0], kind[1])))
                        .isPositive());
    }

    @Test
    void someRowsArriveMonthsAfterTheyHappened() throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> june = LandedMarket.linesOf(written.resolve("order_events/2019-06.jsonl.gz"));
        long old = 0;
        for (String line : june) {
            if (line.endsWith("}")
                    && json.readTree(line).path("occurred_at").asText().compareTo("2019-05") < 0) {
                old++;
            }
        }

        assertThat(old).isPositive().isLessThan(june.size() / 50);
        assertThat(summary.lateRows()).isPositive();
    }

    @Test
    void historyArrivesByMonthAndTheLastMonthByDay() throws IOException {
        List<String> names = LandedMarket.files(written.resolve("order_events")).stream()
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(names)
                .hasSize(23 + 31)
                .contains("2018-01.jsonl.gz", "2019-11.jsonl.gz", "2019-12-01.jsonl.gz", "2019-12-31.jsonl.gz")
                .doesNotContain("2019-12.jsonl.gz");
    }

    @Test
    void aFolderThatHoldsSomethingIsRefused() {
        assertThatThrownBy(() -> LakeFixture.landing(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not empty");
    }

    private static long expected(String question) {
        for (JsonNode entry : truth) {
            if (entry.path("name").asText().equals(question)) {
                return entry.path("expected").asLong();
            }
        }
        throw new AssertionError("The truth does not answer: " + question);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        root.relativize(file).toString(),
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
