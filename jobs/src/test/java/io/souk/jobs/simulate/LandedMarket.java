package io.souk.jobs.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads landing files back as anybody would who has only them: plain Java, and nothing of the generator. */
final class LandedMarket {

    static final class Order {
        String platform;
        String buyer;
        String storefront = "none";
        Instant placedAt;
        Instant paidAt;
        boolean isCancelled;
        boolean isFlagged;
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal subsidy = BigDecimal.ZERO;
        long units;
        final TreeMap<Instant, BigDecimal> refunds = new TreeMap<>();
    }

    record Touch(String id, String type, Instant at, String channel, String sharer) {}

    record Profile(String person, String city, String country, String gender, String birthYear) {}

    record StrayRefund(String platform, Instant at, BigDecimal amount) {}

    private static final JsonMapper JSON = new JsonMapper();

    final Map<String, Order> orders = new HashMap<>();
    final Map<String, List<Touch>> touches = new HashMap<>();
    final Map<String, TreeMap<Instant, Profile>> profiles = new HashMap<>();
    final List<StrayRefund> strayRefunds = new ArrayList<>();
    final Map<String, String> tiers = new HashMap<>();
    final TreeMap<LocalDate, BigDecimal> rates = new TreeMap<>();

    /** Lines by folder: distinct ones, and how often a line repeats an earlier one. */
    final Map<String, Integer> distinctLines = new LinkedHashMap<>();

    final Map<String, Integer> repeatedLines = new LinkedHashMap<>();

    static LandedMarket read(Path folder) throws IOException {
        LandedMarket market = new LandedMarket();
        for (String line : lines(folder.resolve("reference/city_tiers.csv"))) {
            String[] fields = line.split(",", -1);
            market.tiers.put(fields[1], fields[3]);
        }
        for (String line : lines(folder.resolve("reference/fx_rates.csv"))) {
            String[] fields = line.split(",", -1);
            market.rates.put(LocalDate.parse(fields[0]), new BigDecimal(fields[3]));
        }
        for (String line : market.distinct(folder, "buyer_profiles")) {
            market.readProfile(line.split(",", -1));
        }
        List<JsonNode> refunds = new ArrayList<>();
        for (String line : market.distinct(folder, "order_events")) {
            if (!line.contains("-bad-") && line.endsWith("}")) {
                JsonNode row = JSON.readTree(line);
                if (row.path("event_type").asText().equals("refunded")) {
                    refunds.add(row);
                } else {
                    market.readOrder(row);
                }
            }
        }
        refunds.forEach(market::readRefund);
        for (String line : market.distinct(folder, "share_events")) {
            JsonNode row = JSON.readTree(line);
            if (!line.contains("-bad-") && !row.path("event_type").asText().equals("share")) {
                market.readTouch(row);
            }
        }
        market.distinct(folder, "sessions");
        return market;
    }

