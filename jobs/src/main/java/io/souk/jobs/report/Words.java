package io.souk.jobs.report;

import io.souk.bronze.Contracts;
import io.souk.bronze.Rule;
import io.souk.gold.Keys;
import java.time.Instant;
import java.util.Optional;

/** What the report calls the codes of the tables. Names of platforms stay as they are. */
final class Words {

    private Words() {}

    static String platform(String key) {
        if (key.equals(Keys.ALL)) {
            return "any platform";
        }
        return key.startsWith(Keys.GROUP_PREFIX) ? "any of " + key.substring(Keys.GROUP_PREFIX.length()) : key;
    }

    /** {@code new_first} as {@code new first}. */
    static String readable(String code) {
        return code.replace('_', ' ');
    }

    /** The sentence of a rule of a contract, where the reason is one; else the reason's code in words. */
    static String rejection(String stage, String reason, Instant at) {
        Optional<String> sentence = Contracts.named(stage)
                .flatMap(contract -> contract.rules(at).stream()
                        .filter(rule -> rule.code().equals(reason))
                        .map(Rule::sentence)
                        .findFirst());
        return sentence.orElseGet(() -> readable(reason.replace(":", ": ")));
    }
}
