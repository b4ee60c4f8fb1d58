package io.souk.jobs.plan;

import io.souk.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does a few things at a time: while one table's log is written or its query is planned, another table's rows are made. */
final class Schedule {

    private static final int AT_A_TIME = 3;

    private Schedule() {}

    /**
     * Makes tables, each after those that it reads. When it returns or throws, none is being made any more.
     *
     * @param steps in an order in which each finds what it reads
     */
    static void stage(List<Step> steps, Consumer<Step> stage) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Map<Table, CompletableFuture<Void>> made = new HashMap<>();
        try {
            for (Step step : steps) {
                CompletableFuture<?>[] needed = step.reads().stream()
                        .filter(made::containsKey)
                        .map(made::get)
                        .toArray(CompletableFuture[]::new);
                made.put(
                        step.table(),
                        CompletableFuture.allOf(needed)
                                .thenRunAsync(() -> unlessFailed(failure, () -> stage.accept(step)), workers));
            }
            join(failure, made.values().toArray(CompletableFuture[]::new));
        } finally {
            workers.shutdown();
        }
    }

    /** Things in their order, in about as many parts as are done at a time. */
    static <T> List<List<T>> parts(List<T> things) {
        int size = Math.max(1, (things.size() + AT_A_TIME - 1) / AT_A_TIME);
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < things.size(); from += size) {
            parts.add(things.subList(from, Math.min(from + size, things.size())));
        }
        return parts;
    }

    /** Answers for each thing, in their order. */
    static <T, R> List<R> each(List<T> things, Function<T, R> answer) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try {
            List<CompletableFuture<R>> answers = new ArrayList<>();
            for (T thing : things) {
                CompletableFuture<R> answered = new CompletableFuture<>();
                answers.add(answered);
                workers.execute(() -> {
                    try {
                        unlessFailed(failure, () -> answered.complete(answer.apply(thing)));
                    } catch (RuntimeException | Error e) {
                        answered.completeExceptionally(e);
                    }
                });
            }
            join(failure, answers.toArray(CompletableFuture[]::new));
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            workers.shutdown();
        }
    }

    /** Does a deed unless another one has failed; if it is the first to fail, keeps why. */
    private static void unlessFailed(AtomicReference<Throwable> failure, Runnable deed) {
        if (failure.get() != null) {
            throw new IllegalStateException("Not done, since another part has failed");
        }
        try {
            deed.run();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    /** Waits for all, and throws what the first failure was. */
    private static void join(AtomicReference<Throwable> failure, CompletableFuture<?>... futures) {
        try {
            CompletableFuture.allOf(futures).join();
        } catch (CompletionException e) {
            // That of the future which ended first may be of a part that was not done.
            if (failure.get() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.get() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
