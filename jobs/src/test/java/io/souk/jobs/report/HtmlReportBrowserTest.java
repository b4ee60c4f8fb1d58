package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of a made-up market in a real browser. Leaves screenshots in target/report. */
class HtmlReportBrowserTest {

    private static final Path FOLDER = Path.of("target", "report").toAbsolutePath();

    private static Playwright playwright;
    private static Browser browser;
    private static Path file;
    private static Opened laptop;

    @BeforeAll
    static void open() throws IOException {
        Files.createDirectories(FOLDER);
        file = FOLDER.resolve("market.html");
        DailyReport report = DailyReport.of(MadeUpMarket.publish(ReportSession.get()), MadeUpMarket.LAST);
        Files.writeString(file, HtmlReport.render(report));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        laptop = open(1280, 900, ColorScheme.LIGHT);
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private static Path chromium() {
        Path path = Path.of(System.getProperty("chromium.path", "/usr/bin/chromium"));
        if (!Files.isExecutable(path)) {
            throw new AssertionError(
                    "There is no Chromium at %s, and the report must be seen by a real browser. Install one (Debian and Ubuntu: apt-get install chromium) or name yours: mvn test -Dchromium.path=/path/to/chrome"
                            .formatted(path));
        }
        return path;
    }

    /** A page that was opened, and everything that it complained about or asked for. */
    private record Opened(Page page, List<String> complaints, List<String> requests) {}

    private static Opened open(int width, int height, ColorScheme scheme) {
        Page page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setDeviceScaleFactor(width < 500 ? 2 : 1))
                .newPage();
        List<String> complaints = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(file.toUri().toString());
        page.waitForTimeout(600);
        return new Opened(page, complaints, requests);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(FOLDER.resolve(name + ".png")));
    }

    @Test
    void asksForNothingAndComplainsOfNothing() {
        Page page = laptop.page();
        for (int i = 0; i < page.locator("[data-chart]").count(); i++) {
            page.locator("[data-chart]").nth(i).scrollIntoViewIfNeeded();
            page.locator("[data-chart]").nth(i).hover();
            page.waitForTimeout(60);
        }
        picture(page, "laptop");
        assertThat(laptop.complaints()).isEmpty();
        assertThat(laptop.requests()).containsExactly(file.toUri().toString());
    }

    @Test
    void everyChartIsDrawn() {
        Page page = laptop.page();
        assertThat(page.locator("[data-chart]").count()).isEqualTo(14);
        Object drawn = page.evaluate("""
                () => Array.from(document.querySelectorAll('[data-chart]')).filter(plot => {
                  const canvas = plot.querySelector('canvas');
                  if (!canvas || canvas.width < 300 || canvas.height < 200) return false;
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  const colours = new Set();
                  for (let i = 0; i < pixels.length; i += 4) {
                    if (pixels[i + 3] === 255) colours.add(pixels[i] * 65536 + pixels[i + 1] * 256 + pixels[i + 2]);
                  }
                  return colours.size > 3;
                }).length""");
        assertThat(drawn).isEqualTo(14);
    }

    @Test
    void waysOfJourneysAreDrawnAsBandsThatCanBeRead() {
        Page page = laptop.page();
        assertThat(page.locator(".flow").count()).isEqualTo(1);
        assertThat(page.locator(".flow rect").count()).isGreaterThan(5);
        Object seen = page.evaluate("""
                () => Array.from(document.querySelectorAll('.flow .band')).filter(band => {
                  const box = band.getBoundingClientRect();
                  return box.width > 40 && box.height > 0 && band.querySelector('title').textContent.includes(' journeys, ');
                }).length""");
        assertThat(seen).isEqualTo(page.locator(".flow .band").count()).isNotEqualTo(0);
        assertThat(page.evaluate("""
                () => Array.from(document.querySelectorAll('.flow text, .flow rect')).every(mark => {
                  const box = mark.getBBox();
                  return box.x >= 0 && box.y >= 0 && box.y + box.height <= 361;
                })""")).isEqualTo(true);
    }

    @Test
    void hostileNamesStayText() {
        Page page = laptop.page();
        assertThat(page.evaluate("() => window.harmed === undefined")).isEqualTo(true);
        assertThat(page.locator("#channels").textContent()).contains(MadeUpMarket.HOSTILE_CHANNEL.replace('_', ' '));
        assertThat(page.locator("#quality").textContent()).contains("</script><img src=x onerror=");
        assertThat(page.locator("img").count()).isZero();
    }

    @Test
    void thePageFitsAPhone() {
        Opened opened = open(390, 844, ColorScheme.LIGHT);
        Page page = opened.page();
        picture(page, "phone");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(opened.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void chartsFollowTheWindow() {
        Page page = open(1280, 900, ColorScheme.LIGHT).page();
        page.setViewportSize(390, 844);
        page.waitForTimeout(500);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(
                        page.evaluate(
                                "() => Math.max(...Array.from(document.querySelectorAll('canvas')).map(c => c.getBoundingClientRect().width)) < 390"))
                .isEqualTo(true);
        page.context().close();
    }

    @Test
    void darkReadersGetADarkPage() {
        Opened opened = open(1280, 900, ColorScheme.DARK);
        Page page = opened.page();
        picture(page, "dark");
        assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(20, 22, 26)");
        assertThat(opened.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void itPrintsOnPaperInLightColoursEvenForDarkReaders() {
        Page page = open(720, 900, ColorScheme.DARK).page();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))");
        picture(page, "paper");
        assertThat(page.evaluate("() => getComputedStyle(document.body).color")).isEqualTo("rgb(29, 33, 38)");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(720);
        byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4").setPath(FOLDER.resolve("market.pdf")));
        assertThat(paper.length).isGreaterThan(20_000);
        page.context().close();
    }
}
