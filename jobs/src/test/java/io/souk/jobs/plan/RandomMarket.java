package io.souk.jobs.plan;

import io.souk.bronze.BuyerProfiles;
import io.souk.bronze.Channels;
import io.souk.bronze.CityTiers;
import io.souk.bronze.Contract;
import io.souk.bronze.FxRates;
import io.souk.bronze.OrderEvents;
import io.souk.bronze.Platforms;
import io.souk.bronze.ShareEvents;
import io.souk.bronze.Spend;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Many small random histories side by side, a platform each: orders whose events come late, early, twice, corrected or
 * never; refunds of known, unknown and unnamed orders; touches; buyers who turn out to be one person, or move. What
 * arrives is told by the batch in which it does.
 */
final class RandomMarket {

    static final LocalDate FIRST = LocalDate.of(2019, 1, 29);

    private static final String[] ZONES = {"Asia/Shanghai", "America/Los_Angeles", "UTC"};
    private static final String[] CHANNELS = {"wechat", "weibo", "direct", "instagram"};
    private static final String[] CITIES = {"alpha", "beta", "gamma", null};

    private static final String[] PRODUCTS = {"oolong", "sencha", null};
    private static final String[] SHARER_TYPES = {"friend", "dropshipper", "influencer"};

    private final Random random;
    private final int days;
    private final Map<Integer, Map<Contract, List<Map<String, Object>>>> arriving = new HashMap<>();
    private int ids;
    private long rows;

    RandomMarket(long seed, int platforms, int days) {
        this.random = new Random(seed);
        this.days = days;
        for (int city = 0; city < CITIES.length - 1; city++) {
            arrive(
                    0,
                    CityTiers.CONTRACT,
                    Map.of("country", "CN", "city", CITIES[city], "vintage", 2019, "tier", CityTiers.TIERS.get(city)));
        }
        arrive(0, Channels.CONTRACT, Map.of("channel", "weibo", "is_paid", true));
        for (int day = -50; day < days; day++) {
            // Rates sometimes come days late: orders in dollars wait for them. With every other batch comes none.
            arrive(
                    Math.max(0, (day + random.nextInt(3)) / 2 * 2),
                    FxRates.CONTRACT,
                    Map.of(
                            "rate_date",
                            Date.valueOf(FIRST.plusDays(day)),
                            "base_currency",
                            "USD",
                            "currency",
                            "CNY",
                            "rate",
                            new BigDecimal("6." + (70 + random.nextInt(9)))));
        }
        for (int platform = 0; platform < platforms; platform++) {
            history("p" + platform, platform);
        }
        for (int platform = 0; platform < platforms; platform++) {
            for (int campaign = random.nextInt(4); campaign > 0; campaign--) {
                spend("p" + platform, "campaign" + campaign);
            }
        }
    }

    /** The rows that arrive with a batch, by contract; batches are days from 0. */
    Map<Contract, List<Map<String, Object>>> batch(int batch) {
        return arriving.getOrDefault(batch, Map.of());
    }

    private void history(String platform, int number) {
        // A platform that nobody knows yet makes its orders wait; here all are known from the start.
        arrive(
                0,
                Platforms.CONTRACT,
                Map.of(
                        "platform",
                        platform,
                        "platform_group",
                        number % 4 < 2 ? "group" + number / 4 : platform,
                        "time_zone",
                        ZONES[number % ZONES.length],
                        "counting_basis",
                        number % 5 == 0 ? "placed" : "paid"));
        int accounts = 1 + random.nextInt(3);
        for (int account = 0; account < accounts; account++) {
            for (int version = random.nextInt(3); version > 0; version--) {
                profile(platform, "b" + account);
            }
        }
        for (int order = 1 + random.nextInt(5); order > 0; order--) {
            order(platform, random.nextInt(6) == 0 ? null : "b" + random.nextInt(accounts));
        }
        for (int touch = random.nextInt(12); touch > 0; touch--) {
            touch(platform, "b" + random.nextInt(accounts));
        }
        if (random.nextInt(3) == 0) {
            refund(platform, null, moment(), "r" + ids++);
        }
        if (random.nextInt(4) == 0) {
            refund(platform, "never-placed" + ids++, moment(), "r" + ids++);
        }
    }

