package io.souk.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textNeverBecomesMarkup() {
        assertThat(Html.of("p").text("<b>\"Tom\" & 'Jerry'</b>").toString())
                .isEqualTo("<p>&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;</p>");
    }

    @Test
    void attributesCannotBeLeft() {
        assertThat(Html.of("td").with("title", "\" onclick=\"alert(1)").toString())
                .isEqualTo("<td title=\"&quot; onclick=&quot;alert(1)\"></td>");
    }

    @Test
    void charactersThatHtmlForbidsAreReplaced() {
        assertThat(Html.escaped("a\u0000b\u001bc\ud800d\uffffe\tf\ng")).isEqualTo("a�b�c�d�e\tf\ng");
        assertThat(Html.escaped("双11 🛒")).isEqualTo("双11 🛒");
    }

    @Test
    void handlersAndStylesAreRefused() {
        assertThatThrownBy(() -> Html.of("p").with("onclick", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("security policy");
        assertThatThrownBy(() -> Html.of("p").with("style", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("p><script")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceCannotEndItsElement() {
        assertThatThrownBy(() -> Html.of("script").source("x = '</SCRIPT>'"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("p").source("x")).isInstanceOf(IllegalStateException.class);
    }
}
