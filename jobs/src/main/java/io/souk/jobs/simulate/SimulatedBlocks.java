package io.souk.jobs.simulate;

import io.souk.jobs.lake.LandingBlocks;
import io.souk.jobs.lake.LandingRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

/** The market's circles as blocks of landing rows. One circle at a time is in memory. */
final class SimulatedBlocks implements LandingBlocks {

    private final Market market;
    private final PriceLevels prices;

    SimulatedBlocks(SimulationSettings settings) {
        this.market = new Market(settings);
        this.prices = PriceLevels.of(settings);
    }

    @Override
    public long blocks() {
        return market.circles();
    }

    @Override
    public Iterator<LandingRow> rows(long first, long last, BiConsumer<String, Long> figures) {
        CirclePlans plans = new CirclePlans(market);
        Deque<LandingRow> ready = new ArrayDeque<>();
        Export export = new Export(market, ready::add, figures);
        Bookkeeper bookkeeper = new Bookkeeper(market.settings(), figures);
        return new Iterator<>() {
            private long next = first;

            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && next < last) {
                    Circle circle = plans.complete(next++, prices);
                    export.write(circle);
                    bookkeeper.count(circle);
                }
                return !ready.isEmpty();
            }

            @Override
            public LandingRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("The circles %d to %d have no more rows".formatted(first, last));
                }
                return ready.poll();
            }
        };
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        for (LandingInput input : LandingInput.values()) {
            if (input.header() != null) {
                headers.put(input.folder(), input.header());
            }
        }
        return headers;
    }
}
