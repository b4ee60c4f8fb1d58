package io.souk.gold.sharing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A programme in which sharers earn commission.
 *
 * @param sharerType its members' type
 * @param platform its platform; null for all platforms that have no programme of their own for the type
 * @param tiers the lowest first; each takes at least as much as the one before, and pays at least as much
 * @param target how many members it is meant to have; null where nobody said
 */
public record Programme(String sharerType, String platform, List<CommissionTier> tiers, TargetPath target)
        implements Serializable {

    public Programme {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("has no tiers. Add one from 0 exposures and sales of 0");
        }
        CommissionTier lowest = tiers.get(0);
        if (!lowest.isReachedBy(0, BigDecimal.ZERO)) {
            throw new IllegalArgumentException(
                    "begins with the tier %s, which not everybody reaches. Add a tier before it from 0 exposures and sales of 0, with the rate 0 where it pays nothing"
                            .formatted(lowest.name()));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            CommissionTier tier = tiers.get(i);
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException("has two tiers named %s. Rename one".formatted(tier.name()));
            }
            if (i > 0) {
                requireMore(tiers.get(i - 1), tier);
            }
        }
    }

    private static void requireMore(CommissionTier lower, CommissionTier higher) {
        if (higher.fromExposures() < lower.fromExposures() || higher.fromSales().compareTo(lower.fromSales()) < 0) {
            throw new IllegalArgumentException(
                    "has the tier %s after %s, and takes less for it. List the lowest tier first"
                            .formatted(higher.name(), lower.name()));
        }
        if (higher.rate().compareTo(lower.rate()) < 0) {
            throw new IllegalArgumentException(
                    "pays %s in the tier %s and only %s in the higher tier %s. Let rates grow with the tiers"
                            .formatted(
                                    lower.rate().toPlainString(),
                                    lower.name(),
                                    higher.rate().toPlainString(),
                                    higher.name()));
        }
    }

    /** The highest tier for which both the reach and the sales of the last 30 days are enough. */
    CommissionTier tier(long exposures, BigDecimal sales) {
        CommissionTier reached = tiers.get(0);
        for (CommissionTier tier : tiers) {
            if (tier.isReachedBy(exposures, sales)) {
                reached = tier;
            }
        }
        return reached;
    }

    /** The one of several programmes that sharers of a type are in on a platform. */
    static Optional<Programme> of(List<Programme> programmes, String sharerType, String platform) {
        Optional<Programme> found = Optional.empty();
        for (Programme programme : programmes) {
            if (programme.sharerType.equals(sharerType)) {
                if (platform.equals(programme.platform)) {
                    return Optional.of(programme);
                }
                if (programme.platform == null) {
                    found = Optional.of(programme);
                }
            }
        }
        return found;
    }
}
