package io.souk.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Why a touch counts for an order, or does not: the definition, told one touch at a time. */
public enum Eligibility {
    ELIGIBLE {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "counts";
        }
    },
    ON_ANOTHER_PLATFORM {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "on another platform than the order";
        }
    },
    AFTER_THE_ORDER {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "after the order";
        }
    },
    OWN_SHARE {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "the buyer's own share";
        }
    },
    TOO_OLD {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "too old: touches of type %s count for %s"
                    .formatted(touch.type(), text(rules.lookback(touch.type())));
        }
    },
    ONE_OF_TOO_MANY {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "too many touches: the first and the last %d count".formatted(rules.mostTouches() - 1);
        }
    },
    DIRECT_BESIDE_OTHERS {
        @Override
        public String reason(Event.Touch touch, AttributionRules rules) {
            return "direct, and others count";
        }
    };

    /** In a few words, for people. */
    public abstract String reason(Event.Touch touch, AttributionRules rules);

    /**
     * Judges touches; where several reasons speak against one, the first of the enumeration is told.
     *
     * @param touches of the order's person, in order of time
     * @return as many verdicts, in the same order; {@link EligibleTouches} finds the same ones eligible
     */
    public static List<Eligibility> of(List<Event.Touch> touches, Event.Order order, AttributionRules rules) {
        boolean isAnyIndirect =
                touches.stream().anyMatch(touch -> !isDirect(touch) && alone(touch, order, rules) == ELIGIBLE);
        List<Eligibility> verdicts = new ArrayList<>();
        for (Event.Touch touch : touches) {
            Eligibility verdict = alone(touch, order, rules);
            verdicts.add(verdict == ELIGIBLE && isAnyIndirect && isDirect(touch) ? DIRECT_BESIDE_OTHERS : verdict);
        }
        leaveOut(verdicts, rules.mostTouches());
        return List.copyOf(verdicts);
    }

    /** Of too many the first one and the last ones count. */
    private static void leaveOut(List<Eligibility> verdicts, int most) {
        int[] eligible = IntStream.range(0, verdicts.size())
                .filter(i -> verdicts.get(i) == ELIGIBLE)
                .toArray();
        for (int i = 1; i <= eligible.length - most; i++) {
            verdicts.set(eligible[i], ONE_OF_TOO_MANY);
        }
    }

    private static Eligibility alone(Event.Touch touch, Event.Order order, AttributionRules rules) {
        if (!rules.isInScope(touch, order)) {
            return ON_ANOTHER_PLATFORM;
        }
        if (touch.at() > order.at()) {
            return AFTER_THE_ORDER;
        }
        if (touch.isOwnShare()) {
            return OWN_SHARE;
        }
        return order.at() - touch.at() > rules.lookbackMicros(touch.type()) ? TOO_OLD : ELIGIBLE;
    }

    private static boolean isDirect(Event.Touch touch) {
        return touch.channel().equals(EligibleTouches.DIRECT);
    }

    private static String text(Duration duration) {
        long days = duration.toDays();
        if (!duration.equals(Duration.ofDays(days))) {
            return "%.1f hours".formatted(duration.toSeconds() / 3600.0);
        }
        return days == 1 ? "1 day" : days + " days";
    }
}
