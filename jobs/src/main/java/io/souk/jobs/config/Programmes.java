package io.souk.jobs.config;

import io.souk.bronze.ShareEvents;
import io.souk.gold.sharing.CommissionTier;
import io.souk.gold.sharing.Programme;
import io.souk.gold.sharing.TargetPath;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The block {@code programmes} of a configuration: who earns commission, from what on, and how many are meant to. */
final class Programmes {

    /** Dropshippers and influencers on every platform; no targets. */
    static final List<Programme> DEFAULT = List.of(
            new Programme(
                    "dropshipper",
                    null,
                    List.of(
                            tier("entry", 0, 0, "0.02"),
                            tier("advanced", 100, 5_000, "0.04"),
                            tier("top", 1_000, 50_000, "0.06")),
                    null),
            new Programme(
                    "influencer",
                    null,
                    List.of(
                            tier("entry", 0, 0, "0.03"),
                            tier("advanced", 500, 10_000, "0.06"),
                            tier("top", 5_000, 100_000, "0.09")),
                    null));

    private Programmes() {}

    private static CommissionTier tier(String name, long exposures, long sales, String rate) {
        return new CommissionTier(name, exposures, BigDecimal.valueOf(sales), new BigDecimal(rate));
    }

    /**
     * Reads the block.
     *
     * @throws IllegalArgumentException naming the file, the key and the remedy
     */
    static List<Programme> of(MappingNode node) {
        if (node.node().isMissingNode() || node.node().isNull()) {
            return DEFAULT;
        }
        List<Programme> programmes = new ArrayList<>();
        Set<List<String>> members = new HashSet<>();
        for (MappingNode block : node.members()) {
            Programme programme = programme(block);
            if (!members.add(Arrays.asList(programme.sharerType(), programme.platform()))) {
                throw block.wrong("is a second programme for %s on %s. Keep one of them"
                        .formatted(
                                programme.sharerType(),
                                programme.platform() == null ? "all platforms" : programme.platform()));
            }
            programmes.add(programme);
        }
        return List.copyOf(programmes);
    }

    private static Programme programme(MappingNode node) {
        node.allowOnly("sharer_type", "platform", "tiers", "target");
        String type = node.text("sharer_type", "Name whose programme it is, for example: sharer_type: influencer");
        if (!ShareEvents.SHARER_TYPES.contains(type)) {
            throw node.child("sharer_type")
                    .wrong("is %s. Sharers are of the types %s"
                            .formatted(type, String.join(", ", ShareEvents.SHARER_TYPES)));
        }
        if (!node.has("tiers")) {
            throw node.wrong("has no tiers. Add for example: tiers: [{tier: entry, rate: 0.02}]");
        }
        List<CommissionTier> tiers =
                node.child("tiers").members().stream().map(Programmes::tier).toList();
        TargetPath target = node.has("target") ? target(node.child("target")) : null;
        return checked(
                node, () -> new Programme(type, node.optionalText("platform").orElse(null), tiers, target));
    }

    private static CommissionTier tier(MappingNode node) {
        node.allowOnly("tier", "exposures", "sales", "rate");
        String name = node.text("tier", "Name the tier, for example: tier: entry");
        node.text("rate", "Say which part of sales it pays, for example: rate: 0.02");
        return checked(
                node,
                () -> new CommissionTier(
                        name, wholeNumber(node, "exposures"), number(node, "sales"), number(node, "rate")));
    }

    /** A whole number, 0 where there is none. */
    private static long wholeNumber(MappingNode node, String key) {
        BigDecimal number = number(node, key);
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw node.child(key).wrong("is %s. It is a whole number".formatted(number));
        }
    }

    private static TargetPath target(MappingNode node) {
        node.allowOnly("from", "sharers_from", "to", "sharers_to");
        return checked(
                node,
                () -> new TargetPath(
                        date(node, "from"),
                        requiredCount(node, "sharers_from"),
                        date(node, "to"),
                        requiredCount(node, "sharers_to")));
    }

    private static long requiredCount(MappingNode node, String key) {
        node.text(key, "Say how many sharers there are meant to be, for example: %s: 1000".formatted(key));
        return node.count(key, 1);
    }

    private static LocalDate date(MappingNode node, String key) {
        String text = node.text(key, "Write a date, for example: %s: 2020-01-31".formatted(key));
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw node.child(key).wrong("is %s. Write a date, for example 2020-01-31".formatted(text));
        }
    }

    /** A number, 0 where there is none. */
    private static BigDecimal number(MappingNode node, String key) {
        if (!node.has(key)) {
            return BigDecimal.ZERO;
        }
        String text = node.child(key).text();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw node.child(key).wrong("is %s. It is a number".formatted(text));
        }
    }

    /** What a record says against its values, with the place in the file. */
    private static <T> T checked(MappingNode node, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            if (e.getMessage().startsWith(node.file() + ":") || e.getMessage().startsWith(node.file() + " has")) {
                throw e;
            }
            throw node.wrong(e.getMessage());
        }
    }
}
