package io.souk.jobs.report;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What people of the made-up market share with each other. */
final class MadeUpSharing {

    private static final String[] SHARERS = {
        "none", "friend", "dropshipper", "influencer", "partner", "platform", MadeUpMarket.HOSTILE_CHANNEL
    };

    private MadeUpSharing() {}

    /** Rows of gold.share_funnel for the last forty days. */
    static List<Object[]> funnel() {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : MadeUpMarket.LAST
                .minusDays(40)
                .datesUntil(MadeUpMarket.LAST.plusDays(1))
                .toList()) {
            for (int i = 0; i < SHARERS.length; i++) {
                long touches = 40_000L / (i + 1);
                rows.add(new Object[] {
                    Date.valueOf(day),
                    "taobao",
                    "wechat",
                    SHARERS[i],
                    i == 5 ? 90_000L : 0L,
                    touches,
                    i == 4 ? 3_000L : 0L,
                    i == 0 ? 8_000L : 0L,
                    touches / 2,
                    touches / 5,
                    touches / 40,
                    BigDecimal.valueOf(touches * 13)
                });
            }
        }
        return rows;
    }

    /** Rows of gold.share_chains for more than a year. */
    static List<Object[]> chains() {
        List<Object[]> rows = new ArrayList<>();
        for (int before = 0; before < 16; before++) {
            LocalDate month = MadeUpMarket.LAST.withDayOfMonth(1).minusMonths(before);
            long first = 90_000L - 4_000L * before;
            long all = 0;
            for (int depth = 1; depth <= 7; depth++) {
                long shares = first >> (2 * (depth - 1));
                all += shares;
                rows.add(row(month, String.valueOf(depth), shares, depth == 1 ? first : 0));
            }
            rows.add(row(month, "all", all, first));
        }
        return rows;
    }

    private static Object[] row(LocalDate month, String depth, long shares, long chains) {
        long sharers = Math.max(1, shares / 2);
        return new Object[] {
            Date.valueOf(month),
            "pinduoduo",
            "all",
            depth,
            shares,
            sharers,
            shares * 2,
            shares / 3,
            2.0 * shares / sharers,
            1.0 / 6,
            shares / 3.0 / sharers,
            chains,
            chains * 4 / 3,
            4.0 / 3,
            chains == 0 ? 0L : 57L,
            chains == 0 ? 0 : 7
        };
    }
}
