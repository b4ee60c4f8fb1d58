package io.souk.jobs.ingest;

import io.souk.bronze.IngestLog;
import io.souk.bronze.Pseudonyms;
import io.souk.jobs.lake.Lake;
import java.util.Optional;

/**
 * Sees that all ids of a lake are of one kind: pseudonyms under one key, or as the sources have them. Otherwise one buyer
 * would count as two. What is written down is a fingerprint of the key, which tells nothing about it.
 */
final class KeyOfPseudonyms {

    /** In place of a fingerprint where ids are as the sources have them. */
    private static final String NO_KEY = "none";

    private static final String PATH = "_pseudonyms/fingerprint";

    private static final String REMEDY =
            "Ids under different keys do not match, so buyers would count twice. Read the sources into a new lake with the new key, and take that into use once it is published; docs/OPERATIONS.md has the steps";

    private KeyOfPseudonyms() {}

    /**
     * Compares a key with the one that a lake began with.
     *
     * @throws IllegalArgumentException where they differ
     */
    static void require(Lake lake, Optional<Pseudonyms> pseudonyms) {
        Optional<String> known = lake.files().read(PATH);
        if (pseudonyms.isEmpty()) {
            if (known.isEmpty()) {
                // Before the first id is written: a run that is killed then leaves ids and no log.
                lake.files().createIfAbsent(PATH, NO_KEY);
            } else if (!known.get().equals(NO_KEY)) {
                throw new IllegalArgumentException(
                        "%s holds pseudonyms, and the configuration names no key for them. Add for example: pseudonyms: {key_env: SOUK_PSEUDONYM_KEY}"
                                .formatted(lake.files().root()));
            }
            return;
        }
        String fingerprint = pseudonyms.get().fingerprint();
        if (known.orElse("").equals(NO_KEY) || known.isEmpty() && lake.has(IngestLog.TABLE)) {
            throw new IllegalArgumentException(
                    "%s holds ids as the sources have them, and the configuration asks for pseudonyms. %s"
                            .formatted(lake.files().root(), REMEDY));
        }
        if (known.isEmpty()) {
            lake.files().createIfAbsent(PATH, fingerprint);
        } else if (!known.get().equals(fingerprint)) {
            throw new IllegalArgumentException("%s holds pseudonyms under another key. %s"
                    .formatted(lake.files().root(), REMEDY));
        }
    }
}
