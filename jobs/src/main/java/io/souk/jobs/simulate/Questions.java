package io.souk.jobs.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What can be asked of the published tables and is known of the market, too: each question with its SQL. */
final class Questions {

    static final String LATE_ROWS = "late rows";

    static final List<String> DEFINITIONS = List.of("harmonised", "reported");
    static final List<String> WINDOWS = List.of("1d", "7d", "30d", "12m");
    static final List<String> EARLIER_WINDOWS = List.of("30d", "12m");

    /** Window of the growth questions. */
    static final int GROWTH_DAYS = 30;

    static final List<String> GROWTH = List.of("new", "retained", "resurrected", "churned");
    static final List<String> MODELS = List.of("first_touch", "last_touch");

    private static final List<String> CHANNELS = List.of(
            "wechat",
            "wechat_mini_program",
            "weibo",
            "whatsapp",
            "instagram",
            "facebook",
            "youtube",
            "offline_qr",
            "copy_link",
            "partner_link",
            "review_site",
            "search",
            "direct");

    private static final List<String> COUNTS =
            List.of("orders_placed", "orders_paid", "guest_orders", "flagged_orders", "units");

    private static final List<String> AMOUNTS = List.of(
            "gmv_placed",
            "gmv_paid",
            "cancelled",
            "refunded_by_order_date",
            "refunded_by_refund_date",
            "gmv_net",
            "platform_subsidy");

    private static final List<String> STOREFRONTS =
            List.of("juhuasuan", "jingxi", "vipshop", "luxury_pavilion", "mei_com");

    /**
     * A question.
     *
     * @param isMoney whether the answer is an amount, known in fen
     */
    record Question(String name, String sql, boolean isMoney) {}

    private final LocalDate lastDay;
    private final List<Question> questions = new ArrayList<>();

    private Questions(LocalDate lastDay) {
        this.lastDay = lastDay;
    }

    /** All questions, in an order for reading. */
    static List<Question> of(SimulationSettings settings) {
        Questions asked = new Questions(settings.to());
        asked.askActivity(settings);
        asked.askGrowth();
        asked.askSegments();
        asked.askSales(settings);
        asked.askAttribution();
        asked.askIngest();
        return List.copyOf(asked.questions);
    }

    /** Days besides the last one on which active buyers are asked for: a year before, the last Singles' Day, a month's end. */
    static List<LocalDate> earlierDays(SimulationSettings settings) {
        LocalDate singlesDay = singlesDay(settings.to());
        return List.of(settings.to().minusYears(1), singlesDay, settings.to().minusMonths(3)).stream()
                .filter(day -> !day.isBefore(settings.from()) && day.isBefore(settings.to()))
                .distinct()
                .toList();
    }

    /** Singles' Days that are asked for: the last two of the market. */
    static List<LocalDate> singlesDays(SimulationSettings settings) {
        LocalDate last = singlesDay(settings.to());
        return List.of(last.minusYears(1), last).stream()
                .filter(day -> !day.isBefore(settings.from()))
                .toList();
    }

    private static LocalDate singlesDay(LocalDate until) {
        LocalDate sameYear = LocalDate.of(until.getYear(), 11, 11);
        return sameYear.isAfter(until) ? sameYear.minusYears(1) : sameYear;
    }

    /** Platforms, the group of Alibaba and all persons. */
    static List<String> entities() {
        List<String> entities = new ArrayList<>(
                Marketplace.ALL.stream().map(Marketplace::platform).toList());
        entities.add("group:alibaba");
        entities.add("all");
        return entities;
    }

    static boolean asksSegmentsOf(String entity) {
        return entity.equals("all") || entity.equals("pinduoduo");
    }

    static String active(String entity, String definition, String window, LocalDate day) {
        return "active buyers " + window + " of " + entity + ", " + definition + ", " + day;
    }

    static String segment(String entity, String window, String kind, String segment) {
        return "active buyers " + window + " of " + entity + " by " + kind + ": " + segment;
    }

    static String growth(String entity, String kind) {
        return kind + " buyers 30d of " + entity;
    }

    static String sales(String measure, String platform) {
        return measure + " of " + platform;
    }

    static String salesOn(LocalDate day, String platform) {
        return "gmv_paid of " + platform + " on " + day;
    }

    static String salesOfStorefront(String storefront) {
        return "gmv_paid of storefront " + storefront;
    }

    static String salesOfTier(String tier) {
        return "gmv_paid of city tier " + tier;
    }

    static String credit(String model, String channel) {
        return "credited_gmv by " + model + " to " + channel;
    }

    static String quarantined(String stage, String reason) {
        return "quarantined at " + stage + ": " + reason;
    }

    static String duplicates(LandingInput input) {
        return "duplicates in " + input.folder();
    }

