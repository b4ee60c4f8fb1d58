package io.souk.jobs.simulate;

import java.util.Locale;

/** The inputs that arrive file by file. */
enum LandingInput {
    ORDER_EVENTS(".jsonl.gz", null),
    SHARE_EVENTS(".jsonl.gz", null),
    SESSIONS(".csv.gz", "platform,session_id,buyer_id,started_at,seconds,channel"),
    BUYER_PROFILES(".csv.gz", "platform,buyer_id,person_id,city,country,gender,birth_year,registered_at,valid_from");

    private final String folder;
    private final String ending;
    private final String header;

    LandingInput(String ending, String header) {
        this.folder = name().toLowerCase(Locale.ROOT);
        this.ending = ending;
        this.header = header;
    }

    /** Its folder, its name in the mapping and the contract that it fills. */
    String folder() {
        return folder;
    }

    String ending() {
        return ending;
    }

    /** First line of each file; null where there is none. */
    String header() {
        return header;
    }
}