    private void profile(String platform, String buyer) {
        Instant from = moment();
        Map<String, Object> row = row(
                "platform",
                platform,
                "buyer_id",
                buyer,
                "person_id",
                random.nextBoolean() ? null : "human" + random.nextInt(30),
                "city",
                CITIES[random.nextInt(CITIES.length)],
                "country",
                "CN",
                "gender",
                random.nextBoolean() ? "female" : "male",
                "birth_year",
                1970 + random.nextInt(35),
                "valid_from",
                Timestamp.from(from));
        arrive(arrival(from), BuyerProfiles.CONTRACT, row);
    }

    private void order(String platform, String buyer) {
        String order = "o" + ids++;
        Instant placed = moment();
        String currency = random.nextInt(4) == 0 ? "USD" : "CNY";
        int lines = 1 + random.nextInt(2);
        for (int line = 0; line < lines; line++) {
            event(platform, order, "placed", placed, "l" + line, sale(buyer, currency, line));
        }
        if (random.nextInt(5) > 0) {
            Instant paid = after(placed, 2);
            event(platform, order, "paid", paid, "e", row("buyer_id", buyer, "currency", currency));
        }
        if (random.nextInt(6) == 0) {
            event(platform, order, "cancelled", after(placed, 3), "e", row("currency", currency));
        }
        if (random.nextInt(6) == 0) {
            event(
                    platform,
                    order,
                    "flagged",
                    after(placed, 5),
                    random.nextBoolean() ? null : "e",
                    row("currency", currency));
        }
        for (int refund = random.nextInt(4) - 1; refund > 0; refund--) {
            refund(platform, order, after(placed, 6), "r" + refund);
        }
    }

    private Map<String, Object> sale(String buyer, String currency, int line) {
        return row(
                "buyer_id",
                buyer,
                "currency",
                currency,
                "line_id",
                "l" + line,
                "category",
                random.nextBoolean() ? "tea" : "cups",
                "city",
                random.nextInt(3) == 0 ? CITIES[random.nextInt(CITIES.length)] : null,
                "country",
                "CN",
                "quantity",
                1L + random.nextInt(3),
                "product_id",
                PRODUCTS[random.nextInt(PRODUCTS.length)],
                "team_id",
                random.nextBoolean() ? null : "team" + random.nextInt(3),
                "unit_price",
                new BigDecimal(20 + random.nextInt(3000)).movePointLeft(2),
                "seller_discount",
                new BigDecimal(random.nextInt(20)).movePointLeft(2),
                "platform_subsidy",
                new BigDecimal(random.nextInt(99)).movePointLeft(2));
    }

    private void refund(String platform, String order, Instant at, String id) {
        event(
                platform,
                order,
                "refunded",
                at,
                id,
                row(
                        "currency",
                        random.nextInt(3) == 0 ? "USD" : "CNY",
                        "category",
                        "tea",
                        "refund_amount",
                        new BigDecimal(1 + random.nextInt(5000)).movePointLeft(2)));
    }

    /** An event, and now and then its correction: later, with another moment and other amounts, or nothing new. */
    private void event(String platform, String order, String type, Instant at, String id, Map<String, Object> content) {
        int batch = arrival(at);
        arrive(batch, OrderEvents.CONTRACT, event(platform, order, type, at, id, content, ""));
        if (id != null && random.nextInt(7) == 0) {
            Map<String, Object> corrected = new HashMap<>(content);
            if (corrected.containsKey("unit_price")) {
                corrected.put("unit_price", new BigDecimal(20 + random.nextInt(3000)).movePointLeft(2));
            }
            Instant moment = random.nextInt(3) == 0 ? moment() : at;
            arrive(
                    Math.min(days - 1, batch + 1 + random.nextInt(5)),
                    OrderEvents.CONTRACT,
                    event(platform, order, type, moment, id, corrected, "again"));
        }
    }

    private Map<String, Object> event(
            String platform,
            String order,
            String type,
            Instant at,
            String id,
            Map<String, Object> content,
            String version) {
        Map<String, Object> row = new HashMap<>(content);
        row.putAll(row(
                "platform", platform,
                "order_id", order,
                "event_type", type,
                "event_id", id,
                "occurred_at", Timestamp.from(at),
                "row_hash", String.join("/", platform, order, type, id, version)));
        return row;
    }

