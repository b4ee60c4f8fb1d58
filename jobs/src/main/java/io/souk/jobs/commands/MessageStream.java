package io.souk.jobs.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Takes what a command tells people, line by line, and writes it as text or as one JSON object for each line. */
final class MessageStream extends PrintStream {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Lines lines;

    private MessageStream(Lines lines) {
        super(lines, true, StandardCharsets.UTF_8);
        this.lines = lines;
    }

    static MessageStream over(PrintStream out, Supplier<Instant> clock, Secrets secrets) {
        return out instanceof MessageStream stream ? stream : new MessageStream(new Lines(out, clock, secrets));
    }

    /** From now on every line is a JSON object: {@code at}, {@code message} and what an event has besides. */
    void asJson() {
        lines.isJson = true;
    }

    /**
     * Tells of something that programs may want to know the parts of.
     *
     * @param text for people
     * @param parts for programs
     */
    void event(String text, Map<String, Object> parts) {
        flush();
        lines.write(text, parts);
    }

    /** Tells of something that only programs want to know. */
    void detail(String text, Map<String, Object> parts) {
        if (lines.isJson) {
            event(text, parts);
        }
    }

    /** Collects bytes to lines. */
    private static final class Lines extends OutputStream {

        private final PrintStream out;
        private final Supplier<Instant> clock;
        private final Secrets secrets;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private volatile boolean isJson;

        Lines(PrintStream out, Supplier<Instant> clock, Secrets secrets) {
            this.out = out;
            this.clock = clock;
            this.secrets = secrets;
        }

        @Override
        public synchronized void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            write(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, Map.of());
        }

        synchronized void write(String text, Map<String, Object> parts) {
            out.println(isJson ? json(secrets.hidden(text), parts) : secrets.hidden(text));
            out.flush();
        }

        private String json(String text, Map<String, Object> parts) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("at", clock.get().toString());
            object.put("message", text.strip());
            object.putAll(parts);
            try {
                return JSON.writeValueAsString(object);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A message cannot be written as JSON: " + text, e);
            }
        }
    }
}
