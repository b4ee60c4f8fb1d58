package io.souk.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.souk.bronze.Contract;
import io.souk.bronze.Contracts;
import io.souk.bronze.Platforms;
import io.souk.table.TableColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * How the files of one source become rows of the contracts.
 *
 * @param file the mapping file that says so
 * @param source name of the source
 * @param timeZone zone of the times that state no offset
 * @param platform fills the column {@code platform} where a select does not yield it
 * @param currency fills the column {@code currency} likewise
 * @param platforms rows of the contract {@code platforms}, by column
 * @param inputs the sets of files, by the name that the selects use
 * @param contracts by contract, the selects whose rows together fill it
 * @param batchLimit how much is read at once
 */
public record SourceMapping(
        Origin file,
        String source,
        ZoneId timeZone,
        Optional<String> platform,
        Optional<String> currency,
        List<Map<String, String>> platforms,
        Map<String, SourceInput> inputs,
        Map<String, List<String>> contracts,
        BatchLimit batchLimit) {

    /**
     * The file that a mapping was read from.
     *
     * @param name its name without folders
     * @param bytes its length
     * @param modifiedAt when it was last written
     * @param digest tells one content from another
     */
    public record Origin(String name, long bytes, Instant modifiedAt, String digest) {}

    /**
     * How much one batch reads of the inputs whose files arrive one after the other. A larger backlog is read in several
     * batches; a single file is never divided.
     */
    public record BatchLimit(long files, long bytes) {
        static final BatchLimit DEFAULT = new BatchLimit(1_000, 4L << 30);
    }

    /** Reads and checks a mapping file. */
    public static SourceMapping load(Path path) {
        try {
            return parse(
                    String.valueOf(path.getFileName()),
                    Files.readString(path),
                    Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "There is no mapping file %s. Mappings that come with Souk are in conf/sources".formatted(path), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The mapping file %s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Reads and checks the text of a mapping file. */
    public static SourceMapping parse(String name, String yaml, Instant modifiedAt) {
        MappingNode root = new MappingNode(tree(name, yaml), name, "");
        root.allowOnly(
                "source",
                "time_zone",
                "platform",
                "currency",
                "platforms",
                "inputs",
                "contracts",
                "max_files_per_batch",
                "max_bytes_per_batch");
        String source = root.text("source", "Name the source, for example: source: online_retail");
        if (!source.matches("[a-z0-9_]+")) {
            throw root.wrong("names the source '%s'. Use lower-case letters, digits and underscores".formatted(source));
        }
        Map<String, SourceInput> inputs = new LinkedHashMap<>();
        if (root.has("inputs")) {
            root.child("inputs").children().forEach((input, node) -> inputs.put(input, SourceInput.read(input, node)));
        }
        List<Map<String, String>> platforms = platforms(root);
        Map<String, List<String>> contracts = contracts(root);
        if (contracts.isEmpty() && platforms.isEmpty()) {
            throw root.wrong("fills no contract. Add contracts: with one select for each contract, for example:"
                    + " contracts: {order_events: \"select ..., _source from lines\"}");
        }
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return new SourceMapping(
                new Origin(name, bytes.length, modifiedAt, DigestUtils.md5Hex(bytes)),
                source,
                zone(root),
                root.optionalText("platform"),
                root.optionalText("currency"),
                platforms,
                Collections.unmodifiableMap(inputs),
                contracts,
                new BatchLimit(
                        root.count("max_files_per_batch", BatchLimit.DEFAULT.files()),
                        root.count("max_bytes_per_batch", BatchLimit.DEFAULT.bytes())));
    }

    private static JsonNode tree(String name, String yaml) {
        YAMLFactory strict = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return new ObjectMapper(strict).readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is no YAML that can be read, at line %s: %s"
                            .formatted(
                                    name,
                                    e.getLocation() == null
                                            ? "?"
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private static ZoneId zone(MappingNode root) {
        String name = root.text(
                "time_zone", "Times without an offset need a zone, for example: time_zone: Europe/London, or UTC");
        try {
            return ZoneId.of(name);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s: time_zone is '%s', which is no IANA zone. Write for example Europe/London or UTC"
                            .formatted(root.file(), name),
                    e);
        }
    }

    private static List<Map<String, String>> platforms(MappingNode root) {
        List<Map<String, String>> rows = new ArrayList<>();
        if (root.has("platforms")) {
            String[] columns =
                    Platforms.CONTRACT.content().stream().map(TableColumn::name).toArray(String[]::new);
            for (MappingNode member : root.child("platforms").members()) {
                Map<String, String> row = new LinkedHashMap<>();
                member.allowOnly(columns).children().forEach((column, value) -> row.put(column, value.text()));
                rows.add(Map.copyOf(row));
            }
        }
        return List.copyOf(rows);
    }

    private static Map<String, List<String>> contracts(MappingNode root) {
        Map<String, List<String>> contracts = new LinkedHashMap<>();
        if (root.has("contracts")) {
            MappingNode block = root.child("contracts");
            block.allowOnly(Contracts.ALL.stream().map(Contract::name).toArray(String[]::new));
            block.children()
                    .forEach((name, node) -> contracts.put(
                            name, node.members().stream().map(MappingNode::text).toList()));
        }
        return Collections.unmodifiableMap(contracts);
    }
}
