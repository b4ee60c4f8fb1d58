package io.souk.timeline;

import java.util.Arrays;
import java.util.List;

/** The models that divide an order's credit by a rule: a weight for each of its touches, in order of time. */
public enum AttributionModel {
    /** All to the first touch. */
    FIRST_TOUCH {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return allTo(0, touches.size());
        }
    },
    /** All to the last touch. */
    LAST_TOUCH {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return allTo(touches.size() - 1, touches.size());
        }
    },
    /** The same to each. */
    LINEAR {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            long[] weights = new long[touches.size()];
            Arrays.fill(weights, 1);
            return weights;
        }
    },
    /** 40% to the first, 40% to the last, 20% to those between; one touch 100%, two 50% each. */
    POSITION_BASED {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            int count = touches.size();
            long[] weights = new long[count];
            if (count <= 2) {
                Arrays.fill(weights, 1);
                return weights;
            }
            Arrays.fill(weights, 20);
            weights[0] = 40L * (count - 2);
            weights[count - 1] = weights[0];
            return weights;
        }
    },
    /** Half as much for each half-life between touch and order. */
    TIME_DECAY {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            return touches.stream()
                    .mapToLong(touch -> {
                        double halfLives = (double) (orderedAt - touch.at()) / halfLife;
                        return Math.max(1, Math.round(StrictMath.pow(2, -halfLives) * DECAY_SCALE));
                    })
                    .toArray();
        }
    },
    /** All to the last touch that was paid for; where none was, to the last touch. */
    LAST_PAID {
        @Override
        long[] weights(List<Event.Touch> touches, long orderedAt, long halfLife) {
            for (int i = touches.size() - 1; i >= 0; i--) {
                if (touches.get(i).isPaid()) {
                    return allTo(i, touches.size());
                }
            }
            return allTo(touches.size() - 1, touches.size());
        }
    };

    private static final double DECAY_SCALE = 1L << 50;

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

    private static long[] allTo(int index, int count) {
        long[] weights = new long[count];
        weights[index] = 1;
        return weights;
    }
}
