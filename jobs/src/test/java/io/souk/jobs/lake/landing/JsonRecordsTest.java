package io.souk.jobs.lake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.config.SourceMapping;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordsTest {

    @ParameterizedTest
    @CsvSource({
        "100.0, 100",
        "1e3, 1000",
        "-2500.00, -2500",
        "2.50, 2.5",
        "0.0, 0",
        "7, 7",
        // A number of a million digits stays as short as it is written.
        "1e999999, 1E+999999"
    })
    void aNumberIsReadWithoutSuperfluousZerosAndAWholeOneAsSuch(String written, String read) throws IOException {
        RecordShape shape = RecordShape.of(
                SourceMapping.parse("numbers.yaml", """
                        source: numbers
                        time_zone: UTC
                        inputs:
                          lines: {mode: append, path: "*", format: jsonl, columns: {a: string}}
                        contracts:
                          sellers: select a as seller_id, _source from lines
                        """, Instant.EPOCH).inputs().get("lines"));

        try (JsonRecords records = new JsonRecords(new StringReader("{\"a\": " + written + "}"), shape)) {
            assertThat(records.next().fields()).containsExactly(read);
        }
    }
}
