package io.souk.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.LakeFixture;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.lake.MappingSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectsTest {

    @TempDir
    Path temporary;

    private MappingSession session;

    @BeforeEach
    void openSession() {
        session = LakeFixture.open(temporary.resolve("lake")).mappingSession("UTC");
    }

    private Selects check(String select) {
        return Selects.check(
                SourceMapping.parse(
                        "shop.yaml",
                        ShopFiles.MAPPING.replaceFirst("(?s)contracts:.*", "") + "contracts:\n  order_events: |\n    "
                                + select.replace("\n", "\n    ") + "\n",
                        Instant.EPOCH),
                session);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select _source from parquet.`/etc`",
                "select _source from bronze.order_events",
                "select _source from csv.`/etc/passwd`",
                "select _source from lines where (select count(*) from text.`/etc/passwd`) > 0",
                "with x as (select * from other) select _source from x",
                "select reflect('java.lang.System', 'getProperty', 'user.home') as order_id, _source from lines",
                "select java_method('java.lang.System', 'exit', 1) as order_id, _source from lines",
                "select try_reflect('java.lang.System', 'getenv', 'PATH') as order_id, _source from lines",
                "select builtin.reflect('java.lang.System', 'getenv', 'PATH') as order_id, _source from lines",
                "select system.builtin.reflect('java.lang.System', 'getenv', 'PATH') as order_id, _source from lines",
                "select `reflect`('java.lang.System', 'getenv', 'PATH') as order_id, _source from lines",
                "select identifier('ref' || 'lect')('java.lang.System', 'getenv', 'PATH') as order_id, _source from lines",
                "select _source from lines where size(transform(array('PATH'), v -> reflect('java.lang.System', 'getenv', v))) > 0",
                "from lines |> select reflect('java.lang.System', 'getenv', 'PATH') as order_id, _source",
                "select _source from lines order by reflect('java.lang.System', 'getenv', 'PATH')",
                "select * from identifier('text.`/etc/passwd`')",
                "select _source from lines union all select * from delta.`/etc`",
                "select input_file_name() as order_id, _source from lines",
                "insert overwrite directory '/tmp/x' using parquet select * from lines",
                "execute immediate 'drop table lines'",
                "select transform(order_id) using 'cat' as (order_id) from lines",
                "select _source from lines where rand() < 0.5",
                "select current_date as occurred_at, _source from lines",
                "select now() as occurred_at, _source from lines",
                "select * from read_files('/etc/passwd')",
                "create table t as select * from lines",
                "insert into lines select * from lines",
                "drop table lines",
                "set spark.sql.runSQLOnFiles=true",
                "add jar '/x.jar'",
                "select 1; select 2",
                "not sql at all"
            })
    void onlyPlainQueriesOverTheInputsAreLetThrough(String select) {
        assertThatThrownBy(() -> check(select))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shop.yaml: contracts.order_events");
    }

    @Test
    void ordinaryQueriesAreLetThrough() {
        Selects selects = check("""
                with known as (select *, row_number() over (partition by order_id order by at) as n from lines)
                select k.order_id, e as event_type, k._source
                from known k lateral view explode(array('placed', 'paid')) x as e
                where n = 1 and k.buyer not in (select buyer from lines where quantity < 0)
                union all
                select order_id, 'shipped', _source from (values ('x')) as v(o) join lines on order_id = o
                """);
        assertThat(selects.all().get(0).inputs())
                .extracting(input -> input.name())
                .containsExactly("lines");
    }

    @Test
    void mistakesNameTheFileTheContractAndTheRemedy() {
        assertThatThrownBy(() -> check("select order_id from lines"))
                .hasMessageStartingWith("shop.yaml: contracts.order_events does not yield _source")
                .hasMessageContaining("Add it to the select");
        assertThatThrownBy(() -> check("select order_id as ordr, _source from lines"))
                .hasMessageContaining(
                        "yields the column ordr, which the contract does not know. Its columns are: platform");
        assertThatThrownBy(() -> check("select order_idd, _source from lines"))
                .hasMessageContaining("shop.yaml: contracts.order_events is not understood")
                .hasMessageContaining("order_idd")
                .hasMessageNotContaining("Project");
        assertThatThrownBy(() -> check("select order_id, 'x' as _source from lines"))
                .hasMessageContaining("yields a _source of type string");
        assertThatThrownBy(() -> check("select l._source from lines l join clicks c on c.buyer = l.buyer"))
                .hasMessageContaining("reads several append inputs");
    }

    @Test
    void aMappingCanBeTriedWithoutWritingAnything() throws Exception {
        ShopFiles.salted(temporary.resolve("landing"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        SourceCheck check = SourceCheck.run(
                session, ShopFiles.mapping(), temporary.resolve("landing").toString(), ShopFiles.NOW);
        check.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("shop: 14 files read, nothing written")
                .contains(
                        "absurd_amount",
                        "wrong_encoding",
                        "order_events would gain rows such as",
                        "\"buyer_id\":\"ann\"")
                .contains("  read, m-clicks.jsonl: malformed_json");
        assertThat(check.stages()).contains(new IngestSummary.StageTotal("order_events", 15, 6, 7, 2, 0));
        assertThat(Files.exists(temporary.resolve("lake"))).isFalse();
    }
}
