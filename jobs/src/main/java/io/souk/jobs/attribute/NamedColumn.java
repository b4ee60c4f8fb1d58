package io.souk.jobs.attribute;

import java.util.List;

/**
 * How a column of an input is called.
 *
 * @param option of the command line that names it
 * @param names the name that the user chose, or the usual names, of which the first that there is counts
 * @param isChosen whether the user chose it
 */
public record NamedColumn(String option, List<String> names, boolean isChosen) {

    public NamedColumn {
        names = List.copyOf(names);
    }

    /**
     * @param chosen null where the user named none
     */
    public static NamedColumn of(String option, String chosen, String... usual) {
        return chosen == null
                ? new NamedColumn(option, List.of(usual), false)
                : new NamedColumn(option, List.of(chosen), true);
    }
}
