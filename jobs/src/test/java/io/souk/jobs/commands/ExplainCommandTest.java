package io.souk.jobs.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souk.gold.attribution.AttributionCredit;
import io.souk.jobs.LakeFixture;
import io.souk.jobs.Souk;
import io.souk.jobs.lake.Lake;
import io.souk.jobs.plan.ArrivedMarket;
import io.souk.silver.Orders;
import io.souk.silver.Touches;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    static Path folder;

    /** An order of several touches, one of which is this row's. */
    private static Row credited;

    /** An order with a touch more than a day older. */
    private static Row older;

    @BeforeAll
    static void publish() {
        Lake lake = LakeFixture.open(folder.resolve("lake"));
        ArrivedMarket.publish(lake, 7);
        Dataset<Row> credits = lake.read(AttributionCredit.TABLE)
                .where("model = 'linear' and entry = 'credit' and touch_type <> 'none'")
                .orderBy("platform", "order_id", "touch_id");
        credited = credits.where("credited_millionths < 1000000").first();
        older = credits.join(
                        lake.read(Touches.TABLE).select("platform", "touch_type", "touch_id", "touched_at"),
                        new String[] {"platform", "touch_type", "touch_id"})
                .join(
                        lake.read(Orders.TABLE).select("platform", "order_id", "placed_at"),
                        new String[] {"platform", "order_id"})
                .where("placed_at > touched_at + interval 2 days")
                .first();
    }

    @Test
    void theStoryOfAnOrderNamesEveryTouchAndWhatEachModelGivesIt() {
        Souk.Outcome story = explain(credited.getAs("platform"), credited.getAs("order_id"));

        assertThat(story.exitCode()).as(story.messages()).isZero();
        assertThat(story.messages()).doesNotContain("other attribution rules");
        assertThat(story.results())
                .contains("order %s on %s, paid".formatted(credited.getAs("order_id"), credited.getAs("platform")))
                .contains("this order")
                .containsPattern("%s +%s .* counts"
                        .formatted(credited.<String>getAs("touch_type"), credited.<String>getAs("touch_id")))
                .containsPattern("first_touch +last_touch +linear +position_based +time_decay +last_paid")
                .containsPattern("credit +%s %s "
                        .formatted(credited.<String>getAs("touch_type"), credited.<String>getAs("touch_id")));
    }

    @Test
    void asJsonTheCreditsOfEachModelAddUpToTheOrder() throws Exception {
        Souk.Outcome story = explain(credited.getAs("platform"), credited.getAs("order_id"), "--format", "json");

        JsonNode order = new ObjectMapper().readTree(story.results());
        List<String> models = new ArrayList<>();
        order.get("credit").forEach(entry -> models.add(entry.get("model").asText()));
        assertThat(models).contains("first_touch", "linear", "time_decay", "last_paid");
        for (String model : models) {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode entry : order.get("credit")) {
                if (entry.get("model").asText().equals(model)
                        && entry.get("entry").asText().equals("credit")) {
                    sum = sum.add(new BigDecimal(entry.get("credited_amount").asText()));
                }
            }
            assertThat(sum).isEqualByComparingTo(order.get("gmv").asText());
        }
    }

    @Test
    void otherRulesThanThoseOfTheTablesAreReported() throws Exception {
        Path config = folder.resolve("short.yaml");
        Files.writeString(config, "attribution:\n  lookback_days: 1\n");
        Souk.Outcome story = explain(older.getAs("platform"), older.getAs("order_id"), "--config", config.toString());

        assertThat(story.exitCode()).as(story.messages()).isZero();
        assertThat(story.messages()).contains("other attribution rules");
        assertThat(story.results()).contains("too old: touches of type");
    }

    @Test
    void anUnknownOrderIsAFailureThatSaysWhatIsPublished() {
        Souk.Outcome story = explain("jd", "no-such-order");

        assertThat(story.exitCode()).isEqualTo(1);
        assertThat(story.results()).isEmpty();
        assertThat(story.messages())
                .contains("No order no-such-order of jd is published")
                .contains("of the platforms")
                .contains("souk sql");
    }

    private static Souk.Outcome explain(String platform, String order, String... options) {
        List<String> arguments = new ArrayList<>(List.of("explain", "order", platform, order));
        arguments.addAll(List.of("--lake", folder.resolve("lake").toString()));
        arguments.addAll(List.of(options));
        return Souk.run(arguments.toArray(String[]::new));
    }
}