    private void touch(String platform, String buyer) {
        Instant at = moment();
        String id = random.nextInt(4) == 0 ? null : "t" + ids++;
        int batch = arrival(at);
        int versions = id != null && random.nextInt(6) == 0 ? 2 : 1;
        String[] types = {"click", "review", "exposure", "share"};
        String type = types[random.nextInt(4)];
        for (int version = 0; version < versions; version++) {
            arrive(
                    Math.min(days - 1, batch + version * 2),
                    ShareEvents.CONTRACT,
                    row(
                            "platform",
                            platform,
                            "event_id",
                            id,
                            "event_type",
                            version == 0 || type.equals("share") ? type : "click",
                            "occurred_at",
                            Timestamp.from(version == 0 ? at : after(at, 2)),
                            "buyer_id",
                            buyer,
                            "channel",
                            CHANNELS[random.nextInt(CHANNELS.length)],
                            "sharer_id",
                            random.nextInt(5) == 0 ? buyer : random.nextInt(3) == 0 ? "b0" : "somebody",
                            "sharer_type",
                            SHARER_TYPES[random.nextInt(SHARER_TYPES.length)],
                            "share_id",
                            "s" + random.nextInt(6),
                            "parent_share_id",
                            random.nextInt(3) == 0 ? null : "s" + random.nextInt(8),
                            "row_hash",
                            "touch" + ids++));
        }
    }

    /** What a campaign cost on a date: it arrives from the second batch on, often late, and is now and then corrected. */
    private void spend(String platform, String campaign) {
        Date date = Date.valueOf(moment().atZone(java.time.ZoneOffset.UTC).toLocalDate());
        String channel = CHANNELS[random.nextInt(CHANNELS.length)];
        String currency = random.nextInt(3) == 0 ? "USD" : random.nextInt(9) == 0 ? "EUR" : "CNY";
        int batch = 1 + random.nextInt(days - 1);
        for (int version = random.nextInt(3); version >= 0; version--) {
            arrive(
                    Math.min(days - 1, batch + version),
                    Spend.CONTRACT,
                    row(
                            "platform",
                            platform,
                            "spend_date",
                            date,
                            "channel",
                            channel,
                            "campaign",
                            campaign,
                            "currency",
                            currency,
                            "spend_amount",
                            new BigDecimal(random.nextInt(90_000)).movePointLeft(2)));
        }
    }

    /** Mostly within the days that are run, now and then long before. */
    private Instant moment() {
        long hours = random.nextInt(9) == 0 ? -24L * random.nextInt(40) : random.nextInt(24 * days);
        return FIRST.atStartOfDay().toInstant(java.time.ZoneOffset.UTC).plus(Duration.ofMinutes(60 * hours + 7));
    }

    private Instant after(Instant moment, int days) {
        return moment.plus(Duration.ofHours(random.nextInt(24 * days)));
    }

    /** The day of the event as a rule; often later, and a few events arrive before they happen. */
    private int arrival(Instant at) {
        int day = (int) Duration.between(FIRST.atStartOfDay().toInstant(java.time.ZoneOffset.UTC), at)
                .toDays();
        int delay = random.nextInt(10) == 0 ? -2 : random.nextInt(3) > 0 ? 0 : random.nextInt(days);
        return Math.max(0, Math.min(days - 1, day + delay));
    }

    private void arrive(int batch, Contract contract, Map<String, Object> row) {
        Map<String, Object> whole = new HashMap<>(row);
        whole.putIfAbsent("row_hash", "row" + ids++);
        whole.put("source_name", "test");
        whole.put("source_file", "file" + batch);
        whole.put("source_row", ++rows);
        whole.put("ingest_batch", batch + 1L);
        arriving.computeIfAbsent(batch, key -> new HashMap<>())
                .computeIfAbsent(contract, key -> new ArrayList<>())
                .add(whole);
    }

    private static Map<String, Object> row(Object... cells) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put((String) cells[i], cells[i + 1]);
        }
        return row;
    }
}
