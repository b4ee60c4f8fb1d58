package io.souk.jobs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.jobs.LakeFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ResultFormatTest {

    private static final Answer AT_HAND = new Answer.Rows(
            List.of(
                    Answer.Field.text("channel"),
                    Answer.Field.number("conversions"),
                    Answer.Field.number("effect"),
                    Answer.Field.text("is_chosen")),
            List.of(
                    new Object[] {"a, \"b\"", new BigDecimal("0.00000001"), 0.25, true},
                    new Object[] {"c", new BigDecimal("12.50"), 1e-9, false}));

    @Test
    void aTableSetsNumbersFlushRight() {
        assertThat(printed(ResultFormat.TABLE, AT_HAND)).isEqualTo("""
                channel  conversions        effect  is_chosen
                -------  -----------  ------------  ---------
                a, "b"    0.00000001          0.25  true
                c              12.50  0.0000000010  false
                """);
    }

    @Test
    void csvHasQuotesWhereAFieldNeedsThem() {
        assertThat(printed(ResultFormat.CSV, AT_HAND))
                .isEqualTo("channel,conversions,effect,is_chosen\r\n\"a, \"\"b\"\"\",0.00000001,0.25,true\r\n"
                        + "c,12.50,0.0000000010,false\r\n");
    }

    @Test
    void jsonKeepsEveryDigit() {
        assertThat(printed(ResultFormat.JSON, AT_HAND)).isEqualTo("""
                {"channel":"a, \\"b\\"","conversions":0.00000001,"effect":0.25,"is_chosen":true}
                {"channel":"c","conversions":12.50,"effect":1.0E-9,"is_chosen":false}
                """);
    }

    /** Two columns of one name, a null, a date, a decimal and a truth. */
    @Test
    void whatSparkAnswersIsPrintedInEveryFormat() {
        LakeFixture.open(Path.of("target", "result-format", "lake"));
        Answer answer = new SparkAnswer(SparkSession.active()
                .sql("select 1 as n, cast(null as string) as n, date'2026-01-31' as d, 2.50 as m, true as b"));

        assertThat(printed(ResultFormat.TABLE, answer)).isEqualTo("""
                n  n     d              m  b
                -  ----  ----------  ----  ----
                1  null  2026-01-31  2.50  true
                """);
        assertThat(printed(ResultFormat.CSV, answer)).isEqualTo("n,n,d,m,b\r\n1,,2026-01-31,2.50,true\r\n");
        assertThat(printed(ResultFormat.JSON, answer)).isEqualTo("""
                {"n":null,"d":"2026-01-31","m":2.50,"b":true}
                """);
    }

    private static String printed(ResultFormat format, Answer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.print(answer, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
