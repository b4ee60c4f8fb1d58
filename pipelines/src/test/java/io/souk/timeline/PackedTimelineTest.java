package io.souk.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PackedTimelineTest {

    @Property(tries = 200)
    void whatIsUnpackedIsWhatWasPacked(@ForAll("persons") List<List<Event>> persons) {
        PackedTimeline.Writer writer = new PackedTimeline.Writer();
        PackedTimeline.Reader reader = new PackedTimeline.Reader();
        for (List<Event> person : persons) {
            person.forEach(writer::add);
            assertThat(writer.events()).isEqualTo(person.size());

            List<Event> unpacked = new ArrayList<>();
            reader.events(writer.end()).forEachRemaining(unpacked::add);

            assertThat(unpacked).usingRecursiveFieldByFieldElementComparator().isEqualTo(person);
        }
    }

    @Test
    void textOfAnyAlphabetAndTimesBefore1970AreKept() {
        Event touch = new Event.Touch(-5, "淘宝", "é|/\u0000", 0, "click", "微信", "none", "小明", "none", true, false);
        PackedTimeline.Writer writer = new PackedTimeline.Writer();
        writer.add(touch);

        assertThat(new PackedTimeline.Reader().events(writer.end()).next()).isEqualTo(touch);
    }

    @Test
    void aFormatOfAnotherVersionIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new PackedTimeline.Reader().events(new byte[] {9}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 9")
                .hasMessageContaining("souk backfill");
    }

    @Property(tries = 200)
    void packedDaysAddUpToTheDaysTheyWerePackedFrom(@ForAll List<Long> amounts) {
        DaySums days = new DaySums();
        DaySums twice = new DaySums();
        for (int i = 0; i < amounts.size(); i++) {
            long amount = amounts.get(i) / 4;
            int day = (int) Math.floorMod(amount, 900) - 400;
            days.add(day, i % DaySums.MEASURES, amount / 1_000);
            twice.add(day, i % DaySums.MEASURES, 2 * (amount / 1_000));
        }
        DaySums unpacked = new DaySums();
        PackedDays.addTo(unpacked, PackedDays.of(days));
        PackedDays.addTo(unpacked, PackedDays.of(days));

        assertThat(texts(unpacked)).isEqualTo(texts(twice));
        assertThat(PackedDays.firstDay(days) == Integer.MAX_VALUE).isEqualTo(days.isZero());
    }

    private static List<String> texts(DaySums days) {
        List<String> texts = new ArrayList<>();
        days.forEach((day, measures) -> texts.add(day + java.util.Arrays.toString(measures)));
        return texts;
    }

    @Provide
    Arbitrary<List<List<Event>>> persons() {
        return Histories.ofOnePerson().list().ofMaxSize(3);
    }
}