    /** All lines of a small CSV file but the header. */
    private static List<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static List<String> linesOf(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            return file.toString().endsWith(".csv.gz") ? lines.subList(1, lines.size()) : lines;
        }
    }

    private Set<String> distinct(Path folder, String input) throws IOException {
        Set<String> lines = new HashSet<>();
        int all = 0;
        for (Path file : files(folder.resolve(input))) {
            List<String> read = linesOf(file);
            all += read.size();
            lines.addAll(read);
        }
        distinctLines.put(input, lines.size());
        repeatedLines.put(input, all - lines.size());
        return lines;
    }

    private void readProfile(String[] fields) {
        if (!fields[1].contains("-bad-")) {
            profiles.computeIfAbsent(fields[1], buyer -> new TreeMap<>())
                    .put(Instant.parse(fields[8]), new Profile(fields[2], fields[3], fields[4], fields[5], fields[6]));
        }
    }

    private void readOrder(JsonNode row) {
        Order order = orders.computeIfAbsent(row.path("order_id").asText(), id -> new Order());
        Instant at = Instant.parse(row.path("occurred_at").asText());
        switch (row.path("event_type").asText()) {
            case "placed" -> {
                order.platform = row.path("platform").asText();
                order.placedAt = at;
                order.buyer = row.path("buyer_id").asText(null);
                order.storefront = row.path("storefront").asText("none");
                BigDecimal list = decimal(row, "unit_price")
                        .multiply(BigDecimal.valueOf(row.path("quantity").asLong()));
                order.amount = order.amount.add(list).subtract(decimal(row, "seller_discount"));
                order.subsidy = order.subsidy.add(decimal(row, "platform_subsidy"));
                order.units += row.path("quantity").asLong();
            }
            case "paid" -> order.paidAt = at;
            case "cancelled" -> order.isCancelled = true;
            case "flagged" -> order.isFlagged = true;
            default -> {}
        }
    }

    private static BigDecimal decimal(JsonNode row, String name) {
        return new BigDecimal(row.path(name).asText("0"));
    }

    private void readRefund(JsonNode row) {
        Instant at = Instant.parse(row.path("occurred_at").asText());
        BigDecimal amount = decimal(row, "refund_amount");
        Order order = orders.get(row.path("order_id").asText());
        if (order == null) {
            strayRefunds.add(new StrayRefund(row.path("platform").asText(), at, amount));
        } else {
            order.refunds.put(at, amount);
        }
    }

    private void readTouch(JsonNode row) {
        touches.computeIfAbsent(row.path("buyer_id").asText(), buyer -> new ArrayList<>())
                .add(new Touch(
                        row.path("event_id").asText(),
                        row.path("event_type").asText(),
                        Instant.parse(row.path("occurred_at").asText()),
                        row.path("channel").asText(),
                        row.path("sharer_id").asText(null)));
    }

    static LocalDate dateOf(String platform, Instant at) {
        String zone = platform.equals("aliexpress") ? "America/Los_Angeles" : "Asia/Shanghai";
        return at.atZone(ZoneId.of(zone)).toLocalDate();
    }

    static LocalDate dateOf(Order order) {
        return dateOf(order.platform, order.placedAt);
    }

    /** In yuan, rounded to fen. */
    BigDecimal yuan(String platform, BigDecimal amount, LocalDate date) {
        if (!platform.equals("aliexpress")) {
            return amount.setScale(2, RoundingMode.UNNECESSARY);
        }
        Map.Entry<LocalDate, BigDecimal> rate = rates.floorEntry(date);
        if (rate.getKey().isBefore(date.minusDays(7))) {
            throw new IllegalStateException("The latest rate for %s is of %s".formatted(date, rate.getKey()));
        }
        return amount.multiply(rate.getValue()).setScale(2, RoundingMode.HALF_EVEN);
    }

    BigDecimal gmv(Order order) {
        return yuan(order.platform, order.amount, dateOf(order));
    }

    String personOf(Order order) {
        TreeMap<Instant, Profile> known = profiles.get(order.buyer);
        return known == null || known.firstEntry().getValue().person().isEmpty()
                ? order.buyer
                : known.firstEntry().getValue().person();
    }

    /** A buyer's attribute when the order was placed: tier, generation or gender. */
    String segment(Order order, String kind) {
        TreeMap<Instant, Profile> known = order.buyer == null ? null : profiles.get(order.buyer);
        if (known == null) {
            return "unknown";
        }
        Map.Entry<Instant, Profile> held = known.floorEntry(order.placedAt);
        Profile profile = held == null ? known.firstEntry().getValue() : held.getValue();
        return switch (kind) {
            case "city_tier" ->
                profile.country().equals("CN") ? tiers.getOrDefault(profile.city(), "unknown") : "unknown";
            case "generation" -> generation(profile.birthYear());
            default -> profile.gender().isEmpty() ? "unknown" : profile.gender();
        };
    }

    private static String generation(String birthYear) {
        if (birthYear.isEmpty()) {
            return "unknown";
        }
        String decade = birthYear.substring(2, 3);
        boolean isNamed = birthYear.startsWith("20")
                ? decade.equals("0")
                : birthYear.startsWith("19") && Set.of("7", "8", "9").contains(decade);
        return isNamed ? "post-" + decade + "0s" : "other";
    }
}
