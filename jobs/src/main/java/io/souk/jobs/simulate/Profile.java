package io.souk.jobs.simulate;

/**
 * What a platform knows of a buyer from a moment on.
 *
 * @param validFrom seconds since 1970
 * @param city null where not known
 * @param gender null where not known
 * @param birthYear 0 where not known
 */
record Profile(long validFrom, City city, String gender, int birthYear) {

    /** The buyer of whom nothing is known. */
    static final Profile UNKNOWN = new Profile(0, null, null, 0);

    String tier() {
        return city == null || city.tier() == null ? "unknown" : city.tier();
    }

    String generation() {
        if (birthYear == 0) {
            return "unknown";
        }
        return switch (birthYear / 10) {
            case 197 -> "post-70s";
            case 198 -> "post-80s";
            case 199 -> "post-90s";
            case 200 -> "post-00s";
            default -> "other";
        };
    }

    String genderOrUnknown() {
        return gender == null ? "unknown" : gender;
    }
}
