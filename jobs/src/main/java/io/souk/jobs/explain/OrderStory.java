package io.souk.jobs.explain;

import io.souk.timeline.Eligibility;
import io.souk.timeline.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One order as it is published: what it was, what its person did around it, and who got credit for it.
 *
 * @param person whose order it is; empty for a guest's
 * @param state placed, paid, cancelled or flagged
 * @param currency of all amounts
 * @param steps the journey in order of time: touches and orders, this one among them
 * @param earlierSteps events before the journey that are left out
 * @param laterSteps events after it that are left out
 * @param entries of the ledger, by date, entry and model
 * @param areRulesThoseOfTheTables whether the touches that count here are those that have credit in the ledger; where
 *     not, the tables were made by other rules than those in force
 */
public record OrderStory(
        String platform,
        String orderId,
        Optional<String> person,
        Instant placedAt,
        LocalDate businessDate,
        String state,
        String currency,
        BigDecimal gmv,
        List<Step> steps,
        int earlierSteps,
        int laterSteps,
        List<Entry> entries,
        boolean areRulesThoseOfTheTables) {

    /**
     * An event of the journey.
     *
     * @param verdict whether a touch counts; empty for an order
     * @param reason why it counts or does not, in words
     */
    public record Step(Event event, Optional<Eligibility> verdict, String reason) {}

    /**
     * An entry of the ledger.
     *
     * @param touchPlatform none where the order has no eligible touch
     * @param touchType none where the order has no eligible touch
     * @param sharer null where nobody shared
     * @param orders part of the order; 0 for a refund
     * @param amount below zero for a refund
     */
    public record Entry(
            LocalDate date,
            String entry,
            String model,
            String touchPlatform,
            String touchType,
            String touchId,
            String channel,
            String sharer,
            String sharerType,
            String partner,
            BigDecimal orders,
            BigDecimal amount) {}

    /** What was taken back of the order so far. */
    public BigDecimal takenBack() {
        return steps.stream()
                .map(Step::event)
                .filter(this::isThisOrder)
                .flatMap(event -> Arrays.stream(((Event.Order) event).reversals()))
                .map(reversal -> BigDecimal.valueOf(reversal.amount(), gmv.scale()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether an event of the journey is the order that the story is about. */
    public boolean isThisOrder(Event event) {
        return event instanceof Event.Order
                && event.platform().equals(platform)
                && event.id().equals(orderId);
    }
}
