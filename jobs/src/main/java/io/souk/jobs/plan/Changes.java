package io.souk.jobs.plan;

import io.souk.table.Table;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where a run by difference has changed the tables that are kept by month. */
final class Changes {

    /** In which months each table has changed; empty where it was made whole. */
    private final Map<Table, Optional<Set<LocalDate>>> months = new HashMap<>();

    /** Notes what was staged for a table. */
    synchronized void note(Table table, Staged staged) {
        if (staged instanceof Staged.Months some) {
            months.put(table, Optional.of(some.months()));
        } else if (!(staged instanceof Staged.Same) && table.isByMonth()) {
            months.put(table, Optional.empty());
        }
    }

    /**
     * The months in which any of some tables has changed.
     *
     * @return their first days; empty where a table was made whole
     */
    synchronized Optional<SortedSet<LocalDate>> of(Collection<Table> tables) {
        SortedSet<LocalDate> all = new TreeSet<>();
        for (Table table : tables) {
            Optional<Set<LocalDate>> some = months.getOrDefault(table, Optional.of(Set.of()));
            if (some.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(some.get());
        }
        return Optional.of(all);
    }
}
