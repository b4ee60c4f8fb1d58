package io.souk.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A block of keys in a mapping file. It knows where it stands, so that every complaint names the key, the file and what
 * to write instead.
 */
record MappingNode(JsonNode node, String file, String path) {

    /** Refuses every key that is not listed. */
    MappingNode allowOnly(String... keys) {
        requireBlock();
        node.fieldNames().forEachRemaining(key -> {
            if (!Arrays.asList(keys).contains(key)) {
                throw new IllegalArgumentException("%s has the unknown key %s%s. Did you mean %s? Known keys here: %s"
                        .formatted(file, key, place(), nearest(key, List.of(keys)), String.join(", ", keys)));
            }
        });
        return this;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    MappingNode child(String key) {
        return new MappingNode(node.path(key), file, below(key));
    }

    /** The named blocks or values below this one, in the order of the file. */
    Map<String, MappingNode> children() {
        requireBlock();
        Map<String, MappingNode> children = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> children.put(key, child(key)));
        return children;
    }

    /** The members of a list; a single value counts as a list of one. */
    List<MappingNode> members() {
        if (!node.isArray()) {
            return List.of(this);
        }
        List<MappingNode> members = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            members.add(new MappingNode(node.get(i), file, path + "[" + i + "]"));
        }
        return members;
    }

    String text(String key, String remedy) {
        return optionalText(key)
                .orElseThrow(
                        () -> new IllegalArgumentException("%s has no %s. %s".formatted(file, below(key), remedy)));
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(child(key).text()) : Optional.empty();
    }

    String text() {
        if (!node.isValueNode() || node.isNull()) {
            throw new IllegalArgumentException("%s: %s is not a plain value. Write it as text".formatted(file, path));
        }
        return node.asText();
    }

    boolean flag(String key, boolean whereAbsent) {
        if (!has(key)) {
            return whereAbsent;
        }
        if (!node.get(key).isBoolean()) {
            throw new IllegalArgumentException("%s: %s is %s. It is either true or false"
                    .formatted(file, below(key), node.get(key).asText()));
        }
        return node.get(key).booleanValue();
    }

    long count(String key, long whereAbsent) {
        if (!has(key)) {
            return whereAbsent;
        }
        if (!node.get(key).canConvertToLong() || node.get(key).longValue() < 1) {
            throw new IllegalArgumentException("%s: %s is %s. It is a whole number above zero"
                    .formatted(file, below(key), node.get(key).asText()));
        }
        return node.get(key).longValue();
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("%s: %s %s".formatted(file, path.isEmpty() ? "the file" : path, what));
    }

    private void requireBlock() {
        if (!node.isObject()) {
            throw wrong("is not a block of keys and values");
        }
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String place() {
        return path.isEmpty() ? "" : " in " + path;
    }

    /** The candidate that takes the fewest keystrokes to reach. */
    static String nearest(String typed, List<String> candidates) {
        String best = candidates.get(0);
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int steps = distance(typed.toLowerCase(Locale.ROOT), candidate);
            if (steps < fewest) {
                fewest = steps;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
