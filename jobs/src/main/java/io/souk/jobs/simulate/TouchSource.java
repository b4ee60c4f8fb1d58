package io.souk.jobs.simulate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A way in which buyers come across a product.
 *
 * @param sharerType null where nobody shared
 * @param isPaid null where the platform does not say: then the channel tells
 * @param meanAge seconds that lie between the touch and an order on average
 * @param since first day on which it exists
 */
record TouchSource(
        String type, String channel, String sharerType, String partner, Boolean isPaid, double meanAge, int since) {

    static final TouchSource SEARCH = of("store_visit", "search");

    private static final TouchSource DIRECT = of("store_visit", "direct");
    private static final TouchSource SEARCH_AD = of("click", "search").paid();
    private static final TouchSource OFFLINE = of("click", "offline_qr");
    private static final TouchSource LINK = of("click", "copy_link");
    private static final TouchSource DROPSHIPPER =
            of("click", "wechat").by("dropshipper").from("2019-04-01");
    private static final TouchSource REVIEW =
            of("review", "review_site").by("partner").partner("little_red_book");

    /** What happens how often on each platform. */
    private static final Map<Marketplace, List<Weighted>> SOURCES = new EnumMap<>(Map.of(
            Marketplace.PINDUODUO,
            List.of(
                    new Weighted(50, friend("wechat")),
                    new Weighted(10, friend("wechat_mini_program")),
                    new Weighted(6, SEARCH),
                    new Weighted(10, DIRECT),
                    new Weighted(12, exposure("weibo")),
                    new Weighted(6, OFFLINE),
                    new Weighted(6, LINK)),
            Marketplace.TAOBAO,
            List.of(
                    new Weighted(24, SEARCH),
                    new Weighted(10, SEARCH_AD),
                    new Weighted(14, DIRECT),
                    new Weighted(12, friend("copy_link")),
                    new Weighted(8, friend("weibo")),
                    new Weighted(14, exposure("weibo")),
                    new Weighted(10, DROPSHIPPER),
                    new Weighted(8, REVIEW)),
            Marketplace.TMALL,
            List.of(
                    new Weighted(24, SEARCH),
                    new Weighted(14, SEARCH_AD),
                    new Weighted(14, DIRECT),
                    new Weighted(16, exposure("weibo")),
                    new Weighted(10, friend("weibo")),
                    new Weighted(6, OFFLINE),
                    new Weighted(6, partner("mei_com", "2015-07-01")),
                    new Weighted(5, partner("net_a_porter", "2019-09-01")),
                    new Weighted(5, partner("mr_porter", "2019-09-01"))),
            Marketplace.JD,
            List.of(
                    new Weighted(22, SEARCH),
                    new Weighted(10, SEARCH_AD),
                    new Weighted(14, DIRECT),
                    new Weighted(18, friend("wechat")),
                    new Weighted(6, friend("wechat_mini_program")),
                    new Weighted(10, exposure("wechat")),
                    new Weighted(4, OFFLINE),
                    new Weighted(3, partner("farfetch", "2017-06-01")),
                    new Weighted(6, partner("vipshop", "2017-12-01")),
                    new Weighted(4, partner("meili", "2018-01-01")),
                    new Weighted(3, partner("secoo", "2018-07-01"))),
            Marketplace.ALIEXPRESS,
            List.of(
                    new Weighted(16, influencer("instagram")),
                    new Weighted(14, influencer("youtube")),
                    new Weighted(8, influencer("facebook")),
                    new Weighted(12, friend("whatsapp")),
                    new Weighted(14, exposure("facebook")),
                    new Weighted(10, exposure("instagram")),
                    new Weighted(10, SEARCH_AD),
                    new Weighted(8, DIRECT),
                    new Weighted(4, LINK),
                    new Weighted(4, OFFLINE))));

    private record Weighted(double weight, TouchSource source) {}

    /** What leads to the order: partners of fashion and luxury seldom lead to other things. */
    static TouchSource pick(Marketplace marketplace, Order order, Dice dice) {
        List<Weighted> sources = SOURCES.get(marketplace);
        String category = order.lines.get(0).product.category();
        boolean isFashion = category.equals("fashion") || category.equals("beauty") || category.equals(Catalog.LUXURY);
        double[] weights = new double[sources.size()];
        for (int i = 0; i < weights.length; i++) {
            Weighted weighted = sources.get(i);
            double fit = weighted.source().partner() == null ? 1 : isFashion ? 2 : 0.3;
            weights[i] = weighted.source().since() > order.day ? 0 : weighted.weight() * fit;
        }
        return sources.get(dice.weighted(weights)).source();
    }

    boolean isFriend() {
        return "friend".equals(sharerType);
    }

    private static TouchSource of(String type, String channel) {
        return new TouchSource(type, channel, null, null, null, 4 * 86_400, Integer.MIN_VALUE);
    }

    private static TouchSource friend(String channel) {
        return of("click", channel).by("friend");
    }

    private static TouchSource influencer(String channel) {
        return of("click", channel).by("influencer");
    }

    /** An advertisement that was only seen: it counts for a day. */
    private static TouchSource exposure(String channel) {
        return new TouchSource("exposure", channel, "platform", null, true, 86_400, Integer.MIN_VALUE);
    }

    private static TouchSource partner(String partner, String since) {
        return of("click", "partner_link").by("partner").partner(partner).from(since);
    }

    private TouchSource by(String sharer) {
        return new TouchSource(type, channel, sharer, partner, isPaid, meanAge, since);
    }

    private TouchSource partner(String name) {
        return new TouchSource(type, channel, sharerType, name, isPaid, meanAge, since);
    }

    private TouchSource paid() {
        return new TouchSource(type, channel, sharerType, partner, true, meanAge, since);
    }

    private TouchSource from(String date) {
        return new TouchSource(type, channel, sharerType, partner, isPaid, meanAge, Days.of(date));
    }
}
