package io.souk.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.souk.gold.sharing.Programme;
import io.souk.time.Window;
import io.souk.timeline.AttributionRules;
import io.souk.timeline.TouchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a lake is run: one YAML file.
 *
 * @param lake root of the tables; none where the command line names it
 * @param reportingCurrency ISO 4217 code of every amount; none where the first source's currency serves
 * @param sources what is read
 * @param windows windows of the activity and competition tables
 * @param segments attributes that split active buyers
 * @param cityTierVintage year of the city list; empty for each city's newest
 * @param attribution eligibility of touches
 * @param programmes in which sharers earn commission
 * @param pseudonyms where the key is that ids are replaced under; none where ids stay as they are
 * @param spark Spark settings
 */
public record Config(
        Optional<String> lake,
        Optional<String> reportingCurrency,
        List<Source> sources,
        List<Window> windows,
        List<String> segments,
        OptionalInt cityTierVintage,
        AttributionRules attribution,
        List<Programme> programmes,
        Optional<KeyPlace> pseudonyms,
        Map<String, String> spark) {

    private static final List<String> DEFAULT_WINDOWS = List.of("1d", "7d", "30d", "12m");
    private static final List<String> DEFAULT_SEGMENTS =
            List.of("all", "city_tier", "city", "generation", "gender", "country");

    /**
     * A source of a lake.
     *
     * @param mapping its mapping file
     * @param input folder of its files
     * @param kafka topics that are landed in that folder first; none where files are delivered
     */
    public record Source(Path mapping, String input, Optional<Topics> kafka) {

        public Source(Path mapping, String input) {
            this(mapping, input, Optional.empty());
        }
    }

    /**
     * Where a source's events are produced to.
     *
     * @param servers brokers to begin with: {@code kafka-1:9092,kafka-2:9092}
     * @param names topics; each is landed in a folder of its name
     * @param options further settings of Kafka's clients
     */
    public record Topics(String servers, List<String> names, Map<String, String> options) {}

    /**
     * Where a secret key is.
     *
     * @param file the file that holds it, or
     * @param variable the environment variable that does
     */
    public record KeyPlace(Optional<Path> file, Optional<String> variable) {}

    /**
     * Reads a configuration; relative paths in it start from its own folder.
     *
     * @throws IllegalArgumentException naming the file, the key and the remedy
     */
    public static Config load(Path file) {
        try {
            String text = Files.readString(file);
            YAMLMapper yaml = new YAMLMapper(new YAMLFactory());
            var tree = yaml.readTree(text);
            Path folder = file.toAbsolutePath().getParent();
            return read(
                    new MappingNode(
                            tree == null || tree.isNull() || tree.isMissingNode() ? yaml.createObjectNode() : tree,
                            file.toString(),
                            ""),
                    folder);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "There is no configuration %s. Name one with --config FILE, or leave the option out for the defaults."
                            .formatted(file),
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is not YAML: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private static Config read(MappingNode node, Path folder) {
        node.allowOnly(
                "lake",
                "reporting_currency",
                "sources",
                "windows",
                "segments",
                "city_tier_vintage",
                "attribution",
                "programmes",
                "pseudonyms",
                "spark");
        List<String> segments = node.has("segments")
                ? node.child("segments").members().stream()
                        .map(MappingNode::text)
                        .toList()
                : DEFAULT_SEGMENTS;
        if (!segments.contains("all")) {
            throw node.child("segments").wrong("lacks 'all': without the total no segment can be checked. Add it");
        }
        Map<String, String> spark = new LinkedHashMap<>();
        if (node.has("spark")) {
            node.child("spark").children().forEach((key, value) -> spark.put(key, value.text()));
        }
        return new Config(
                node.optionalText("lake").map(root -> resolve(folder, root)),
                node.optionalText("reporting_currency"),
                node.has("sources")
                        ? node.child("sources").members().stream()
                                .map(source -> source(source, folder))
                                .toList()
                        : List.of(),
                (node.has("windows")
                                ? node.child("windows").members().stream().map(MappingNode::text)
                                : DEFAULT_WINDOWS.stream())
                        .map(Window::of)
                        .toList(),
                segments,
                node.has("city_tier_vintage")
                        ? OptionalInt.of((int) node.count("city_tier_vintage", 0))
                        : OptionalInt.empty(),
                attribution(node.child("attribution")),
                Programmes.of(node.child("programmes")),
                node.has("pseudonyms") ? Optional.of(keyPlace(node.child("pseudonyms"), folder)) : Optional.empty(),
                Map.copyOf(spark));
    }

    private static Source source(MappingNode node, Path folder) {
        node.allowOnly("mapping", "input", "kafka");
        return new Source(
                folder.resolve(node.text("mapping", "Name the mapping file, for example: mapping: sources/olist.yaml")),
                resolve(folder, node.text("input", "Name the folder of its files, for example: input: ./landing")),
                node.has("kafka") ? Optional.of(topics(node.child("kafka"))) : Optional.empty());
    }

    private static Topics topics(MappingNode node) {
        node.allowOnly("servers", "topics", "options");
        Map<String, String> options = new LinkedHashMap<>();
        if (node.has("options")) {
            node.child("options").children().forEach((key, value) -> options.put(key, value.text()));
        }
        return new Topics(
                node.text("servers", "Name the brokers, for example: servers: \"kafka:9092\""),
                node.child("topics").members().stream().map(MappingNode::text).toList(),
                Map.copyOf(options));
    }

    private static KeyPlace keyPlace(MappingNode node, Path folder) {
        node.allowOnly("key_file", "key_env");
        if (node.has("key_file") == node.has("key_env")) {
            throw node.wrong(
                    "names its key in no way, or in two. Say either key_file: FILE or key_env: VARIABLE; the key itself never stands here");
        }
        return new KeyPlace(node.optionalText("key_file").map(folder::resolve), node.optionalText("key_env"));
    }

    private static AttributionRules attribution(MappingNode node) {
        if (node.node().isMissingNode()) {
            return AttributionRules.DEFAULT;
        }
        node.allowOnly("lookback_days", "lookback_days_by_type", "half_life_days", "most_touches", "touches_of");
        Map<String, Duration> byType = new LinkedHashMap<>(AttributionRules.DEFAULT.lookbackByType());
        if (node.has("lookback_days_by_type")) {
            MappingNode types = node.child("lookback_days_by_type");
            types.children().keySet().forEach(type -> byType.put(type, Duration.ofDays(types.count(type, 1))));
        }
        return new AttributionRules(
                Duration.ofDays(node.count(
                        "lookback_days", AttributionRules.DEFAULT.lookback().toDays())),
                byType,
                Duration.ofDays(node.count(
                        "half_life_days", AttributionRules.DEFAULT.halfLife().toDays())),
                Math.toIntExact(Math.min(
                        Integer.MAX_VALUE, node.count("most_touches", AttributionRules.DEFAULT.mostTouches()))),
                touchesOf(node));
    }

    private static TouchScope touchesOf(MappingNode node) {
        String asked = node.optionalText("touches_of")
                .orElse(AttributionRules.DEFAULT.scope().text());
        return Arrays.stream(TouchScope.values())
                .filter(scope -> scope.text().equals(asked))
                .findFirst()
                .orElseThrow(() ->
                        node.child("touches_of").wrong("is '%s'. Say same_platform or any_platform".formatted(asked)));
    }

    /** Addresses with a scheme (s3a://, hdfs://) stay as they are. */
    private static String resolve(Path folder, String path) {
        return path.contains("://") ? path : folder.resolve(path).normalize().toString();
    }

    /** What holds where there is no configuration file. */
    public static Config defaults() {
        return new Config(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                DEFAULT_WINDOWS.stream().map(Window::of).toList(),
                DEFAULT_SEGMENTS,
                OptionalInt.empty(),
                AttributionRules.DEFAULT,
                Programmes.DEFAULT,
                Optional.empty(),
                Map.of());
    }

    /** The same with these sources instead. */
    public Config withSources(List<Source> others) {
        return new Config(
                lake,
                reportingCurrency,
                others,
                windows,
                segments,
                cityTierVintage,
                attribution,
                programmes,
                pseudonyms,
                spark);
    }

    /** Types of sharers who have a programme. */
    public Set<String> sharerTypes() {
        return programmes.stream().map(Programme::sharerType).collect(Collectors.toUnmodifiableSet());
    }

    public List<String> windowNames() {
        return windows.stream().map(Window::name).toList();
    }
}
