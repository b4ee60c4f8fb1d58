package io.souk.jobs.report;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The answers to all queries of a report. A few are asked at a time: while one is planned, another is read. */
record Answers(
        Part<List<Measured.Active>> activeBuyers,
        Part<List<Measured.Sold>> sales,
        Part<List<Measured.Grown>> growth,
        Part<List<Measured.Shared>> shares,
        Part<List<Measured.Credited>> credits,
        Part<List<Measured.Reached>> steps,
        Part<List<Measured.Passed>> chains,
        Part<List<Measured.Stepped>> journeySteps,
        Part<List<Measured.Modelled>> modelled,
        Part<List<Measured.Ingested>> ingested,
        Part<List<Measured.Rejected>> rejected) {

    private static final int AT_A_TIME = 3;

    /**
     * Asks all of them.
     *
     * @param month the month whose journeys are shown
     */
    static Answers to(ReportQueries queries, LocalDate month) {
        ExecutorService askers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            var active = ask(askers, queries::activeBuyers);
            var sales = ask(askers, queries::sales);
            var growth = ask(askers, queries::growth);
            var shares = ask(askers, queries::shares);
            var credits = ask(askers, queries::credits);
            var steps = ask(askers, queries::steps);
            var chains = ask(askers, queries::chains);
            var journeySteps = ask(askers, () -> queries.steps(month));
            var modelled = ask(askers, () -> queries.modelled(month));
            var ingested = ask(askers, queries::ingested);
            var rejected = ask(askers, queries::rejected);
            return new Answers(
                    active.join(),
                    sales.join(),
                    growth.join(),
                    shares.join(),
                    credits.join(),
                    steps.join(),
                    chains.join(),
                    journeySteps.join(),
                    modelled.join(),
                    ingested.join(),
                    rejected.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            askers.shutdownNow();
        }
    }

    private static <T> CompletableFuture<T> ask(ExecutorService askers, Supplier<T> query) {
        return CompletableFuture.supplyAsync(query, askers);
    }
}
