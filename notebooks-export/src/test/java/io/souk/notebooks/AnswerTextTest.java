package io.souk.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    @Test
    void numbersStandRightAndWordsLeft() throws SQLException {
        assertThat(AnswerText.plain(answer("select * from (values ('a', 1), ('bcd', 1000)) t(word, number)")))
                .isEqualTo("""
                        word  number
                        ----  ------
                        a          1
                        bcd     1000
                        (2 rows)""");
    }

    @Test
    void wideCharactersCountTwice() throws SQLException {
        assertThat(AnswerText.plain(answer("select * from (values ('淘宝', 'x'), ('jd', 'y')) t(shop, note)")))
                .isEqualTo("""
                        shop  note
                        ----  ----
                        淘宝  x
                        jd    y
                        (2 rows)""");
    }

    @Test
    void aNullIsToldFromTheWordNull() throws SQLException {
        assertThat(AnswerText.html(answer("select 'null' as word, null::varchar as nothing")))
                .contains("<td style=\"text-align: left\">null</td>")
                .contains("<td style=\"text-align: left\"><em>null</em></td>");
    }

    @Test
    void controlsAndTurnsOfDirectionAreShownAsCodePoints() throws SQLException {
        Answer answer = answer("select 'a' || chr(10) || chr(27) || '[31m' || chr(8238) || 'b' as word");
        assertThat(AnswerText.plain(answer)).contains("a\\u000a\\u001b[31m\\u202eb\n");
        assertThat(AnswerText.html(answer)).contains(">a\\u000a\\u001b[31m\\u202eb</td>");
    }

    @Test
    void valuesAreWrittenInFull() throws SQLException {
        Answer answer = answer("select 0.00001::double as small, 12345678901234567890.12::decimal(28,2) as large,"
                + " 'nan'::double as undefined, date '2019-11-11' as day, true as flag,"
                + " sum(9000000000000000000) over () as total");
        assertThat(answer.rows().get(0))
                .containsExactly(
                        "0.000010", "12345678901234567890.12", "NaN", "2019-11-11", "true", "9000000000000000000");
        assertThat(answer.columns().get(5).isNumeric()).isTrue();
    }

    @Test
    void aLongAnswerIsCutAndSaysSo() throws SQLException {
        Answer answer = answer("select * from range(201)");
        assertThat(answer.rows()).hasSize(200);
        assertThat(AnswerText.plain(answer)).endsWith("(the first 200 rows; run the cell with a limit to see others)");
        assertThat(answer("select * from range(200)").hasMore()).isFalse();
    }

    @Test
    void namesOfColumnsAreEscaped() throws SQLException {
        assertThat(AnswerText.html(answer("select 1 as \"<b>\"")))
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    private static Answer answer(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Answer.of(result);
        }
    }
}
