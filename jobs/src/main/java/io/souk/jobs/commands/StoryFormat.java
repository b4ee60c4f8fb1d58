package io.souk.jobs.commands;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.souk.jobs.explain.OrderStory;
import io.souk.timeline.AttributionModel;
import io.souk.timeline.Eligibility;
import io.souk.timeline.Event;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the story of an order is printed. */
public enum StoryFormat {
    /** For people: the order, the journey, and the ledger with the models side by side. */
    TABLE {
        @Override
        void print(OrderStory story, PrintStream out) {
            out.printf("order %s on %s, %s%n", story.orderId(), story.platform(), story.state());
            out.printf(
                    "placed %s (%s), by %s%n",
                    story.placedAt(), story.businessDate(), story.person().orElse("a guest"));
            out.printf(
                    "GMV %s %s, taken back %s, left %s%n",
                    story.gmv().toPlainString(),
                    story.currency(),
                    story.takenBack().toPlainString(),
                    story.gmv().subtract(story.takenBack()).toPlainString());
            out.printf("%njourney%s%n", leftOut(story));
            ResultFormat.TABLE.print(journey(story), out);
            if (!story.entries().isEmpty()) {
                out.printf("%ncredit in %s%n", story.currency());
                ResultFormat.TABLE.print(credit(story), out);
            }
        }
    },
    /** One object: the order, its journey and its entries in the ledger. */
    JSON {
        @Override
        void print(OrderStory story, PrintStream out) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("platform", story.platform());
            object.put("order_id", story.orderId());
            object.put("person_id", story.person().orElse(null));
            object.put("placed_at", story.placedAt().toString());
            object.put("business_date", story.businessDate().toString());
            object.put("state", story.state());
            object.put("currency", story.currency());
            object.put("gmv", story.gmv());
            object.put("taken_back", story.takenBack());
            object.put("earlier_events", story.earlierSteps());
            object.put("later_events", story.laterSteps());
            object.put("journey", story.steps().stream().map(StoryFormat::step).toList());
            object.put(
                    "credit", story.entries().stream().map(StoryFormat::entry).toList());
            JsonMapper mapper = JsonMapper.builder()
                    .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();
            try {
                out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(object));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(
                        "The story of the order %s cannot be written as JSON".formatted(story.orderId()), e);
            }
        }
    };

    private static final String NOBODY = "";

    abstract void print(OrderStory story, PrintStream out);

    private static String leftOut(OrderStory story) {
        return story.earlierSteps() + story.laterSteps() == 0
                ? ""
                : " (left out: %d earlier and %d later events)".formatted(story.earlierSteps(), story.laterSteps());
    }

    private static Answer journey(OrderStory story) {
        List<Answer.Field> columns = Stream.of(
                        "at", "days_before", "platform", "event", "id", "channel", "sharer", "sharer_type", "verdict")
                .map(name -> name.equals("days_before") ? Answer.Field.number(name) : Answer.Field.text(name))
                .toList();
        return new Answer.Rows(
                columns, story.steps().stream().map(step -> row(step, story)).toList());
    }

    private static Object[] row(OrderStory.Step step, OrderStory story) {
        Event event = step.event();
        Instant at = instant(event);
        Object[] row = {
            at.truncatedTo(ChronoUnit.SECONDS).toString(),
            daysBefore(at, story.placedAt()),
            event.platform(),
            "order",
            event.id(),
            NOBODY,
            NOBODY,
            NOBODY,
            step.reason()
        };
        if (event instanceof Event.Touch touch) {
            row[3] = touch.type();
            row[5] = touch.channel();
            row[6] = touch.sharer() == null ? NOBODY : touch.sharer();
            row[7] = touch.sharerType();
        }
        return row;
    }

    private static BigDecimal daysBefore(Instant at, Instant placedAt) {
        return BigDecimal.valueOf(Duration.between(at, placedAt).toSeconds())
                .divide(BigDecimal.valueOf(Duration.ofDays(1).toSeconds()), 1, RoundingMode.HALF_EVEN);
    }

    private static Instant instant(Event event) {
        return Instant.EPOCH.plus(event.at(), ChronoUnit.MICROS);
    }

    /** The ledger with a column for each model, a row for each date, entry and touch. */
    private static Answer credit(OrderStory story) {
        List<String> models = Arrays.stream(AttributionModel.values())
                .map(AttributionModel::text)
                .toList();
        List<Answer.Field> columns = new ArrayList<>(List.of(
                Answer.Field.text("date"),
                Answer.Field.text("entry"),
                Answer.Field.text("touch"),
                Answer.Field.text("channel")));
        models.forEach(model -> columns.add(Answer.Field.number(model)));
        List<String> journey = story.steps().stream()
                .map(OrderStory.Step::event)
                .map(event -> event instanceof Event.Touch touch
                        ? touch(story, touch.platform(), touch.type(), touch.id())
                        : "")
                .toList();
        Map<List<String>, BigDecimal[]> lines = new TreeMap<>(Comparator.comparing((List<String> line) -> line.get(0))
                .thenComparing(line -> line.get(1))
                .thenComparing(line -> journey.indexOf(line.get(2)))
                .thenComparing(line -> line.get(2)));
        for (OrderStory.Entry entry : story.entries()) {
            List<String> line = List.of(
                    entry.date().toString(),
                    entry.entry(),
                    entry.touchType().equals("none")
                            ? "none"
                            : touch(story, entry.touchPlatform(), entry.touchType(), entry.touchId()),
                    entry.channel());
            BigDecimal[] amounts = lines.computeIfAbsent(line, key -> new BigDecimal[models.size()]);
            amounts[models.indexOf(entry.model())] = entry.amount();
        }
        List<Object[]> rows = new ArrayList<>();
        lines.forEach((line, amounts) -> rows.add(Stream.concat(
                        line.stream(), Arrays.stream(amounts).map(amount -> amount == null ? BigDecimal.ZERO : amount))
                .toArray()));
        return new Answer.Rows(columns, rows);
    }

    private static String touch(OrderStory story, String platform, String type, String id) {
        String name = type + " " + id;
        return platform.equals(story.platform()) ? name : name + " on " + platform;
    }

    private static Map<String, Object> step(OrderStory.Step step) {
        Map<String, Object> object = new LinkedHashMap<>();
        Event event = step.event();
        object.put("at", instant(event).toString());
        object.put("platform", event.platform());
        if (event instanceof Event.Touch touch) {
            object.put("event", touch.type());
            object.put("id", touch.id());
            object.put("channel", touch.channel());
            object.put("sharer", touch.sharer());
            object.put("sharer_type", touch.sharerType());
            object.put("partner", touch.partner());
            object.put("is_paid_touch", touch.isPaid());
            object.put("is_eligible", step.verdict().equals(Optional.of(Eligibility.ELIGIBLE)));
        } else {
            object.put("event", "order");
            object.put("id", event.id());
        }
        object.put("reason", step.reason());
        return object;
    }

    private static Map<String, Object> entry(OrderStory.Entry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("business_date", entry.date().toString());
        object.put("entry", entry.entry());
        object.put("model", entry.model());
        object.put("touch_platform", entry.touchPlatform());
        object.put("touch_type", entry.touchType());
        object.put("touch_id", entry.touchId());
        object.put("channel", entry.channel());
        object.put("sharer", entry.sharer());
        object.put("sharer_type", entry.sharerType());
        object.put("partner", entry.partner());
        object.put("credited_orders", entry.orders());
        object.put("credited_amount", entry.amount());
        return object;
    }
}
