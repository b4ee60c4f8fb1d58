package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The text of the page. What a browser makes of it is in {@link HtmlReportBrowserTest}. */
class HtmlReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"chart-data\">(.*?)</script>", Pattern.DOTALL);

    private static String page;

    @BeforeAll
    static void render() {
        page = HtmlReport.render(DailyReport.of(MadeUpMarket.publish(ReportSession.get()), MadeUpMarket.LAST));
    }

    private static String data() {
        Matcher matcher = DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String withoutScripts() {
        return page.replaceAll("(?s)<script>.*?</script>", "");
    }

    @Test
    void thePolicyAllowsExactlyTheScriptsAndTheStyleOfThePage() throws Exception {
        List<String> hashes = new ArrayList<>();
        Matcher pieces =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        while (pieces.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pieces.group(2).getBytes(StandardCharsets.UTF_8));
            hashes.add("&#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;");
        }
        assertThat(hashes).hasSize(3);
        String policy = page.substring(page.indexOf("default-src"), page.indexOf("form-action"));
        assertThat(policy).contains(hashes).doesNotContain("unsafe").startsWith("default-src &#39;none&#39;");
    }

    @Test
    void dataCannotLeaveItsBlock() throws Exception {
        assertThat(data()).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        JsonNode channels =
                new ObjectMapper().readTree(data()).path("attribution").path("channels");
        assertThat(channels).extracting(node -> node.path("name").asText()).contains(MadeUpMarket.HOSTILE_CHANNEL);
    }

    @Test
    void hostileRecordsAreText() {
        assertThat(withoutScripts())
                .contains("4711;&lt;/script&gt;&lt;img src=x onerror=&quot;window.harmed=1&quot;&gt;")
                .doesNotContain("<img", "<script>window.harmed");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(withoutScripts()).doesNotContain("src=\"", "href=\"http", "@import", "url(");
    }

    @Test
    void anUnknownFigureNeverShowsAsADash() {
        assertThat(page).doesNotContain(">-<", ">–<", ">—<", ">null<", ">NaN<");
    }
}
