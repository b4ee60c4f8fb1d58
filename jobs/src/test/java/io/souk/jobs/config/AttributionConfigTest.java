package io.souk.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.timeline.AttributionRules;
import io.souk.timeline.TouchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionConfigTest {

    @TempDir
    Path folder;

    @Test
    void whatIsNotSaidIsAsUsual() throws IOException {
        assertThat(rules("half_life_days: 7")).isEqualTo(AttributionRules.DEFAULT);
    }

    @Test
    void theCapAndThePlatformsOfTouchesCanBeChosen() throws IOException {
        AttributionRules rules = rules("most_touches: 20", "touches_of: any_platform");

        assertThat(rules.mostTouches()).isEqualTo(20);
        assertThat(rules.scope()).isEqualTo(TouchScope.ANY_PLATFORM);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> rules("touches_of: everywhere"))
                .hasMessageContaining("attribution.touches_of is 'everywhere'. Say same_platform or any_platform");
        assertThatThrownBy(() -> rules("most_touches: 1"))
                .hasMessageContaining("most_touches is 1. A path has a first and a last touch, so it is 2 or more");
    }

    private AttributionRules rules(String... lines) throws IOException {
        Path file = folder.resolve("souk.yaml");
        Files.writeString(file, "attribution:\n  " + String.join("\n  ", lines) + "\n");
        return Config.load(file).attribution();
    }
}
