package io.souk.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.LakeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A question reads published tables, whoever asks it, and does nothing else. */
class SqlGuardTest {

    @TempDir
    Path folder;

    private PublishedTables tables;
    private Lake lake;

    @BeforeEach
    void publishAnEmptyTable() {
        lake = LakeFixture.open(folder);
        new Publications(lake)
                .publish(new Publication(
                        1,
                        "run-1",
                        Instant.EPOCH,
                        LocalDate.EPOCH,
                        LocalDate.EPOCH,
                        null,
                        "EUR",
                        0,
                        "",
                        Map.of(),
                        Map.of("gold.gmv", -1L, "bronze.quarantine", -1L),
                        List.of()));
        tables = Publications.open(lake);
        lake.session().sql("create or replace temporary view secrets as select 'hush' as word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from gold.gmv",
                "with m as (select platform from gold.gmv) select * from m union all select 'x'",
                "select now(), current_date, rand() from gold.gmv",
                "select * from gold.gmv g where exists (select 1 from bronze.quarantine q where q.source_name = g.platform)",
                "show tables in gold",
                "describe gold.gmv",
                "select * from range(3)",
                "values (1), (2)"
            })
    void questionsAreAnswered(String question) {
        assertThat(tables.ask(question).collectAsList()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table gold.gmv",
                "drop view gold.gmv",
                "create table t as select 1",
                "create or replace view gold.gmv as select 1",
                "insert into gold.gmv select * from gold.gmv",
                "insert overwrite directory '/tmp/x' using parquet select 1",
                "delete from gold.gmv",
                "update gold.gmv set platform = 'x'",
                "merge into gold.gmv using gold.gmv s on true when matched then delete",
                "alter table gold.gmv set tblproperties ('a' = 'b')",
                "truncate table gold.gmv",
                "optimize gold.gmv",
                "vacuum gold.gmv",
                "restore table gold.gmv to version as of 0",
                "set spark.sql.runSQLOnFiles = true",
                "reset",
                "add jar '/x.jar'",
                "create function f as 'java.lang.System'",
                "create temporary function f as 'java.lang.System' using jar '/x.jar'",
                "refresh table gold.gmv",
                "cache table gold.gmv",
                "use gold",
                "declare x int = 1",
                "begin select 1; end",
                "execute immediate 'drop table gold.gmv'",
                "explain insert into gold.gmv select * from gold.gmv",
                "select 1; drop table gold.gmv",
                "select * from text.`/etc/passwd`",
                "select * from csv.`file:///etc/passwd`",
                "select * from parquet.`/etc`",
                "select * from delta.`/etc`",
                "describe text.`/etc/passwd`",
                "select * from read_files('/etc/passwd')",
                "select * from identifier('text.`/etc/passwd`')",
                "select * from gold.gmv version as of 0",
                "select * from secrets",
                "select * from global_temp.x",
                "select * from (select 1) as secrets where (select count(*) from secrets) > 0",
                "with a as (select * from secrets), secrets as (select 1) select * from a",
                "select reflect('java.lang.System', 'getenv', 'PATH')",
                "select java_method('java.lang.System', 'exit', 1)",
                "select try_reflect('java.lang.System', 'getenv', 'PATH')",
                "select builtin.reflect('java.lang.System', 'getenv', 'PATH')",
                "select system.builtin.reflect('java.lang.System', 'getenv', 'PATH')",
                "select `reflect`('java.lang.System', 'getenv', 'PATH')",
                "select identifier('reflect')('java.lang.System', 'getenv', 'PATH')",
                "select identifier('ref' || 'lect')('java.lang.System', 'getenv', 'PATH')",
                "select transform(array('java.lang.System'), c -> reflect(c, 'getenv', 'PATH'))",
                "select aggregate(array('PATH'), '', (a, v) -> reflect('java.lang.System', 'getenv', v))",
                "from gold.gmv |> select reflect('java.lang.System', 'getenv', 'PATH')",
                "select (select reflect('java.lang.System', 'getenv', 'PATH'))",
                "select * from gold.gmv order by reflect('java.lang.System', 'getenv', 'PATH')",
                "select transform(platform) using 'cat /etc/passwd' from gold.gmv",
                "select input_file_name() from gold.gmv",
                "select default.f(1)",
                "show create table gold.gmv",
                "analyze table gold.gmv compute statistics",
                "load data inpath '/etc/passwd' into table gold.gmv",
                "this is no sql"
            })
    void whatIsMoreThanAQuestionIsRefused(String statement) {
        assertThatThrownBy(() -> tables.ask(statement).collectAsList())
                .as(statement)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The query");
    }

    @Test
    void noTextOfXmlReadsAFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "hush");
        String bomb =
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"%s\">]><a>&x;</a>".formatted(secret.toUri());
        for (String question : List.of(
                "select xpath_string('%s', 'a')",
                "select to_json(from_xml('%s', 'a string'))", "select schema_of_xml('%s')")) {
            String answer;
            try {
                answer = tables.ask(question.formatted(bomb)).collectAsList().stream()
                        .map(Row::toString)
                        .reduce("", String::concat);
            } catch (Exception e) {
                answer = String.valueOf(e);
            }
            assertThat(answer).as(question).doesNotContain("hush");
        }
    }
}
