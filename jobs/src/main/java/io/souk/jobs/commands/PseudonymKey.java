package io.souk.jobs.commands;

import io.souk.bronze.Pseudonyms;
import io.souk.jobs.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Fetches the key of pseudonyms from where the configuration says; from then on no message shows it. */
final class PseudonymKey {

    private PseudonymKey() {}

    static Optional<Pseudonyms> of(Environment environment, Config config) {
        return config.pseudonyms().map(place -> {
            String key = (place.variable().isPresent()
                            ? variable(environment, place.variable().get())
                            : file(place))
                    .strip();
            environment.secrets().add(key);
            return Pseudonyms.under(key);
        });
    }

    private static String variable(Environment environment, String name) {
        String key = environment.variables().get(name);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException(
                    "The environment variable %s is not set, and the configuration takes the key of the pseudonyms from it. Set it, or name a file with pseudonyms: {key_file: FILE}"
                            .formatted(name));
        }
        return key;
    }

    private static String file(Config.KeyPlace place) {
        try {
            return Files.readString(place.file().orElseThrow());
        } catch (IOException e) {
            // What the file holds is never part of the message, and neither is the cause.
            throw new IllegalArgumentException(
                    "The key of the pseudonyms cannot be read from %s (%s). See that the file is there and that this user may read it"
                            .formatted(place.file().orElseThrow(), e.getClass().getSimpleName()));
        }
    }
}
