package io.souk.notebooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Cells and answers as a Jupyter notebook in the format nbformat 4.5. */
final class Notebook {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Notebook() {}

    /**
     * The notebook's text.
     *
     * @param answers what each query yielded, by the id of its cell
     */
    static String json(List<Cell> cells, Map<String, Answer> answers) {
        ObjectNode notebook = JSON.createObjectNode();
        ArrayNode array = notebook.putArray("cells");
        int executed = 0;
        for (Cell cell : cells) {
            ObjectNode node = array.addObject();
            node.put("id", cell.id());
            node.putObject("metadata");
            if (cell instanceof Cell.Query) {
                executed++;
                node.put("cell_type", "code");
                node.put("execution_count", executed);
                node.putArray("outputs").add(output(executed, answers.get(cell.id())));
            } else {
                node.put("cell_type", "markdown");
            }
            node.set("source", lines(cell.source()));
        }
        notebook.set("metadata", metadata());
        notebook.put("nbformat", 4);
        notebook.put("nbformat_minor", 5);
        return text(notebook);
    }

    /** JSON with one space of indentation, as Jupyter itself writes it, so that versions compare line by line. */
    static String text(JsonNode node) {
        DefaultIndenter oneSpace = new DefaultIndenter(" ", "\n");
        Separators colonAndSpace =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(colonAndSpace);
        printer.indentObjectsWith(oneSpace);
        printer.indentArraysWith(oneSpace);
        try {
            return JSON.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values does not become JSON", e);
        }
    }

    private static ObjectNode output(int executed, Answer answer) {
        ObjectNode output = JSON.createObjectNode();
        output.put("output_type", "execute_result");
        output.put("execution_count", executed);
        output.putObject("metadata");
        ObjectNode data = output.putObject("data");
        data.set("text/html", lines(AnswerText.html(answer)));
        data.set("text/plain", lines(AnswerText.plain(answer)));
        return output;
    }

    private static ObjectNode metadata() {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.putObject("kernelspec")
                .put("display_name", "Python 3")
                .put("language", "python")
                .put("name", "python3");
        metadata.putObject("language_info")
                .put("file_extension", ".py")
                .put("mimetype", "text/x-python")
                .put("name", "python")
                .put("pygments_lexer", "ipython3");
        return metadata;
    }

    /** A text as the list of its lines, each but the last with its line end. */
    private static ArrayNode lines(String text) {
        ArrayNode lines = JSON.createArrayNode();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }
}
