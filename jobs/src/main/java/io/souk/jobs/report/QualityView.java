package io.souk.jobs.report;

import io.souk.bronze.IngestLog;
import io.souk.gold.Keys;
import io.souk.gold.activity.ActiveBuyers;
import io.souk.gold.activity.BuyerGrowth;
import io.souk.gold.attribution.ChannelAttribution;
import io.souk.gold.competition.MarketShare;
import io.souk.gold.sales.Gmv;
import io.souk.jobs.lake.Publication;
import java.time.Instant;
import java.util.List;

/** The sections that say how far the figures can be trusted, and what they mean. */
final class QualityView {

    private QualityView() {}

    static Html quality(DailyReport report) {
        Publication publication = report.publication();
        return Layout.section(
                        "quality",
                        "Data quality",
                        "Every row that arrived is accounted for: rows in = accepted + quarantined + duplicates. All"
                                + " sources and batches up to this publication.")
                .add(
                        stages(report.quality().stages()),
                        rejections(report.quality().rejections(), publication))
                .add(audits(publication));
    }

    private static Html stages(Part<List<DataQuality.Stage>> part) {
        if (!part.isPresent()) {
            return Layout.absent(part.absence());
        }
        return Layout.table(
                "What became of the rows",
                List.of(
                        Layout.column("Source"),
                        Layout.column("Stage"),
                        Layout.numbers("Files"),
                        Layout.numbers("Files rejected"),
                        Layout.numbers("Rows in"),
                        Layout.numbers("Accepted"),
                        Layout.numbers("Quarantined"),
                        Layout.numbers("Duplicates"),
                        Layout.column("Adds up")),
                part.content().stream()
                        .map(stage -> List.of(
                                Layout.rowName(stage.source()),
                                Layout.cell(
                                        stage.stage().equals(IngestLog.READ) ? "read" : Words.readable(stage.stage())),
                                Layout.number(stage.files()),
                                Layout.number(stage.badFiles()),
                                Layout.number(stage.rowsIn()),
                                Layout.number(stage.accepted()),
                                Layout.number(stage.quarantined()),
                                Layout.number(stage.duplicate()),
                                verdict(stage.addsUp())))
                        .toList());
    }

    private static Html rejections(Part<List<DataQuality.Rejection>> part, Publication publication) {
        Html box = Html.of("div").add(Html.of("h3").text("Quarantine"));
        if (!part.isPresent()) {
            return box.add(Layout.absent(part.absence()));
        }
        return box.add(Layout.table(
                "Rejected rows by reason; a row with two reasons counts in both",
                List.of(
                        Layout.column("Reason"),
                        Layout.column("Source and stage"),
                        Layout.numbers("Rows"),
                        Layout.numbers("Files"),
                        Layout.column("Samples, as they came")),
                part.content().stream()
                        .map(rejection -> rejection(rejection, publication.publishedAt()))
                        .toList()));
    }

    private static List<Html> rejection(DataQuality.Rejection rejection, Instant at) {
        Html reason = Html.of("th")
                .with("scope", "row")
                .text(Words.rejection(rejection.stage(), rejection.reason(), at))
                .add(Html.of("code", "code").text(rejection.reason()));
        Html samples = Html.of("td", "samples");
        if (rejection.samples().isEmpty()) {
            samples.text("the record was empty or could not be kept");
        }
        rejection.samples().forEach(sample -> samples.add(Html.of("code", "raw").text(sample)));
        return List.of(
                reason,
                Layout.cell(rejection.source() + " · " + Words.readable(rejection.stage())),
                Layout.number(rejection.rows()),
                Layout.number(rejection.files()),
                samples);
    }

    private static Html audits(Publication publication) {
        Html box = Html.of("div").add(Html.of("h3").text("Audits"));
        if (publication.audits().isEmpty()) {
            return box.add(Layout.absent("The publication names no audits."));
        }
        return box.add(Layout.table(
                "%d checks before publishing".formatted(publication.audits().size()),
                List.of(Layout.column("Check"), Layout.column("Held"), Layout.column("Found")),
                publication.audits().stream()
                        .map(audit -> List.of(
                                Html.of("th")
                                        .with("scope", "row")
                                        .text(audit.sentence())
                                        .add(Html.of("code", "code").text(audit.name())),
                                verdict(audit.passed()),
                                Layout.cell(audit.detail())))
                        .toList()));
    }

    private static Html verdict(boolean held) {
        return Html.of("td", held ? "held" : "broken").text(held ? "✓ yes" : "✗ no");
    }

    static Html definitions(DailyReport report) {
        Html list = Html.of("dl");
        define(
                list,
                "Active buyers",
                ActiveBuyers.ACTIVE_BUYERS.meaning()
                        + ". On one platform they are accounts. On any platform, or on any platform of one owner, they are"
                        + " persons, each counted once.");
        define(
                list,
                "Counting order",
                Keys.DEFINITION.meaning()
                        + ". All figures here are harmonised unless the column says by its own rule.");
        define(
                list,
                "Windows",
                Keys.WINDOW_LENGTH.meaning()
                        + ", both ends included. 12m runs from the day after the same date twelve months before.");
        define(
                list,
                "Segments",
                "A buyer belongs to the segment of the latest counting order in the window, so segments add up to the"
                        + " total. City tier: " + Gmv.CITY_TIER.meaning() + ".");
        define(
                list,
                "Growth accounting",
                "New: %s. Retained: %s. Resurrected: %s. Churned: %s. Quick ratio: %s."
                        .formatted(
                                BuyerGrowth.NEW_BUYERS.meaning(),
                                BuyerGrowth.RETAINED_BUYERS.meaning(),
                                BuyerGrowth.RESURRECTED_BUYERS.meaning(),
                                BuyerGrowth.CHURNED_BUYERS.meaning(),
                                BuyerGrowth.QUICK_RATIO.meaning()));
        define(
                list,
                "GMV",
                "Placed: %s. Paid: %s. Net: %s. Shipping is not part of it."
                        .formatted(Gmv.GMV_PLACED.meaning(), Gmv.GMV_PAID.meaning(), Gmv.GMV_NET.meaning()));
        define(
                list,
                "Attribution",
                "%s. %s. Credit: %s; taken back: %s."
                        .formatted(
                                ChannelAttribution.MODEL.meaning(),
                                ChannelAttribution.CHANNEL.meaning(),
                                ChannelAttribution.CREDITED_GMV.meaning(),
                                ChannelAttribution.REVERSED.meaning()));
        define(
                list,
                "Market share",
                "Buyers: %s. HHI: %s.".formatted(MarketShare.BUYERS_SHARE.meaning(), MarketShare.HHI.meaning()));
        define(
                list,
                "Changes",
                "Against the day before, the same weekday a week before, and the same date a year before (29 February:"
                        + " 28 February). Where the base is zero or lies before the data, the report says so.");
        define(
                list,
                "Currency and calendar",
                "Amounts are in %s, converted at the rate of the business date, which is the date in the platform's own time zone."
                        .formatted(report.publication().reportingCurrency()));
        return Layout.section("definitions", "Definitions", "What the figures mean, as the tables declare it.")
                .add(list);
    }

    private static void define(Html list, String term, String meaning) {
        list.add(Html.of("dt").text(term), Html.of("dd").text(meaning));
    }
}
