package io.souk.jobs.simulate;

import java.util.List;
import java.util.Optional;

/**
 * A row that nobody should believe.
 *
 * @param stage where it must be noticed: {@code read}, or the contract that it breaks
 * @param reason the one reason that quarantine must give
 * @param day on which it arrives
 */
record BadRow(LandingInput input, String stage, String reason, int day, String line) {

    private static final int EVERY_CIRCLE = 4;

    private static final List<String> KINDS = List.of(
            "read malformed_json",
            "order_events missing:platform",
            "order_events unknown_event_type",
            "order_events absurd_date:occurred_at",
            "order_events missing_order",
            "order_events unknown_currency",
            "order_events negative_quantity",
            "order_events negative_price",
            "order_events negative_discount",
            "order_events price_without_quantity",
            "order_events discount_above_price",
            "order_events refund_without_amount",
            "order_events absurd_amount",
            "share_events unknown_event_type",
            "share_events unknown_sharer_type",
            "share_events share_without_sharer",
            "share_events touch_without_buyer",
            "sessions absurd_duration",
            "buyer_profiles unknown_gender",
            "buyer_profiles absurd_birth_year");

    /** Stage and reason of every kind, one after the other. */
    static List<String[]> kinds() {
        return KINDS.stream().map(kind -> kind.split(" ")).toList();
    }

    /** The bad row that comes with a circle, where one does: each kind in its turn. */
    static Optional<BadRow> of(Circle circle, Dice dice, int firstDay, int lastDay) {
        if (circle.number % EVERY_CIRCLE != 0) {
            return Optional.empty();
        }
        String[] kind = kinds().get((int) (circle.number / EVERY_CIRCLE % KINDS.size()));
        int day = dice.between(firstDay, lastDay);
        String moment = Texts.moment(Marketplace.JD.moment(day, dice.below(80_000)));
        String id = "jd-bad-%09d".formatted(circle.number);
        return Optional.of(
                switch (kind[0]) {
                    case "sessions" ->
                        new BadRow(
                                LandingInput.SESSIONS,
                                kind[0],
                                kind[1],
                                day,
                                Texts.csv("jd", id, "jd-000000000", moment, -5, "app"));
                    case "buyer_profiles" ->
                        new BadRow(LandingInput.BUYER_PROFILES, kind[0], kind[1], day, profile(kind[1], id, moment));
                    case "share_events" ->
                        new BadRow(LandingInput.SHARE_EVENTS, kind[0], kind[1], day, share(kind[1], id, moment));
                    default -> new BadRow(LandingInput.ORDER_EVENTS, kind[0], kind[1], day, order(kind[1], id, moment));
                });
    }

    private static String profile(String reason, String id, String moment) {
        boolean isGender = reason.equals("unknown_gender");
        return Texts.csv(
                "jd", id, null, "Beijing", "CN", isGender ? "robot" : "female", isGender ? 1990 : 1700, null, moment);
    }

    private static String share(String reason, String id, String moment) {
        String type =
                switch (reason) {
                    case "unknown_event_type" -> "telepathy";
                    case "share_without_sharer" -> "share";
                    default -> "click";
                };
        return new JsonLine()
                .with("platform", "jd")
                .with("event_id", id)
                .with("event_type", type)
                .with("occurred_at", moment)
                .with("buyer_id", reason.equals("touch_without_buyer") ? null : "jd-000000000")
                .with("channel", "wechat")
                .with("sharer_type", reason.equals("unknown_sharer_type") ? "ghost" : "friend")
                .end();
    }

    private static String order(String reason, String id, String moment) {
        boolean isRefund = reason.equals("refund_without_amount");
        String type = isRefund ? "refunded" : reason.equals("unknown_event_type") ? "teleported" : "placed";
        JsonLine line = new JsonLine()
                .with("platform", reason.equals("missing:platform") ? null : "jd")
                .with("event_id", id)
                .with("event_type", type)
                .with("occurred_at", reason.startsWith("absurd_date") ? "1970-01-01T00:00:00Z" : moment)
                .with("order_id", reason.equals("missing_order") ? null : id)
                .with("currency", reason.equals("unknown_currency") ? "YUA" : "CNY");
        if (!isRefund) {
            if (!reason.equals("price_without_quantity")) {
                line.with("quantity", reason.equals("negative_quantity") ? -3 : 1);
            }
            line.money(
                    "unit_price",
                    switch (reason) {
                        case "negative_price" -> -500;
                        case "absurd_amount" -> 500_000_000_000L;
                        default -> 9_900;
                    });
        }
        switch (reason) {
            case "negative_discount" -> line.money("seller_discount", -100);
            case "discount_above_price" -> line.money("seller_discount", 10_000);
            default -> {}
        }
        String text = line.end();
        return reason.equals("malformed_json") ? text.substring(0, text.length() / 2) : text;
    }
}
