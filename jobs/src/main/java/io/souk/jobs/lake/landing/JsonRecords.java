package io.souk.jobs.lake.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a file of JSON lines: one object to a line. A key that a record lacks has no value; a nested value is
 * kept as its JSON text. Blank lines are no records.
 */
final class JsonRecords implements FileRecords {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // NaN is no JSON, but writers produce it: it is read, so that its column can be named.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonFactory JSON = MAPPER.getFactory();
    private static final ObjectReader NESTED = MAPPER.reader();

    /** Numbers below 1 with at most so many characters are not written with an exponent. */
    private static final int SHORT_NUMBER = 7;

    /** Zeros at the end of the largest decimal. */
    private static final int MOST_ZEROS = 38;

    private final Reader reader;
    private final RecordShape shape;
    private final Lines lines;
    private final Map<String, Integer> places = new HashMap<>();

    JsonRecords(Reader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
        this.lines = new Lines(reader);
        shape.columns().forEach(column -> places.put(column, places.size()));
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
        if (!skip()) {
            return null;
        }
        String raw = lines.text();
        if (lines.isTooLong()) {
            return FileRecord.broken(lines.number(), raw, "line_too_long");
        }
        String[] fields = new String[places.size()];
        try (JsonParser json = JSON.createParser(lines.characters(), 0, lines.length())) {
            if (readObject(json, fields) && json.nextToken() == null) {
                return FileRecord.of(lines.number(), raw, Arrays.asList(fields));
            }
        } catch (JsonProcessingException e) {
            // Named below.
        }
        return FileRecord.broken(lines.number(), raw, "malformed_json");
    }

    @Override
    public boolean skip() throws IOException {
        return lines.advanceToText();
    }

    /** Reads the values of the columns; false where there is no object. */
    private boolean readObject(JsonParser json, String[] fields) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            Integer place = places.get(name);
            if (place == null) {
                json.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                fields[place] = shape.valueOf(text(json, token));
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    private static String text(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> NESTED.readTree(json).toString();
            case VALUE_NUMBER_INT -> json.getText().equals("-0") ? "0" : json.getText();
            case VALUE_NUMBER_FLOAT -> json.isNaN() ? String.valueOf(json.getDoubleValue()) : number(json);
            default -> json.getText();
        };
    }

    /** A number with a point or an exponent, without superfluous zeros. */
    private static String number(JsonParser json) throws IOException {
        String text = json.getText();
        boolean isBelowOne = text.charAt(text.charAt(0) == '-' ? 1 : 0) == '0';
        boolean isAsItShouldBe = text.charAt(text.length() - 1) != '0'
                && text.indexOf('e') < 0
                && text.indexOf('E') < 0
                && (!isBelowOne || text.length() <= SHORT_NUMBER);
        if (isAsItShouldBe) {
            return text;
        }
        BigDecimal number = json.getDecimalValue();
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = number.stripTrailingZeros();
        // 100.0 is a whole number; what has more zeros than any type takes is left as it is.
        boolean isWhole = shortest.scale() < 0 && shortest.scale() >= -MOST_ZEROS;
        return isWhole ? shortest.toPlainString() : shortest.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
