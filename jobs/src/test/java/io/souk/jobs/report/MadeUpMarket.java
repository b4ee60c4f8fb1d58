package io.souk.jobs.report;

import io.souk.bronze.CityTiers;
import io.souk.bronze.IngestLog;
import io.souk.bronze.Quarantine;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.sales.Gmv;
import io.souk.gold.sharing.ShareChains;
import io.souk.gold.sharing.ShareFunnel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.SparkSession;

/**
 * The published tables of a made-up market of five platforms over two and a half years, up to Singles' Day 2019: smooth
 * curves with weeks and campaigns in them, the same at every call. One channel, one platform's city and one raw record
 * carry markup that must not run.
 */
final class MadeUpMarket {

    static final LocalDate FIRST = LocalDate.of(2017, 6, 1);
    static final LocalDate LAST = LocalDate.of(2019, 11, 11);

    static final String HOSTILE_CHANNEL = "<script>window.harmed=1</script>";

    /** @param spend GMV per active buyer and year, in CNY */
    private record Maker(String name, double buyersAtFirst, double buyersAtLast, double spend, double basket) {}

    private static final List<Maker> MAKERS = List.of(
            new Maker("taobao", 488_000, 611_000, 4_300, 96),
            new Maker("tmall", 402_000, 548_000, 5_650, 171),
            new Maker("jd", 258_000, 341_000, 5_900, 288),
            new Maker("pinduoduo", 96_000, 536_000, 1_567, 43),
            new Maker("aliexpress", 91_000, 152_000, 640, 118));

    private static final double[] TIER_PARTS = {0.13, 0.19, 0.18, 0.21, 0.17, 0.09, 0.03};
    private static final double[] TIER_DRIFT = {-0.03, -0.03, -0.01, 0.01, 0.03, 0.03, 0};
    private static final String[] MODELS = {
        "first_touch", "last_touch", "linear", "position_based", "time_decay", "last_paid"
    };

    private MadeUpMarket() {}

    static ViewTables publish(SparkSession session) {
        return new ViewTables(session, "market", MadeUpRecords.publication())
                .with(ActiveBuyers.TABLE, activeBuyers())
                .with(BuyerGrowth.TABLE, buyerGrowth())
                .with(Gmv.TABLE, gmv())
                .with(MarketShare.TABLE, marketShare())
                .with(ChannelAttribution.TABLE, attribution())
                .with(ShareFunnel.TABLE, MadeUpSharing.funnel())
                .with(ShareChains.TABLE, MadeUpSharing.chains())
                .with(IngestLog.TABLE, MadeUpRecords.ingestLog())
                .with(Quarantine.TABLE, MadeUpRecords.quarantine());
    }

    private static double at(LocalDate day) {
        return ChronoUnit.DAYS.between(FIRST, day) / (double) ChronoUnit.DAYS.between(FIRST, LAST);
    }

    private static double season(LocalDate day) {
        double week = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1.12 : 0.96;
        double campaign =
                day.getMonthValue() == 11 && day.getDayOfMonth() == 11 ? 9.5 : day.getMonthValue() == 2 ? 0.72 : 1;
        double noise = 1 + 0.05 * Math.sin(day.toEpochDay() * 1.7) + 0.03 * Math.cos(day.toEpochDay() * 0.61);
        return week * campaign * noise;
    }

    private static double year(Maker maker, LocalDate day) {
        double curve = 1 / (1 + Math.exp(-5 * (at(day) - 0.5)));
        double full = maker.buyersAtFirst() + (maker.buyersAtLast() - maker.buyersAtFirst()) * curve;
        double filled = Math.min(1, (ChronoUnit.DAYS.between(FIRST, day) + 1) / 365.0);
        return full * Math.sqrt(filled);
    }

    private static long buyers(Maker maker, LocalDate day, String window) {
        double smooth =
                1 + 0.04 * Math.sin(day.toEpochDay() / 21.0 + maker.name().length());
        return Math.round(
                switch (window) {
                    case "1d" -> year(maker, day) * 0.021 * season(day);
                    case "30d" -> year(maker, day) * (day.getMonthValue() == 11 ? 0.43 : 0.38) * smooth;
                    default -> year(maker, day);
                });
    }

    private static boolean isComplete(LocalDate day, String window) {
        return switch (window) {
            case "1d" -> true;
            case "30d" -> !day.minusDays(29).isBefore(FIRST);
            default -> !day.minusMonths(12).plusDays(1).isBefore(FIRST);
        };
    }

