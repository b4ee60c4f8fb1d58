package io.souk.jobs.attribute;

import io.souk.math.Journeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Single touches in one file and single conversions in another, to be made into paths. */
public final class EventFiles {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd")
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    /**
     * What the columns are called.
     *
     * @param person in both files
     * @param time in both files
     * @param channel of touches
     * @param value of conversions; may be missing
     */
    public record Columns(NamedColumn person, NamedColumn time, NamedColumn channel, NamedColumn value) {}

    private InputHeader.Column person;
    private InputHeader.Column time;
    private InputHeader.Column third;

    private EventFiles() {}

    /**
     * Reads touches and conversions.
     *
     * @param lookback how long before a conversion a touch still counts
     * @param direct name of the channel direct
     * @throws InvalidInputException where a file holds what cannot be attributed
     */
    public static AttributionInput read(
            Path touches, Path conversions, Columns columns, Duration lookback, String direct) {
        List<Journeys.Touch> touched = new ArrayList<>();
        EventFiles ofTouches = new EventFiles();
        InputFile.read(
                touches,
                header -> {
                    ofTouches.header(header, columns);
                    ofTouches.third = header.required(columns.channel());
                },
                row -> touched.add(new Journeys.Touch(
                        row.text(ofTouches.person), ofTouches.micros(row), row.text(ofTouches.third))));
        List<Journeys.Conversion> converted = new ArrayList<>();
        EventFiles ofConversions = new EventFiles();
        InputFile.read(
                conversions,
                header -> {
                    ofConversions.header(header, columns);
                    ofConversions.third = header.optional(columns.value());
                },
                row -> {
                    BigDecimal value = row.amount(ofConversions.third);
                    converted.add(
                            new Journeys.Conversion(row.text(ofConversions.person), ofConversions.micros(row), value));
                });
        Journeys journeys = Journeys.of(touched, converted, lookback, direct);
        return new AttributionInput(
                journeys.paths(), !ofConversions.third.isMissing(), true, notes(touches, journeys.duplicates()));
    }

    private static List<String> notes(Path touches, long duplicates) {
        return duplicates == 0
                ? List.of()
                : List.of("%s: %d touches equal another in person, time and channel and count once"
                        .formatted(touches, duplicates));
    }

    private void header(InputHeader header, Columns columns) {
        person = header.required(columns.person());
        time = header.required(columns.time());
    }

    /** Microseconds since 1970 in UTC. */
    private long micros(InputRow row) {
        String text = row.text(time);
        try {
            TemporalAccessor read = TIME.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
            Instant instant;
            if (read instanceof LocalDateTime local) {
                instant = local.toInstant(ZoneOffset.UTC);
            } else if (read instanceof LocalDate date) {
                instant = date.atStartOfDay(ZoneOffset.UTC).toInstant();
            } else {
                instant = (Instant) read;
            }
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        } catch (DateTimeException e) {
            throw row.invalid(
                    "%s is '%s', which is not a time.".formatted(time.name(), InputRow.shortened(text, 60)),
                    "Write it as 2026-01-31T18:30:00Z, 2026-01-31 18:30:00 (UTC) or 2026-01-31.");
        }
    }
}
