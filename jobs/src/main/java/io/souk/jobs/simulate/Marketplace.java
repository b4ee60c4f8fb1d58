package io.souk.jobs.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The platforms of the market. */
enum Marketplace {
    TAOBAO("tb", Company.ALIBABA, "Asia/Shanghai", "CNY", 10_000_000, 0.015),
    TMALL("tm", Company.ALIBABA, "Asia/Shanghai", "CNY", 200_000, 0.008),
    JD("jd", Company.JD, "Asia/Shanghai", "CNY", 220_000, 0.005),
    PINDUODUO("pd", Company.PINDUODUO, "Asia/Shanghai", "CNY", 3_600_000, 0.015),
    ALIEXPRESS("ae", Company.ALIEXPRESS, "America/Los_Angeles", "USD", 200_000, 0.008);

    static final List<Marketplace> ALL = List.of(values());

    private final String platform;
    private final String prefix;
    private final Company company;
    private final ZoneId zone;
    private final String currency;
    private final long realSellers;
    private final double flaggedPart;

    Marketplace(String prefix, Company company, String zone, String currency, long realSellers, double flaggedPart) {
        this.platform = name().toLowerCase(Locale.ROOT);
        this.prefix = prefix;
        this.company = company;
        this.zone = ZoneId.of(zone);
        this.currency = currency;
        this.realSellers = realSellers;
        this.flaggedPart = flaggedPart;
    }

    /** The value of {@code platform}. */
    String platform() {
        return platform;
    }

    /** What its identifiers begin with. */
    String prefix() {
        return prefix;
    }

    Company company() {
        return company;
    }

    String currency() {
        return currency;
    }

    boolean isForeign() {
        return this == ALIEXPRESS;
    }

    /** Whether the owner is Alibaba: the group that {@code group:alibaba} adds persons up over. */
    boolean isAlibabas() {
        return this == TAOBAO || this == TMALL || this == ALIEXPRESS;
    }

    /** Whether its own reports count orders that were not paid. */
    boolean countsUnpaid() {
        return this == PINDUODUO;
    }

    int sellers(long scale) {
        return (int) Math.max(20, realSellers / scale);
    }

    /** Part of the orders that are suspected to be fake. */
    double flaggedPart() {
        return flaggedPart;
    }

    /** The moment, in seconds since 1970, at which the platform's clock shows a time on a day. */
    long moment(int day, int secondOfDay) {
        return LocalDate.ofEpochDay(day)
                .atTime(LocalTime.ofSecondOfDay(secondOfDay))
                .atZone(zone)
                .toEpochSecond();
    }

    /** The date that the platform's calendar shows at a moment, as an epoch day. */
    int dayOf(long moment) {
        int offset = zone.getRules().getOffset(Instant.ofEpochSecond(moment)).getTotalSeconds();
        return (int) Math.floorDiv(moment + offset, 86_400L);
    }
}
