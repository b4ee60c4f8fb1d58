package io.souk.gold.sharing;

import static io.souk.TextTable.assertRows;
import static io.souk.TextTable.rows;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.bronze.Platforms;
import io.souk.bronze.ShareEvents;
import io.souk.silver.Shares;
import io.souk.silver.Touches;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ShareChainsTest {

    private record Share(String platform, String id, String parent, String sharer, String channel, Instant at) {}

    private record Touch(String platform, String share, String buyer, Instant at) {}

    private record Placed(Share share, Share first, int depth) {}

    /** The twin: each share walked back one by one, accounts as sets. */
    @Test
    void randomSharesHaveTheFiguresOfTheirDefinition() {
        Random random = new Random(11L);
        List<Share> shares = randomShares(random, 400);
        List<Touch> touches = randomTouches(random, shares, 500);

        Map<String, List<Object>> found = new TreeMap<>();
        for (Row row : ShareChains.from(silver(shares), touches(touches)).collectAsList()) {
            found.put(
                    String.join(
                            " ",
                            row.getAs("share_month").toString(),
                            row.getAs("platform"),
                            row.getAs("channel"),
                            row.getAs("share_depth")),
                    List.of(
                            row.getAs("shares"),
                            row.getAs("active_sharers"),
                            row.getAs("recipients"),
                            row.getAs("recipients_who_shared"),
                            row.getAs("chains"),
                            row.getAs("shares_in_chains"),
                            row.getAs("largest_chain"),
                            row.getAs("deepest_chain")));
        }
        assertThat(found).isEqualTo(naive(shares, touches)).hasSizeGreaterThan(30);
    }

    /** What is shared later lengthens the chains of months before, and changes nothing else there. */
    @Test
    void chainsThatGrowAreCountedWhereTheyBegan() {
        List<Share> shares = randomShares(new Random(12L), 400);
        LocalDate cut = LocalDate.of(2019, 11, 1);
        List<Share> early = shares.stream()
                .filter(share -> LocalDate.ofInstant(share.at(), ZoneOffset.UTC).isBefore(cut))
                .toList();
        Dataset<Row> before = ShareChains.from(silver(early), touches(List.of()));
        SortedSet<LocalDate> months = before.select("share_month").distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
        Dataset<Row> all = silver(shares);

        List<String> found = sorted(ShareChains.withChains(before, all, months));

        List<String> expected = sorted(ShareChains.from(all, touches(List.of()))
                .where(col("share_month").lt(lit(cut))));
        assertThat(found).isEqualTo(expected);
        assertThat(found).isNotEqualTo(sorted(before)).hasSizeGreaterThan(10);
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    @Test
    void aLongChainIsFollowedToItsBeginning() {
        List<Share> chain = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chain.add(new Share("jd", "s" + i, i == 0 ? null : "s" + (i - 1), "b" + i, "wechat", at(60L * i)));
        }
        assertRows(
                silver(chain)
                        .selectExpr(
                                "count(*) as shares",
                                "max(share_depth) as depth",
                                "min(chain_id) as first",
                                "max(chain_id) as last"),
                """
                shares | depth | first | last
                100    | 100   | s0    | s0
                """);
    }

    @Test
    void aParentThatIsUnknownOrLaterLeadsToNothing() {
        assertRows(
                silver(List.of(
                        new Share("jd", "a", "b", "ann", "wechat", at(0)),
                        new Share("jd", "b", "a", "bob", "wechat", at(60)),
                        new Share("jd", "c", "lost", "cat", "wechat", at(60)),
                        new Share("tmall", "d", "a", "dan", "wechat", at(60)),
                        new Share("jd", "e", "e", "eve", "wechat", at(60)))),
                """
                platform | share_id | chain_id | share_depth | has_lost_parent
                jd       | a        | a        | 1           | true
                jd       | b        | a        | 2           | false
                jd       | c        | c        | 1           | true
                tmall    | d        | d        | 1           | true
                jd       | e        | e        | 1           | true
                """);
    }

    @Test
    void whoSharesMoreThanThirtyDaysLaterHasNotBecomeASharer() {
        Dataset<Row> shares = silver(List.of(
                new Share("jd", "a", null, "ann", "wechat", at(5 * 86_400)),
                new Share("jd", "b", null, "bob", "wechat", at(35 * 86_400 + 60)),
                new Share("jd", "c", null, "cat", "wechat", at(35 * 86_400 + 61))));
        Dataset<Row> touches = touches(List.of(
                new Touch("jd", "a", "bob", at(5 * 86_400 + 60)),
                new Touch("jd", "a", "cat", at(5 * 86_400 + 60)),
                new Touch("jd", "a", "dan", at(5 * 86_400 + 60)),
                new Touch("jd", "a", "eve", at(5 * 86_400 - 1))));
        assertRows(
                ShareChains.from(shares, touches)
                        .where("share_month = '2019-10-01' and channel = 'all' and share_depth = 'all'"),
                """
                shares | active_sharers | recipients | recipients_who_shared | recipients_per_sharer | k_factor | average_chain_size
                1      | 1              | 3          | 1                     | 3.0                   | 1.0      | 1.0
                """);
    }

    private static Map<String, List<Object>> naive(List<Share> shares, List<Touch> touches) {
        Map<String, Share> known =
                shares.stream().collect(Collectors.toMap(share -> share.platform() + "/" + share.id(), share -> share));
        List<Placed> placed = shares.stream()
                .map(share -> {
                    Share first = share;
                    int depth = 1;
                    while (parent(known, first) != null) {
                        first = parent(known, first);
                        depth++;
                    }
                    return new Placed(share, first, depth);
                })
                .toList();
        Map<String, List<Placed>> places = new TreeMap<>();
        for (Placed one : placed) {
            String month = LocalDate.ofInstant(one.share().at(), ZoneOffset.UTC)
                    .withDayOfMonth(1)
                    .toString();
            for (String channel : List.of(one.share().channel(), "all")) {
                for (String depth : List.of(String.valueOf(one.depth()), "all")) {
                    places.computeIfAbsent(
                                    String.join(" ", month, one.share().platform(), channel, depth),
                                    key -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        Map<String, List<Object>> figures = new TreeMap<>();
        places.forEach((place, of) -> figures.put(place, figures(of, placed, touches)));
        return figures;
    }

    private static List<Object> figures(List<Placed> of, List<Placed> all, List<Touch> touches) {
        Set<String> sharers = new HashSet<>();
        Set<String> recipients = new HashSet<>();
        Set<String> sharing = new HashSet<>();
        long chains = 0;
        long inChains = 0;
        long largest = 0;
        int deepest = 0;
        for (Placed one : of) {
            sharers.add(one.share().sharer());
            for (Touch touch : touches) {
                if (touch.platform().equals(one.share().platform())
                        && touch.share().equals(one.share().id())
                        && !touch.at().isBefore(one.share().at())) {
                    recipients.add(touch.buyer());
                    boolean shares = all.stream()
                            .map(Placed::share)
                            .anyMatch(share -> share.platform().equals(touch.platform())
                                    && share.sharer().equals(touch.buyer())
                                    && !share.at().isBefore(touch.at())
                                    && Duration.between(touch.at(), share.at()).compareTo(Duration.ofDays(30)) <= 0);
                    if (shares) {
                        sharing.add(touch.buyer());
                    }
                }
            }
            if (one.depth() == 1) {
                List<Placed> chain = all.stream()
                        .filter(other -> other.first() == one.share())
                        .toList();
                chains++;
                inChains += chain.size();
                largest = Math.max(largest, chain.size());
                deepest = Math.max(
                        deepest, chain.stream().mapToInt(Placed::depth).max().orElseThrow());
            }
        }
        return List.of(
                (long) of.size(),
                (long) sharers.size(),
                (long) recipients.size(),
                (long) sharing.size(),
                chains,
                inChains,
                largest,
                deepest);
    }

    private static Share parent(Map<String, Share> known, Share share) {
        Share parent = known.get(share.platform() + "/" + share.parent());
        return parent != null && parent.at().isBefore(share.at()) ? parent : null;
    }

    private static List<Share> randomShares(Random random, int count) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new Share(
                    random.nextBoolean() ? "jd" : "tmall",
                    "s" + i,
                    random.nextInt(4) == 0 ? null : "s" + Math.max(0, i - 20 + random.nextInt(30)),
                    "b" + random.nextInt(40),
                    random.nextBoolean() ? "wechat" : "weibo",
                    at(i * 12_000L + random.nextInt(50_000))));
        }
        return shares;
    }

    private static List<Touch> randomTouches(Random random, List<Share> shares, int count) {
        List<Touch> touches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Share share = shares.get(random.nextInt(shares.size()));
            touches.add(new Touch(
                    share.platform(),
                    share.id(),
                    "b" + random.nextInt(60),
                    share.at().plusSeconds(random.nextInt(400_000) - 20_000)));
        }
        return touches;
    }

    private static Instant at(long second) {
        return Instant.parse("2019-10-01T00:00:00Z").plusSeconds(second);
    }

    private static Dataset<Row> silver(List<Share> shares) {
        String lines = shares.stream()
                .map(share -> String.join(
                        " | ",
                        share.platform(),
                        share.id(),
                        share.parent() == null ? "-" : share.parent(),
                        share.sharer(),
                        share.channel(),
                        share.at().toString()))
                .collect(Collectors.joining("\n"));
        Dataset<Row> events = rows(
                ShareEvents.CONTRACT.table().columns(),
                Map.of("event_type", "share", "sharer_type", "friend"),
                "platform | share_id | parent_share_id | sharer_id | channel | occurred_at\n" + lines);
        Dataset<Row> platforms = rows(Platforms.CONTRACT.table(), """
                platform | platform_group | time_zone | counting_basis
                jd       | jd             | UTC       | paid
                tmall    | alibaba        | UTC       | paid
                """);
        return Shares.from(Shares.sent(events, platforms));
    }

    private static Dataset<Row> touches(List<Touch> touches) {
        String lines = touches.stream()
                .map(touch -> String.join(
                        " | ",
                        touch.platform(),
                        touch.share(),
                        touch.buyer(),
                        touch.at().toString()))
                .collect(Collectors.joining("\n"));
        return rows(
                Touches.TABLE.columns(),
                Map.of("is_own_share", "false"),
                "platform | share_id | buyer_id | touched_at\n" + lines);
    }
}
