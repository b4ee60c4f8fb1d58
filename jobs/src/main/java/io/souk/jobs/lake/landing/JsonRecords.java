package io.souk.jobs.lake.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;

/**
 * The records of a file of JSON lines: one object to a line. A key that a record lacks has no value; a nested value is
 * kept as its JSON text. Blank lines are no records.
 */
final class JsonRecords implements FileRecords {

    private static final ObjectReader JSON = JsonMapper.builder()
            // NaN is no JSON, but writers produce it: it is read, so that its column can be named.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Reader reader;
    private final RecordShape shape;
    private final Lines lines;

    JsonRecords(Reader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
        this.lines = new Lines(reader);
    }

    @Override
    public List<String> missingColumns() {
        return List.of();
    }

    @Override
    public String header() {
        return null;
    }

    @Override
    public FileRecord next() throws IOException {
        do {
            if (!lines.advance()) {
                return null;
            }
        } while (lines.isBlank());
        String raw = lines.text().toString();
        if (lines.isTooLong()) {
            return FileRecord.broken(lines.number(), raw, "line_too_long");
        }
        JsonNode object;
        try {
            object = JSON.readValue(raw);
        } catch (JsonProcessingException e) {
            return FileRecord.broken(lines.number(), raw, "malformed_json");
        }
        if (object == null || !object.isObject()) {
            return FileRecord.broken(lines.number(), raw, "malformed_json");
        }
        String[] fields = new String[shape.columns().size()];
        for (int i = 0; i < fields.length; i++) {
            JsonNode value = object.get(shape.columns().get(i));
            if (value != null && !value.isNull()) {
                fields[i] = shape.valueOf(value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return FileRecord.of(lines.number(), raw, Arrays.asList(fields));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
