package io.souk.gold.sharing;

import static io.souk.TextTable.assertRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.LocalSpark;
import io.souk.silver.Orders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class TeamBuysTest {

    private record Line(String product, long units, long gmv) {}

    private record Order(
            String platform, String id, String buyer, String team, Instant placedAt, boolean counts, List<Line> lines) {

        LocalDate date() {
            return LocalDate.ofInstant(placedAt, ZoneOffset.UTC);
        }

        String month() {
            return date().withDayOfMonth(1).toString();
        }

        String teamKey() {
            return platform + "/" + team;
        }

        long gmv() {
            return lines.stream().mapToLong(Line::gmv).sum();
        }

        long units() {
            return lines.stream().mapToLong(Line::units).sum();
        }
    }

    /** The twin: teams as lists of orders, prices product by product. */
    @Test
    void randomTeamsHaveTheFiguresOfTheirDefinition() {
        List<Order> orders = randomOrders(new Random(20_191_111L), 600);
        Dataset<Row> silver = silver(orders);
        Map<String, List<Object>> found = new TreeMap<>();
        for (Row row : TeamBuys.from(silver, TeamBuys.teams(silver), "CNY").collectAsList()) {
            found.put(
                    row.getAs("purchase_month") + " " + row.getAs("platform") + " " + row.getAs("team_size"),
                    figures(row));
        }
        assertThat(found).isEqualTo(naive(orders)).hasSizeGreaterThan(20);
    }

    @Test
    void aTeamOfTwoIsSetAgainstThePriceOfOne() {
        Dataset<Row> orders = silver(List.of(
                order("a", "ann", "t1", "2019-10-31T10:00:00Z", new Line("tea", 1, 800)),
                order("b", "bob", "t1", "2019-11-01T01:00:00Z", new Line("tea", 1, 800)),
                order("c", "cat", "t2", "2019-10-31T10:00:00Z", new Line("cup", 1, 500)),
                order("d", "dan", null, "2019-10-02T10:00:00Z", new Line("tea", 2, 2001))));

        assertRows(TeamBuys.from(orders, TeamBuys.teams(orders), "CNY"), """
                purchase_month | team_size | teams | filled_teams | fill_rate | median_hours_to_fill | orders | orders_share | gmv   | unit_price | compared_units | compared_gmv | compared_gmv_at_solo_prices
                2019-10-01     | solo      | 0     | 0            | -         | -                    | 1      | 0.3333333333333333 | 20.01 | 10.00 | 0            | 0.00         | 0.00
                2019-10-01     | all       | 2     | 1            | 0.5       | 15.0                 | 2      | 0.6666666666666666 | 13.00 | 6.50  | 1            | 8.00         | 10.00
                2019-10-01     | 1         | 1     | 0            | 0.0       | -                    | 1      | 0.3333333333333333 | 5.00  | 5.00  | 0            | 0.00         | 0.00
                2019-10-01     | 2         | 1     | 1            | 1.0       | 15.0                 | 1      | 0.3333333333333333 | 8.00  | 8.00  | 1            | 8.00         | 10.00
                2019-11-01     | all       | 0     | 0            | -         | -                    | 1      | 1.0          | 8.00  | 8.00       | 0              | 0.00         | 0.00
                2019-11-01     | 2         | 0     | 0            | -         | -                    | 1      | 1.0          | 8.00  | 8.00       | 0              | 0.00         | 0.00
                """);
    }

    private static List<Object> figures(Row row) {
        List<Object> figures = new ArrayList<>();
        for (String name : List.of(
                "teams",
                "filled_teams",
                "median_hours_to_fill",
                "orders",
                "units",
                "gmv",
                "compared_units",
                "compared_gmv",
                "compared_gmv_at_solo_prices")) {
            Object value = row.getAs(name);
            figures.add(value == null ? "-" : value instanceof Double hours ? Math.round(hours * 7200) : value);
        }
        return figures;
    }

    private static Map<String, List<Object>> naive(List<Order> all) {
        List<Order> orders = all.stream().filter(Order::counts).toList();
        Map<String, List<Order>> teams =
                orders.stream().filter(order -> order.team() != null).collect(Collectors.groupingBy(Order::teamKey));
        Map<String, List<Order>> places = new TreeMap<>();
        Map<String, List<List<Order>>> opened = new TreeMap<>();
        for (Order order : orders) {
            String place = order.month() + " " + order.platform() + " ";
            for (String size : sizes(order.team() == null ? null : teams.get(order.teamKey()))) {
                places.computeIfAbsent(place + size, key -> new ArrayList<>()).add(order);
            }
        }
        for (List<Order> team : teams.values()) {
            Order first = team.stream()
                    .min(java.util.Comparator.comparing(Order::placedAt))
                    .orElseThrow();
            for (String size : sizes(team)) {
                opened.computeIfAbsent(first.month() + " " + first.platform() + " " + size, key -> new ArrayList<>())
                        .add(team);
            }
        }
        opened.keySet().forEach(key -> places.computeIfAbsent(key, empty -> new ArrayList<>()));
        Map<String, List<Object>> expected = new TreeMap<>();
        places.forEach((place, of) ->
                expected.put(place, figures(place, of, opened.getOrDefault(place, List.of()), orders, teams)));
        return expected;
    }

    private static List<String> sizes(List<Order> team) {
        return team == null ? List.of("solo") : List.of(String.valueOf(members(team)), "all");
    }

    private static long members(List<Order> team) {
        return team.stream()
                .map(order -> Objects.requireNonNullElse(order.buyer(), order.id()))
                .distinct()
                .count();
    }

    private static List<Object> figures(
            String place,
            List<Order> of,
            List<List<Order>> opened,
            List<Order> orders,
            Map<String, List<Order>> teams) {
        List<List<Order>> filled =
                opened.stream().filter(team -> members(team) > 1).toList();
        List<Long> seconds = filled.stream()
                .map(team -> team.stream()
                                .map(Order::placedAt)
                                .max(Instant::compareTo)
                                .orElseThrow()
                                .getEpochSecond()
                        - team.stream()
                                .map(Order::placedAt)
                                .min(Instant::compareTo)
                                .orElseThrow()
                                .getEpochSecond())
                .sorted()
                .toList();
        // Twice the median, which is a whole number of seconds.
        int middle = seconds.size() / 2;
        Object median = seconds.isEmpty() ? "-" : seconds.get(middle) + seconds.get((seconds.size() - 1) / 2);
        long comparedUnits = 0;
        long comparedGmv = 0;
        long atSolo = 0;
        if (!place.endsWith("solo")) {
            // Rounded for each product and size, as the definition has it.
            Map<String, long[]> byProduct = new TreeMap<>();
            for (Order order : of) {
                for (Line line : order.lines()) {
                    long[] sums = byProduct.computeIfAbsent(
                            members(teams.get(order.teamKey())) + "/" + line.product(), key -> new long[2]);
                    sums[0] += line.units();
                    sums[1] += line.gmv();
                }
            }
            for (var product : byProduct.entrySet()) {
                String name = product.getKey().split("/")[1];
                long[] solo = new long[2];
                orders.stream()
                        .filter(order ->
                                order.team() == null && place.startsWith(order.month() + " " + order.platform() + " "))
                        .flatMap(order -> order.lines().stream())
                        .filter(line -> name.equals(line.product()))
                        .forEach(line -> {
                            solo[0] += line.units();
                            solo[1] += line.gmv();
                        });
                if (!name.equals("null") && solo[0] > 0) {
                    comparedUnits += product.getValue()[0];
                    comparedGmv += product.getValue()[1];
                    atSolo += BigDecimal.valueOf(product.getValue()[0])
                            .multiply(BigDecimal.valueOf(solo[1]))
                            .divide(BigDecimal.valueOf(solo[0]), 0, RoundingMode.HALF_EVEN)
                            .longValueExact();
                }
            }
        }
        return List.of(
                (long) opened.size(),
                (long) filled.size(),
                median,
                (long) of.size(),
                of.stream().mapToLong(Order::units).sum(),
                BigDecimal.valueOf(of.stream().mapToLong(Order::gmv).sum(), 2),
                comparedUnits,
                BigDecimal.valueOf(comparedGmv, 2),
                BigDecimal.valueOf(atSolo, 2));
    }

    private static List<Order> randomOrders(Random random, int count) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Line> lines = new ArrayList<>();
            for (int line = random.nextInt(3); line >= 0; line--) {
                String product = List.of("tea", "cup", "pot", "null").get(random.nextInt(4));
                lines.add(new Line(
                        product.equals("null") ? null : product, 1 + random.nextInt(4), 100 + random.nextInt(5_000)));
            }
            orders.add(new Order(
                    random.nextBoolean() ? "jd" : "pinduoduo",
                    "o" + i,
                    random.nextInt(9) == 0 ? null : "b" + random.nextInt(6),
                    random.nextInt(3) == 0 ? null : "t" + random.nextInt(60),
                    Instant.parse("2019-09-25T00:00:00Z").plusSeconds(random.nextInt(40 * 86_400)),
                    random.nextInt(8) > 0,
                    lines));
        }
        return orders;
    }

    private static Order order(String id, String buyer, String team, String placedAt, Line line) {
        return new Order("jd", id, buyer, team, Instant.parse(placedAt), true, List.of(line));
    }

    private static Dataset<Row> silver(List<Order> orders) {
        List<String> names = List.of(Orders.TABLE.schema().fieldNames());
        List<Row> rows = orders.stream()
                .map(order -> {
                    Object[] values = new Object[names.size()];
                    values[names.indexOf("platform")] = order.platform();
                    values[names.indexOf("order_id")] = order.id();
                    values[names.indexOf("buyer_id")] = order.buyer();
                    values[names.indexOf("team_id")] = order.team();
                    values[names.indexOf("placed_at")] = Timestamp.from(order.placedAt());
                    values[names.indexOf("business_date")] = Date.valueOf(order.date());
                    values[names.indexOf("counts_harmonised")] = order.counts();
                    values[names.indexOf("units")] = order.units();
                    values[names.indexOf("gmv_minor")] = order.gmv();
                    values[names.indexOf("lines")] = order.lines().stream()
                            .map(line -> RowFactory.create("tea", line.product(), "s", line.units(), line.gmv()))
                            .toList();
                    return RowFactory.create(values);
                })
                .toList();
        return LocalSpark.session().createDataFrame(rows, Orders.TABLE.schema());
    }
}
