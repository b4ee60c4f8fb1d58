package io.souk.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The segments that buyers are counted in: values of some kinds, each numbered from 0 as it is first met. */
final class Segments {

    /** The one value of the kind {@code all}. */
    static final String ALL = "all";

    private static final Map<String, Function<Attributes, String>> KINDS = Map.of(
            ALL,
            attributes -> ALL,
            "city_tier",
            Attributes::cityTier,
            "city",
            Attributes::city,
            "generation",
            Attributes::generation,
            "gender",
            Attributes::gender,
            "country",
            Attributes::country);

    private final List<String> kinds;
    private final List<Function<Attributes, String>> valueOf;
    private final List<Map<String, Integer>> numbers = new ArrayList<>();
    private final List<List<String>> values = new ArrayList<>();

    /** Nobody is counted yet. */
    Segments(List<String> kinds) {
        requireKnown(kinds);
        this.kinds = List.copyOf(kinds);
        this.valueOf = kinds.stream().map(KINDS::get).toList();
        kinds.forEach(kind -> {
            numbers.add(new HashMap<>());
            values.add(new ArrayList<>());
        });
    }

    /**
     * Sees that kinds are known.
     *
     * @throws IllegalArgumentException naming one that is not
     */
    static void requireKnown(List<String> kinds) {
        for (String kind : kinds) {
            if (!KINDS.containsKey(kind)) {
                throw new IllegalArgumentException("The segment '%s' is not known. Choose from %s."
                        .formatted(kind, KINDS.keySet().stream().sorted().toList()));
            }
        }
    }

    /** How many kinds there are. */
    int kinds() {
        return kinds.size();
    }

    String kind(int kind) {
        return kinds.get(kind);
    }

    /** The number of the value in which somebody so described is counted. */
    int number(int kind, Attributes attributes) {
        String value = valueOf.get(kind).apply(attributes);
        Integer number = numbers.get(kind).get(value);
        if (number == null) {
            number = values.get(kind).size();
            numbers.get(kind).put(value, number);
            values.get(kind).add(value);
        }
        return number;
    }

    String value(int kind, int number) {
        return values.get(kind).get(number);
    }
}
