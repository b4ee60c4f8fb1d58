package io.souk.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SourceMappingTest {

    private static final String GOOD = """
            source: shop
            time_zone: Europe/London
            platform: shop
            inputs:
              lines:
                mode: append
                path: "*.csv"
                format: csv
                columns:
                  order_id: string
                  ordered_at: {type: timestamp, format: "M/d/yyyy H:mm", optional: true}
            contracts:
              order_events: select order_id, _source from lines
            """;

    private static SourceMapping parse(String yaml) {
        return SourceMapping.parse("shop.yaml", yaml, Instant.EPOCH);
    }

    @Test
    void aMappingIsReadWithItsDefaults() {
        SourceMapping mapping = parse(GOOD);
        assertThat(mapping.source()).isEqualTo("shop");
        assertThat(mapping.timeZone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(mapping.currency()).isEmpty();
        SourceInput lines = mapping.inputs().get("lines");
        assertThat(lines.mode()).isEqualTo(SourceInput.Mode.APPEND);
        assertThat(lines.encoding().name()).isEqualTo("UTF-8");
        assertThat(lines.layout()).isEqualTo(new SourceInput.Layout(true, false));
        assertThat(lines.columns()).extracting(SourceColumn::isRequired).containsExactly(true, false);
        assertThat(lines.columns().get(1).format()).contains("M/d/yyyy H:mm");
        assertThat(mapping.contracts().get("order_events")).containsExactly("select order_id, _source from lines");
        assertThat(mapping.batchLimit().files()).isEqualTo(1_000);
    }

    @Test
    void aContractMayBeFilledBySeveralSelects() {
        String two =
                GOOD.replace("order_events: select order_id, _source from lines", "order_events: [select 1, select 2]");
        assertThat(parse(two).contracts().get("order_events")).containsExactly("select 1", "select 2");
    }

    @Test
    void anUnknownKeyIsNamedWithTheFileAndTheNearestKnownKey() {
        assertThatThrownBy(() -> parse(GOOD.replace("time_zone:", "timezone:")))
                .hasMessageContaining("shop.yaml has the unknown key timezone. Did you mean time_zone?");
        assertThatThrownBy(() -> parse(GOOD.replace("format: csv", "fromat: csv")))
                .hasMessageContaining("unknown key fromat in inputs.lines. Did you mean format?");
        assertThatThrownBy(() -> parse(GOOD.replace("optional: true", "optinal: true")))
                .hasMessageContaining("unknown key optinal in inputs.lines.columns.ordered_at. Did you mean optional?");
    }

    @Test
    void anUnknownContractIsNamedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> parse(GOOD.replace("order_events:", "order_event:")))
                .hasMessageContaining("unknown key order_event in contracts. Did you mean order_events?");
    }

    @Test
    void wrongValuesSayWhatIsRight() {
        assertThatThrownBy(() -> parse(GOOD.replace("mode: append", "mode: appended")))
                .hasMessage("shop.yaml: inputs.lines has the mode 'appended'. It is one of append, snapshot");
        assertThatThrownBy(() -> parse(GOOD.replace("Europe/London", "Europe/Londn")))
                .hasMessageContaining("time_zone is 'Europe/Londn', which is no IANA zone");
        assertThatThrownBy(() -> parse(GOOD.replace("order_id: string", "order_id: strng")))
                .hasMessageContaining("inputs.lines.columns.order_id has the type 'strng', which is no Spark SQL type");
        assertThatThrownBy(() -> parse(GOOD.replace("format: csv", "format: csv\n    encoding: UTF8-8")))
                .hasMessageContaining("inputs.lines.encoding is 'UTF8-8', which Java does not know");
        assertThatThrownBy(() -> parse(GOOD.replace("format: csv", "format: csv\n    delimiter: '||'")))
                .hasMessageContaining("has the delimiter '||'. It is one character");
        assertThatThrownBy(() -> parse(GOOD.replace("format: csv", "format: parquet\n    multiline: true")))
                .hasMessageContaining("which only format csv knows");
        assertThatThrownBy(() -> parse(GOOD + "max_files_per_batch: 0\n"))
                .hasMessageContaining("max_files_per_batch is 0. It is a whole number above zero");
    }

    @Test
    void whatIsMissingIsAskedFor() {
        assertThatThrownBy(() -> parse(GOOD.replace("source: shop\n", "")))
                .hasMessageContaining("shop.yaml has no source.");
        assertThatThrownBy(() -> parse(GOOD.replace("    path: \"*.csv\"\n", "")))
                .hasMessageContaining("shop.yaml has no inputs.lines.path.");
        assertThatThrownBy(() -> parse("source: shop\ntime_zone: UTC\n")).hasMessageContaining("fills no contract");
        assertThatThrownBy(() -> SourceMapping.load(Path.of("no/such.yaml")))
                .hasMessageContaining("There is no mapping file no");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThatThrownBy(() -> parse(GOOD + "  : [\n"))
                .hasMessageContaining("shop.yaml is no YAML that can be read, at line");
        assertThatThrownBy(() -> parse(GOOD + "source: twice\n")).hasMessageContaining("shop.yaml is no YAML");
    }

    @Test
    void platformsAreCheckedAgainstTheirContract() {
        String good = GOOD + "platforms:\n  - {platform: shop, platform_group: shop, time_zone: UTC}\n";
        assertThat(parse(good).platforms())
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(row).containsEntry("platform_group", "shop"));
        assertThatThrownBy(() -> parse(good.replace("platform_group", "group")))
                .hasMessageContaining("unknown key group in platforms[0]. Did you mean platform");
    }
}