    /** Every day of the last ten weeks, the day a year before the last, and before that one day of each week. */
    private static List<LocalDate> days() {
        return LAST.minusYears(2)
                .minusDays(3)
                .datesUntil(LAST.plusDays(1))
                .filter(day -> daysOf(day) == 1 || ChronoUnit.DAYS.between(day, LAST) % 7 == 0)
                .toList();
    }

    /** Days whose sales a row holds: the whole week's where only one day of it has rows. */
    private static int daysOf(LocalDate day) {
        return day.isAfter(LAST.minusDays(70)) || day.equals(LAST.minusYears(1)) ? 1 : 7;
    }

    private static List<Object[]> activeBuyers() {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : days()) {
            for (String window : List.of("1d", "30d", "12m")) {
                for (Maker maker : MAKERS) {
                    rows.add(active(day, maker.name(), "harmonised", window, "all", "all", of(List.of(maker), 1)));
                    rows.add(active(day, maker.name(), "reported", window, "all", "all", of(List.of(maker), 1.014)));
                }
                rows.add(active(day, "all", "harmonised", window, "all", "all", of(MAKERS, 0.56)));
                rows.add(active(
                        day,
                        "group:alibaba",
                        "harmonised",
                        window,
                        "all",
                        "all",
                        of(List.of(MAKERS.get(0), MAKERS.get(1)), 0.7)));
            }
            for (int tier = 0; tier < TIER_PARTS.length; tier++) {
                double part = TIER_PARTS[tier] + TIER_DRIFT[tier] * at(day);
                rows.add(active(day, "all", "harmonised", "12m", "city_tier", tier(tier), of(MAKERS, 0.56 * part)));
            }
        }
        return rows;
    }

    private interface Count {
        long on(LocalDate day, String window);
    }

    private static Count of(List<Maker> makers, double factor) {
        return (day, window) -> Math.round(factor
                * makers.stream().mapToLong(maker -> buyers(maker, day, window)).sum());
    }

    private static Object[] active(
            LocalDate day,
            String platform,
            String definition,
            String window,
            String kind,
            String segment,
            Count count) {
        long now = count.on(day, window);
        LocalDate yearAgo = day.minusYears(1);
        boolean hasBase = !yearAgo.isBefore(FIRST) && isComplete(yearAgo, window);
        long before = hasBase ? count.on(yearAgo, window) : 0;
        return new Object[] {
            Date.valueOf(day),
            platform,
            definition,
            window,
            kind,
            segment,
            now,
            isComplete(day, window),
            hasBase ? before : null,
            hasBase ? now / (double) before - 1 : null,
            hasBase ? null : "history_too_short",
            null,
            null,
            "history_too_short",
            null,
            null,
            "history_too_short"
        };
    }

    private static List<Object[]> buyerGrowth() {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : LAST.minusDays(366).datesUntil(LAST.plusDays(1)).toList()) {
            for (Maker maker : MAKERS) {
                rows.add(grown(
                        day, maker.name(), "30d", of(List.of(maker), 1), 0.1 + 0.1 * (maker.spend() < 2_000 ? 1 : 0)));
            }
            rows.add(grown(day, "all", "30d", of(MAKERS, 0.56), 0.09));
            rows.add(grown(day, "all", "1d", of(MAKERS, 0.56), 0.021));
        }
        return rows;
    }

    private static Object[] grown(LocalDate day, String platform, String window, Count count, double newPart) {
        long now = count.on(day, window);
        long before = count.on(day.minusDays(window.equals("1d") ? 1 : 30), window);
        long fresh = Math.round(now * newPart * (1 - 0.4 * at(day)));
        long retained = Math.round(Math.min(now - fresh, before) * 0.81);
        long back = now - fresh - retained;
        long churned = before - retained;
        return new Object[] {
            Date.valueOf(day),
            platform,
            "harmonised",
            window,
            now,
            before,
            fresh,
            retained,
            back,
            churned,
            churned == 0 ? null : (fresh + back) / (double) churned,
            churned == 0 ? "no_base" : null
        };
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
    }

    private static double sold(Maker maker, LocalDate day) {
        return year(maker, day) * maker.spend() / 365 * season(day) / 1.03;
    }

    private static List<Object[]> gmv() {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : days()) {
            for (Maker maker : MAKERS) {
                for (int tier = 0; tier < TIER_PARTS.length; tier++) {
                    double part = TIER_PARTS[tier] + TIER_DRIFT[tier] * at(day);
                    BigDecimal placed = money(sold(maker, day) * daysOf(day) * part);
                    BigDecimal unpaid = money(placed.doubleValue() * 0.094);
                    BigDecimal paid = placed.subtract(unpaid);
                    BigDecimal cancelled = money(paid.doubleValue() * 0.021);
                    BigDecimal refunded = money(paid.doubleValue() * 0.058);
                    BigDecimal net = paid.subtract(cancelled).subtract(refunded);
                    BigDecimal subsidy = money(paid.doubleValue() * (maker.spend() < 2_000 ? 0.07 : 0.012));
                    long orders = Math.round(placed.doubleValue() / maker.basket());
                    rows.add(new Object[] {
                        Date.valueOf(day),
                        maker.name(),
                        "none",
                        "CN",
                        tier(tier),
                        "all goods",
                        orders,
                        Math.round(orders * 0.91),
                        0L,
                        Math.round(orders * 0.002),
                        orders * 2,
                        placed,
                        unpaid,
                        paid,
                        cancelled,
                        refunded,
                        refunded,
                        net,
                        subsidy,
                        net.subtract(subsidy)
                    });
                }
            }
        }
        return rows;
    }

    private static List<Object[]> marketShare() {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : days()) {
            for (String window : List.of("30d", "12m")) {
                ToDoubleFunction<Maker> gmv = window.equals("30d")
                        ? maker -> sold(maker, day) * 30 / season(day) * (1 + 0.03 * Math.sin(day.toEpochDay() / 40.0))
                        : maker -> year(maker, day) * maker.spend() * 0.906;
                double allGmv = MAKERS.stream().mapToDouble(gmv).sum();
                double allBuyers =
                        MAKERS.stream().mapToLong(m -> buyers(m, day, window)).sum();
                double hhi = MAKERS.stream()
                        .mapToDouble(maker -> Math.pow(100 * gmv.applyAsDouble(maker) / allGmv, 2))
                        .sum();
                List<Maker> byGmv = MAKERS.stream()
                        .sorted(Comparator.comparingDouble(gmv).reversed())
                        .toList();
                List<Maker> byBuyers = MAKERS.stream()
                        .sorted(Comparator.comparing((Maker m) -> -buyers(m, day, window)))
                        .toList();
                for (Maker maker : MAKERS) {
                    double amount = gmv.applyAsDouble(maker);
                    long count = buyers(maker, day, window);
                    rows.add(new Object[] {
                        Date.valueOf(day),
                        window,
                        maker.name(),
                        count,
                        Math.round(amount / maker.basket()),
                        money(amount),
                        count / allBuyers,
                        count / (allBuyers * 0.56),
                        amount / allGmv,
                        amount / allGmv,
                        byBuyers.indexOf(maker) + 1,
                        byGmv.indexOf(maker) + 1,
                        byGmv.indexOf(maker) + 1,
                        hhi,
                        null
                    });
                }
            }
        }
        return rows;
    }

    private static List<Object[]> attribution() {
        String[][] channels = {
            {"direct", "none"},
            {"wechat", "friend"},
            {"wechat", "dropshipper"},
            {"weibo", "influencer"},
            {"copy_link", "friend"},
            {"little_red_book", "partner"},
            {"offline_qr", "platform"},
            {"search_ad", "platform"},
            {"youtube", "influencer"},
            {HOSTILE_CHANNEL, "friend"}
        };
        double[] parts = {0.31, 0.17, 0.06, 0.09, 0.08, 0.09, 0.05, 0.11, 0.03, 0.01};
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : LAST.minusDays(40).datesUntil(LAST.plusDays(1)).toList()) {
            for (int model = 0; model < MODELS.length; model++) {
                double rest = 0;
                for (int i = channels.length - 1; i >= 0; i--) {
                    double tilt = i == 0 ? 0 : parts[i] * 0.3 * Math.sin(i * 2.3 + model * 0.9);
                    double part = i == 0 ? 1 - rest : parts[i] + tilt;
                    rest += part;
                    double all = MAKERS.stream()
                                    .mapToDouble(maker -> sold(maker, day))
                                    .sum()
                            * 0.906;
                    BigDecimal credited = money(all * part);
                    BigDecimal reversed = money(all * part * 0.07);
                    rows.add(new Object[] {
                        Date.valueOf(day),
                        "taobao",
                        MODELS[model],
                        channels[i][0],
                        channels[i][1],
                        "none",
                        money(all * part / 120),
                        credited,
                        reversed,
                        credited.subtract(reversed)
                    });
                }
            }
        }
        return rows;
    }

    private static String tier(int position) {
        return position < CityTiers.TIERS.size() ? CityTiers.TIERS.get(position) : "unknown";
    }
}
