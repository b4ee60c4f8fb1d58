package io.souk.bronze;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Replaces the ids of buyers and persons by HMAC-SHA-256 of them under a secret key, in 32 hexadecimal digits: the same id
 * always has the same pseudonym, so every figure stays what it was, and nobody without the key can tell whether a
 * pseudonym is that of an id that they know. Neither the key nor an id can be found from pseudonyms.
 */
public final class Pseudonyms implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Fewer bytes could be guessed. */
    private static final int SHORTEST_KEY = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** Half of the digest: of a billion ids no two have the same, but for a chance of one in 10^20. */
    private static final int BYTES = 16;

    private static final Set<String> IDS =
            Set.of(OrderEvents.BUYER_ID.name(), BuyerProfiles.PERSON_ID.name(), ShareEvents.SHARER_ID.name());

    private final byte[] key;
    private transient Mac mac;

    private Pseudonyms(byte[] key) {
        this.key = key;
    }

    /**
     * Pseudonyms under a key.
     *
     * @param key a secret of 32 characters at least, for example what {@code openssl rand -hex 32} prints
     * @throws IllegalArgumentException where it is shorter; the message does not show it
     */
    public static Pseudonyms under(String key) {
        byte[] bytes = key.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "The key of the pseudonyms has %d characters, and a key of fewer than %d can be guessed. Make one with: openssl rand -hex 32"
                            .formatted(bytes.length, SHORTEST_KEY));
        }
        return new Pseudonyms(bytes);
    }

    /** Whether a column of a contract holds ids of buyers or persons. */
    static boolean isId(String column) {
        return IDS.contains(column);
    }

    /** The columns that hold ids of buyers or persons. */
    static Set<String> ids() {
        return IDS;
    }

    UTF8String of(UTF8String id) {
        byte[] digest = digest(id.getBytes());
        return UTF8String.fromString(HexFormat.of().formatHex(digest, 0, BYTES));
    }

    /** Tells one key from another without giving either away. */
    public String fingerprint() {
        return HexFormat.of().formatHex(digest("which key is this?".getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    private byte[] digest(byte[] text) {
        try {
            if (mac == null) {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
            }
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "pseudonyms";
    }
}
