package io.souk.math;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The models that divide the credit of a path by a rule. They are those of {@code gold.channel_attribution}, for paths
 * instead of orders, and {@link #LAST_NON_DIRECT}: there touches of the channel direct are left out beforehand.
 */
public enum RuleModel {
    /** All to the first touch. */
    FIRST_TOUCH {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return TouchWeights.allTo(0, path.channels().size());
        }
    },
    /** All to the last touch. */
    LAST_TOUCH {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return lastWhere(path, i -> true);
        }
    },
    /** All to the last touch that is not direct; where all are, to the last touch. */
    LAST_NON_DIRECT {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return lastWhere(path, i -> !path.channels().get(i).equals(settings.direct()));
        }
    },
    /** All to the last touch of a paid channel; where none is, to the last touch. */
    LAST_PAID {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return lastWhere(path, i -> settings.paid().contains(path.channels().get(i)));
        }
    },
    /** The same to each touch. */
    LINEAR {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return TouchWeights.equal(path.channels().size());
        }
    },
    /** By default 40% to the first, 40% to the last, 20% to those between; one touch 100%, two 50% each. */
    POSITION_BASED {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            return TouchWeights.byPosition(
                    path.channels().size(), settings.first(), settings.middle(), settings.last());
        }
    },
    /** Half as much for each half-life between touch and conversion; where times are unknown, by position. */
    TIME_DECAY {
        @Override
        long[] weights(ConversionPath path, RuleSettings settings) {
            List<Long> ages = path.ages();
            int last = path.channels().size() - 1;
            return TouchWeights.decaying(IntStream.rangeClosed(0, last)
                    .mapToDouble(i ->
                            ages.isEmpty() ? (last - i) / settings.halfLifeTouches() : settings.halfLives(ages.get(i)))
                    .toArray());
        }
    };

    /** A weight for each touch of the path, of which only the proportions matter. */
    abstract long[] weights(ConversionPath path, RuleSettings settings);

    /** The name on the command line and in results. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The credit of each channel of {@code data}. */
    public Credit credit(PathData data, RuleSettings settings) {
        Shares conversions = new Shares(data.channels());
        Shares value = new Shares(data.channels());
        for (ConversionPath path : data.paths()) {
            if (path.conversions().signum() > 0) {
                long[] weights = weights(path, settings);
                conversions.divide(path.conversions(), path.channels(), weights);
                value.divide(path.value(), path.channels(), weights);
            }
        }
        return new Credit(conversions.adjustedTo(data.conversions()), value.adjustedTo(data.value()));
    }

    private static long[] lastWhere(ConversionPath path, IntPredicate counts) {
        int last = path.channels().size() - 1;
        int chosen = IntStream.rangeClosed(0, last)
                .filter(counts)
                .reduce((earlier, later) -> later)
                .orElse(last);
        return TouchWeights.allTo(chosen, last + 1);
    }
}
