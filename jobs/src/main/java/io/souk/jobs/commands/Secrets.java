package io.souk.jobs.commands;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** What must never be shown. Everything that a command says, and what it logs of a failure, passes through here. */
public final class Secrets {

    private static final Pattern SECRET_NAME =
            Pattern.compile("secret|password|passwd|token|credential|access[._]?key|private[._]?key");

    /** Shorter values are no secrets, and would hide parts of ordinary words. */
    private static final int SHORTEST = 6;

    private static final String HIDDEN = "******";

    private final List<String> values = new CopyOnWriteArrayList<>();

    /** Hides a value from now on. */
    void add(String value) {
        if (value.length() >= SHORTEST && !values.contains(value)) {
            values.add(value);
            // A longer secret may contain a shorter one.
            values.sort(Comparator.comparing(String::length).reversed());
        }
    }

    /** Hides the values of those settings whose names say that they are secret. */
    public void addFrom(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find()) {
                add(value);
            }
        });
    }

    String hidden(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, HIDDEN);
        }
        return shown;
    }
}
