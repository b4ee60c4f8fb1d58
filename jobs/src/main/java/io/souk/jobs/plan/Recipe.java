package io.souk.jobs.plan;

import io.souk.Tables;
import io.souk.jobs.config.Config;
import io.souk.table.Layer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A digest of how tables are made: where it differs from that of the publication, what is published cannot be gone on from. */
final class Recipe {

    /** Goes up whenever the same events give other tables than before. */
    private static final int RULES = 4;

    private Recipe() {}

    static String of(Config config) {
        String declared = Tables.ALL.stream()
                .filter(table -> table.layer() != Layer.BRONZE)
                .map(table -> table + table.schema().simpleString())
                .collect(Collectors.joining());
        String text = "%d %s %s %s %s %s %s %s %s %s %s"
                .formatted(
                        RULES,
                        config.windowNames(),
                        config.segments(),
                        config.cityTierVintage(),
                        config.attribution().lookback(),
                        new TreeMap<>(config.attribution().lookbackByType()),
                        config.attribution().halfLife(),
                        config.attribution().mostTouches(),
                        config.attribution().scope(),
                        config.programmes(),
                        declared);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
