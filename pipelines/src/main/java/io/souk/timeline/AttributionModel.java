package io.souk.timeline;

import io.souk.math.TouchWeights;
import java.util.List;

/** The models that divide an order's credit by a rule: a weight for each of its touches, in order of time. */
public enum AttributionModel {
    /** All to the first touch. */
    FIRST_TOUCH {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return TouchWeights.allTo(0, touches.size());
        }
    },
    /** All to the last touch. */
    LAST_TOUCH {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return TouchWeights.allTo(touches.size() - 1, touches.size());
        }
    },
    /** The same to each. */
    LINEAR {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return TouchWeights.equal(touches.size());
        }
    },
    /** 40% to the first, 40% to the last, 20% to those between; one touch 100%, two 50% each. */
    POSITION_BASED {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return TouchWeights.byPosition(touches.size(), 40, 20, 40);
        }
    },
    /** Half as much for each half-life between touch and order. */
    TIME_DECAY {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return TouchWeights.decaying(touches.stream()
                    .mapToDouble(touch -> (double) (orderedAt - touch.at()) / halfLife)
                    .toArray());
        }
    },
    /** All to the last touch that was paid for; where none was, to the last touch. */
    LAST_PAID {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            for (int i = touches.size() - 1; i >= 0; i--) {
                if (touches.get(i).isPaid()) {
                    return TouchWeights.allTo(i, touches.size());
                }
            }
            return TouchWeights.allTo(touches.size() - 1, touches.size());
        }
    };

    /**
     * Weighs touches.
     *
     * @param touches at least one, in order of time
     * @param orderedAt microseconds
     * @param halfLife microseconds
     */
    abstract long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife);

    /** The value of {@code model} in tables. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
