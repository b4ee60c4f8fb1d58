package io.souk.math;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is done to a path before it is attributed. A touch that stays keeps its age; of touches that become one, the
 * first stays. After Google's Fractribution, whose names these are.
 */
public enum PathTransform {
    /** Keeps all: [D, A, B, B, C, D, C, C]. */
    UNIQUE_PATH {
        @Override
        Kept keep(List<String> channels, String target) {
            return Kept.of(channels, IntStream.range(0, channels.size()));
        }
    },
    /** Drops immediate repeats: [D, A, B, C, D, C]. */
    EXPOSURE_PATH {
        @Override
        Kept keep(List<String> channels, String target) {
            return Kept.of(
                    channels,
                    IntStream.range(0, channels.size())
                            .filter(i -> i == 0 || !channels.get(i).equals(channels.get(i - 1))));
        }
    },
    /** Keeps first sightings: [D, A, B, C]. */
    FIRST_PATH {
        @Override
        Kept keep(List<String> channels, String target) {
            return Kept.of(channels, sightings(channels).values().stream().mapToInt(list -> list.get(0)));
        }
    },
    /** Keeps first sightings with how often each channel occurs: [D(2), A(1), B(2), C(3)]. */
    FREQUENCY_PATH {
        @Override
        Kept keep(List<String> channels, String target) {
            Map<String, List<Integer>> sightings = sightings(channels);
            return new Kept(
                    sightings.entrySet().stream()
                            .map(entry -> "%s(%d)"
                                    .formatted(entry.getKey(), entry.getValue().size()))
                            .toList(),
                    sightings.values().stream().map(list -> list.get(0)).toList());
        }
    },
    /** Drops the target from the end of the path, unless the path is the target alone. */
    REMOVE_IF_LAST_AND_NOT_ALL {
        @Override
        Kept keep(List<String> channels, String target) {
            int count = channels.size();
            while (count > 0 && channels.get(count - 1).equals(target)) {
                count--;
            }
            return Kept.of(channels, IntStream.range(0, count == 0 ? channels.size() : count));
        }
    },
    /** Drops the target everywhere, unless the path is the target alone. */
    REMOVE_IF_NOT_ALL {
        @Override
        Kept keep(List<String> channels, String target) {
            boolean isAll = channels.stream().allMatch(target::equals);
            return Kept.of(
                    channels,
                    IntStream.range(0, channels.size())
                            .filter(i -> isAll || !channels.get(i).equals(target)));
        }
    };

    /**
     * What stays of a path.
     *
     * @param channels of the touches that stay
     * @param positions where they were in the path
     */
    record Kept(List<String> channels, List<Integer> positions) {
        static Kept of(List<String> channels, IntStream positions) {
            List<Integer> kept = positions.boxed().toList();
            return new Kept(kept.stream().map(channels::get).toList(), kept);
        }
    }

    abstract Kept keep(List<String> channels, String target);

    /** The name on the command line and in docs. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The path as the models shall see it.
     *
     * @param target the channel that the two {@code remove} transforms remove; the others ignore it
     */
    public ConversionPath apply(ConversionPath path, String target) {
        Kept kept = keep(path.channels(), target);
        List<Long> ages = path.ages().isEmpty()
                ? List.of()
                : kept.positions().stream().map(path.ages()::get).toList();
        return new ConversionPath(kept.channels(), ages, path.conversions(), path.value(), path.nulls());
    }

    /** Where each channel occurs, by first sighting. */
    private static Map<String, List<Integer>> sightings(List<String> channels) {
        Map<String, List<Integer>> sightings = new LinkedHashMap<>();
        for (int i = 0; i < channels.size(); i++) {
            sightings
                    .computeIfAbsent(channels.get(i), channel -> new ArrayList<>())
                    .add(i);
        }
        return sightings;
    }
}
