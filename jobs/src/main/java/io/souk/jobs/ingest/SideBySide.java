package io.souk.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does a few things at a time: while one table's log is written, another table's rows are. */
final class SideBySide {

    private static final int AT_A_TIME = 2;

    private SideBySide() {}

    /**
     * Does a deed to each of some things. When it returns or throws, none is being done any more.
     *
     * @param done hears of each thing, in order, after it was done
     */
    static <T> void each(List<T> things, Consumer<T> deed, Consumer<T> done) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<?>> begun = new ArrayList<>();
        try {
            things.forEach(thing -> begun.add(workers.submit(() -> deed.accept(thing))));
            for (int i = 0; i < begun.size(); i++) {
                begun.get(i).get();
                done.accept(things.get(i));
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            begun.forEach(thing -> thing.cancel(false));
            end(workers);
        }
    }

    private static void end(ExecutorService workers) {
        workers.shutdown();
        boolean isInterrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
