package io.souk.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What nbformat 4.5 asks of a notebook, as far as a notebook of Markdown and code cells can break it. */
final class Nbformat {

    private final List<String> violations = new ArrayList<>();

    private Nbformat() {}

    /** Everything that is wrong, with its place; empty for a valid notebook. */
    static List<String> violations(JsonNode notebook) {
        Nbformat check = new Nbformat();
        check.checkNotebook(notebook);
        return check.violations;
    }

    private void checkNotebook(JsonNode notebook) {
        onlyKeys("notebook", notebook, Set.of("cells", "metadata", "nbformat", "nbformat_minor"));
        require(
                "nbformat is 4",
                notebook.path("nbformat").isInt() && notebook.path("nbformat").asInt() == 4);
        JsonNode minor = notebook.path("nbformat_minor");
        require("nbformat_minor is at least 5", minor.isInt() && minor.asInt() >= 5);
        checkMetadata(notebook.path("metadata"));
        require("cells is a list", notebook.path("cells").isArray());
        Set<String> ids = new HashSet<>();
        int position = 0;
        for (JsonNode cell : notebook.path("cells")) {
            checkCell("cell " + position++, cell);
            require(
                    "id '%s' is used once".formatted(cell.path("id").asText()),
                    ids.add(cell.path("id").asText()));
        }
    }

    private void checkMetadata(JsonNode metadata) {
        require("metadata is an object", metadata.isObject());
        JsonNode kernel = metadata.path("kernelspec");
        require(
                "kernelspec has name and display_name",
                kernel.path("name").isTextual() && kernel.path("display_name").isTextual());
        require(
                "language_info has a name",
                metadata.path("language_info").path("name").isTextual());
    }

    private void checkCell(String place, JsonNode cell) {
        require(
                place + ": id is 1 to 64 letters, digits, - or _",
                cell.path("id").isTextual() && cell.path("id").asText().matches("[a-zA-Z0-9_-]{1,64}"));
        require(place + ": metadata is an object", cell.path("metadata").isObject());
        requireLines(place + ": source", cell.path("source"));
        switch (cell.path("cell_type").asText()) {
            case "markdown" ->
                onlyKeys(place, cell, Set.of("id", "cell_type", "metadata", "source"), Set.of("attachments"));
            case "code" -> {
                onlyKeys(
                        place,
                        cell,
                        Set.of("id", "cell_type", "metadata", "source", "outputs", "execution_count"),
                        Set.of());
                requireCount(place, cell.path("execution_count"));
                require(place + ": outputs is a list", cell.path("outputs").isArray());
                cell.path("outputs").forEach(output -> checkOutput(place + " output", output));
            }
            default -> require(place + ": cell_type is markdown or code", false);
        }
    }

    private void checkOutput(String place, JsonNode output) {
        switch (output.path("output_type").asText()) {
            case "execute_result" -> {
                onlyKeys(place, output, Set.of("output_type", "execution_count", "data", "metadata"));
                requireCount(place, output.path("execution_count"));
                checkData(place, output);
            }
            case "display_data" -> {
                onlyKeys(place, output, Set.of("output_type", "data", "metadata"));
                checkData(place, output);
            }
            case "stream" -> {
                onlyKeys(place, output, Set.of("output_type", "name", "text"));
                requireLines(place + ": text", output.path("text"));
            }
            default -> require(place + ": output_type is known", false);
        }
    }

    private void checkData(String place, JsonNode output) {
        require(place + ": data is an object", output.path("data").isObject());
        require(place + ": metadata is an object", output.path("metadata").isObject());
        output.path("data").forEach(value -> requireLines(place + ": data", value));
    }

    private void requireCount(String place, JsonNode count) {
        require(
                place + ": execution_count is null or not below 0",
                count.isNull() || count.isInt() && count.asInt() >= 0);
    }

    private void requireLines(String place, JsonNode text) {
        boolean isList = text.isArray();
        if (isList) {
            for (JsonNode line : text) {
                isList &= line.isTextual();
            }
        }
        require(place + " is a string or a list of strings", text.isTextual() || isList);
    }

    private void onlyKeys(String place, JsonNode object, Set<String> required) {
        onlyKeys(place, object, required, Set.of());
    }

    private void onlyKeys(String place, JsonNode object, Set<String> required, Set<String> allowed) {
        required.forEach(key -> require(place + " has " + key, object.has(key)));
        object.fieldNames()
                .forEachRemaining(key ->
                        require(place + " may not have " + key, required.contains(key) || allowed.contains(key)));
    }

    private void require(String rule, boolean holds) {
        if (!holds) {
            violations.add(rule);
        }
    }
}