    static String accepted(LandingInput input) {
        return "rows accepted from " + input.folder();
    }

    private void count(String name, String sql) {
        questions.add(new Question(name, sql, false));
    }

    private void money(String name, String sql) {
        questions.add(new Question(name, sql, true));
    }

    private void askActivity(SimulationSettings settings) {
        for (String entity : entities()) {
            for (String definition : DEFINITIONS) {
                for (String window : WINDOWS) {
                    askActive(entity, definition, window, lastDay);
                }
            }
            for (LocalDate day : earlierDays(settings)) {
                for (String window : EARLIER_WINDOWS) {
                    askActive(entity, "harmonised", window, day);
                }
            }
        }
    }

    private void askActive(String entity, String definition, String window, LocalDate day) {
        count(
                active(entity, definition, window, day),
                activeSql(entity, definition, window, day) + " and segment_kind = 'all'");
    }

    private static String activeSql(String entity, String definition, String window, LocalDate day) {
        return "select coalesce(sum(active_buyers), 0) from gold.active_buyers where as_of_date = date'%s' and platform = '%s' and definition = '%s' and window_length = '%s'"
                .formatted(day, entity, definition, window);
    }

    private void askGrowth() {
        for (String entity : entities()) {
            for (String kind : GROWTH) {
                count(
                        growth(entity, kind),
                        "select coalesce(sum(%s_buyers), 0) from gold.buyer_growth where as_of_date = date'%s' and platform = '%s' and definition = 'harmonised' and window_length = '30d'"
                                .formatted(kind, lastDay, entity));
            }
        }
    }

    private void askSegments() {
        List<String> tiers = new ArrayList<>(Cities.TIERS);
        tiers.add("unknown");
        for (String entity : List.of("all", "pinduoduo")) {
            tiers.forEach(tier -> askSegment(entity, "city_tier", tier));
            List.of("post-70s", "post-80s", "post-90s", "post-00s", "other", "unknown")
                    .forEach(generation -> askSegment(entity, "generation", generation));
            List.of("female", "male", "other", "unknown").forEach(gender -> askSegment(entity, "gender", gender));
        }
    }

    private void askSegment(String entity, String kind, String segment) {
        for (String window : EARLIER_WINDOWS) {
            count(
                    segment(entity, window, kind, segment),
                    activeSql(entity, "harmonised", window, lastDay)
                            + " and segment_kind = '%s' and segment = '%s'".formatted(kind, segment));
        }
    }

    private void askSales(SimulationSettings settings) {
        for (Marketplace marketplace : Marketplace.ALL) {
            String platform = marketplace.platform();
            for (String measure : COUNTS) {
                count(
                        sales(measure, platform),
                        "select coalesce(sum(%s), 0) from gold.gmv where platform = '%s'".formatted(measure, platform));
            }
            for (String measure : AMOUNTS) {
                money(sales(measure, platform), moneySql(measure, "platform = '%s'".formatted(platform)));
            }
            for (LocalDate day : singlesDays(settings)) {
                money(
                        salesOn(day, platform),
                        moneySql("gmv_paid", "platform = '%s' and business_date = date'%s'".formatted(platform, day)));
            }
        }
        for (String storefront : STOREFRONTS) {
            money(salesOfStorefront(storefront), moneySql("gmv_paid", "storefront = '%s'".formatted(storefront)));
        }
        for (String tier : Cities.TIERS) {
            money(salesOfTier(tier), moneySql("gmv_paid", "city_tier = '%s'".formatted(tier)));
        }
        money(salesOfTier("unknown"), moneySql("gmv_paid", "city_tier = 'unknown'"));
    }

    private static String moneySql(String measure, String condition) {
        return "select coalesce(sum(%s), 0.00) from gold.gmv where %s".formatted(measure, condition);
    }

    private void askAttribution() {
        for (String model : MODELS) {
            for (String channel : CHANNELS) {
                money(
                        credit(model, channel),
                        "select coalesce(sum(credited_gmv), 0.00) from gold.channel_attribution where model = '%s' and channel = '%s'"
                                .formatted(model, channel));
            }
        }
    }

    private void askIngest() {
        for (String[] kind : BadRow.kinds()) {
            count(
                    quarantined(kind[0], kind[1]),
                    "select count(*) from bronze.quarantine where source_name = 'simulated' and stage = '%s' and array_contains(reasons, '%s')"
                            .formatted(kind[0], kind[1]));
        }
        for (LandingInput input : LandingInput.values()) {
            count(duplicates(input), logSql("rows_duplicate", input));
            count(accepted(input), logSql("rows_accepted", input));
        }
    }

    private static String logSql(String measure, LandingInput input) {
        return "select coalesce(sum(%s), 0) from bronze.ingest_log where source_name = 'simulated' and stage = '%s'"
                .formatted(measure, input.folder());
    }
}
