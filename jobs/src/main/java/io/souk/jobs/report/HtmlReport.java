package io.souk.jobs.report;

import io.souk.jobs.lake.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report as one HTML page that needs nothing else: scripts, styles and data are inside, and its security policy
 * allows these three pieces by their hashes and nothing from anywhere. Readable without scripts, except for the charts,
 * whose figures are in tables too.
 */
public final class HtmlReport {

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/%s/echarts.common.min.js";
    private static final String ECHARTS_ABOUT = "/META-INF/maven/org.webjars/echarts/pom.properties";
    private static final String ICON =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'"
                    + "%3E%3Cpath d='M2 14V8a6 6 0 0 1 12 0v6h-3V8a3 3 0 0 0-6 0v6z' fill='%23b0481e'/%3E%3C/svg%3E";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /** The page, to be written as UTF-8. */
    public static String render(DailyReport report) {
        String style = resource("report.css");
        String library = inline(resource(ECHARTS.formatted(chartsVersion())));
        String charts = inline(resource("report.js"));
        String policy =
                "default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"
                        .formatted(hash(library), hash(charts), hash(style));
        Html head = Html.of("head")
                .add(
                        Html.of("meta").with("charset", "utf-8"),
                        Html.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", policy),
                        Html.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                        Html.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Html.of("meta").with("name", "referrer").with("content", "no-referrer"),
                        Html.of("title").text("Souk · " + Numbers.day(report.date())),
                        Html.of("link").with("rel", "icon").with("href", ICON),
                        Html.of("style").source(style));
        Html body = Html.of("body")
                .add(
                        masthead(report),
                        Html.of("main")
                                .add(
                                        Html.of("noscript")
                                                .add(Html.of("p", "absent")
                                                        .text("The charts need JavaScript. Their figures are in the"
                                                                + " tables below each of them.")),
                                        HeadlineView.render(report),
                                        ChannelsAndRivals.platforms(report),
                                        BuyersAndSales.buyers(report),
                                        BuyersAndSales.sales(report),
                                        ChannelsAndRivals.competition(report),
                                        ChannelsAndRivals.attribution(report),
                                        SharingView.sharing(report),
                                        QualityView.quality(report),
                                        QualityView.definitions(report)),
                        footer(report.publication()),
                        Html.of("script")
                                .with("type", "application/json")
                                .with("id", "chart-data")
                                .source(ChartData.of(report)),
                        Html.of("script").source(library),
                        Html.of("script").source(charts));
        return "<!DOCTYPE html>\n" + Html.of("html").with("lang", "en").add(head, body) + "\n";
    }

    private static Html masthead(DailyReport report) {
        Publication publication = report.publication();
        int platforms = report.platforms().size();
        String about = "%s · amounts in %s · publication %d of %s"
                .formatted(
                        platforms == 1 ? "1 platform" : platforms + " platforms",
                        publication.reportingCurrency(),
                        publication.number(),
                        MINUTE.format(publication.publishedAt()));
        Html links = Html.of("nav").with("aria-label", "Sections");
        for (List<String> link : List.of(
                List.of("platforms", "Platforms"),
                List.of("buyers", "Buyers"),
                List.of("sales", "GMV"),
                List.of("competition", "Share"),
                List.of("channels", "Attribution"),
                List.of("sharing", "Sharing"),
                List.of("quality", "Quality"),
                List.of("definitions", "Definitions"))) {
            links.add(Html.of("a").with("href", "#" + link.get(0)).text(link.get(1)));
        }
        return Html.of("header", "masthead")
                .add(
                        Html.of("p", "brand").text("Souk").add(Html.of("span").text("Daily report")),
                        Html.of("h1").text(Numbers.longDate(report.date())),
                        Html.of("p", "about").text(about),
                        links);
    }

    private static Html footer(Publication publication) {
        Map<String, Long> versions = new TreeMap<>(publication.versions());
        Html list = Html.of("ul", "versions");
        versions.forEach((table, version) ->
                list.add(Html.of("li").text(table).add(Html.of("span").text(" v" + version))));
        return Html.of("footer")
                .add(
                        Html.of("p")
                                .text("Run %s · publication %d · published %s · data from %s to %s"
                                        .formatted(
                                                publication.runId(),
                                                publication.number(),
                                                MINUTE.format(publication.publishedAt()),
                                                Numbers.day(publication.firstDate()),
                                                Numbers.day(publication.lastDate()))),
                        Html.of("p").text("Table versions of this publication:"),
                        list);
    }

    /** A script that can stand inside a page: no text of it ends the element or begins a comment. */
    private static String inline(String script) {
        return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
    }

    /** What the security policy calls a script or style of exactly this text. */
    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    private static String chartsVersion() {
        return resource(ECHARTS_ABOUT)
                .lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring("version=".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s does not name the version of ECharts. Build the module jobs again."
                                .formatted(ECHARTS_ABOUT)));
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "The class path lacks %s, which the report needs. Build the module jobs again."
                                .formatted(name));
            }
            // Browsers read line ends as \n before they compare hashes.
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .replace('\r', '\n');
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not read %s from the class path.".formatted(name), failure);
        }
    }
}
