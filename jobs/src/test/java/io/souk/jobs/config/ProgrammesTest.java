package io.souk.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.gold.sharing.CommissionTier;
import io.souk.gold.sharing.Programme;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammesTest {

    private static final String GOOD = """
            programmes:
              - sharer_type: influencer
                platform: aliexpress
                tiers:
                  - {tier: entry, rate: 0.03}
                  - {tier: top, exposures: 500, sales: 10000.50, rate: 0.0625}
                target: {from: 2020-01-01, sharers_from: 100000, to: 2023-01-01, sharers_to: 1000000}
            """;

    @TempDir
    Path folder;

    @Test
    void aProgrammeIsRead() throws IOException {
        Programme programme = programmes(GOOD).get(0);

        assertThat(programme.sharerType()).isEqualTo("influencer");
        assertThat(programme.platform()).isEqualTo("aliexpress");
        assertThat(programme.tiers())
                .containsExactly(
                        new CommissionTier("entry", 0, BigDecimal.ZERO, new BigDecimal("0.03")),
                        new CommissionTier("top", 500, new BigDecimal("10000.5"), new BigDecimal("0.0625")));
        assertThat(programme.target().to()).isEqualTo(LocalDate.of(2023, 1, 1));
    }

    @Test
    void withoutTheBlockDropshippersAndInfluencersHaveOne() throws IOException {
        assertThat(programmes("segments: [all]\n")).isEqualTo(Programmes.DEFAULT);
        assertThat(Config.defaults().sharerTypes()).containsExactlyInAnyOrder("dropshipper", "influencer");
    }

    @Test
    void nobodyNeedHaveAProgramme() throws IOException {
        assertThat(programmes("programmes: []\n")).isEmpty();
    }

    @Test
    void theConfigurationThatIsShippedIsGood() {
        Config shipped = Config.load(Path.of(System.getProperty("souk.home"), "conf/local.yaml"));
        assertThat(shipped.sharerTypes()).containsExactlyInAnyOrder("dropshipper", "influencer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sharer_type: influencer | sharer_type: celebrity | programmes[0].sharer_type is celebrity. Sharers are of the types friend
            sharer_type: influencer | kind: influencer | unknown key kind in programmes[0]. Did you mean
            rate: 0.03 | rate: much | programmes[0].tiers[0].rate is much. It is a number
            rate: 0.03 | rate: 3 | programmes[0].tiers[0] has the rate 3. A rate is a part of sales
            tier: entry, rate: 0.03 | tier: entry | has no programmes[0].tiers[0].rate. Say which part
            rate: 0.03 | rate: 0.07 | programmes[0] pays 0.07 in the tier entry and only 0.0625
            exposures: 500 | exposures: 5.5 | programmes[0].tiers[1].exposures is 5.5. It is a whole number
            exposures: 500 | exposures: -5 | programmes[0].tiers[1] has thresholds below zero
            tier: top | tier: entry | programmes[0] has two tiers named entry
            from: 2020-01-01 | from: soon | programmes[0].target.from is soon. Write a date
            to: 2023-01-01 | to: 2020-01-01 | programmes[0].target has a target from 2020-01-01 to 2020-01-01
            sharers_to: 1000000 | sharers_to: 0 | programmes[0].target.sharers_to is 0. It is a whole number above zero
            """)
    void whatIsWrongIsNamedWithItsPlace(String good, String bad, String message) {
        assertThatThrownBy(() -> programmes(GOOD.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("souk.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void twoProgrammesForTheSameSharersAreRefused() {
        String twice = GOOD + GOOD.substring(GOOD.indexOf("  - sharer_type"));
        assertThatThrownBy(() -> programmes(twice))
                .hasMessageContaining("programmes[1] is a second programme for influencer on aliexpress");
    }

    private List<Programme> programmes(String yaml) throws IOException {
        Path file = folder.resolve("souk.yaml");
        Files.writeString(file, yaml);
        return Config.load(file).programmes();
    }
}
