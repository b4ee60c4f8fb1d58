package io.souk.jobs.trial;

import io.souk.jobs.trial.FaultyNetwork.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * An object store over a network that loses replies, breaks connections and is slow, and which says now and then that it is
 * too busy.
 */
final class FaultyStore implements Ground {

    /** One request in so many meets a fault, and each kind of fault as often. */
    private static final int REQUESTS_A_FAULT = 100;

    private static final int LEASE_SECONDS = 12;
    private static final String ACCESS_KEY = "trial";
    private static final String BUCKET = "souk-trial";
    private static final Fault[] FAULTS = Fault.values();

    private final ObjectServer server;
    private final FaultyNetwork network;
    private final String secretKey;

    private FaultyStore(ObjectServer server, FaultyNetwork network, String secretKey) {
        this.server = server;
        this.network = network;
        this.secretKey = secretKey;
    }

    /**
     * Starts the store.
     *
     * @param jar of the server
     * @param folder takes its objects
     */
    static FaultyStore start(Path jar, Path folder, long seed) {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    "%s is not there, and it is the object store of this trial. bin/trial-kill fetches it."
                            .formatted(jar));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be made".formatted(folder), e);
        }
        String secretKey = UUID.randomUUID().toString();
        ObjectServer server = ObjectServer.start(jar, folder, ACCESS_KEY, secretKey);
        server.createBucket(BUCKET);
        Random random = new Random(seed);
        return new FaultyStore(
                server,
                FaultyNetwork.before(server.endpoint(), head -> fault(random.nextInt(REQUESTS_A_FAULT), random)),
                secretKey);
    }

    private static Optional<Fault> fault(int drawn, Random random) {
        return drawn == 0 ? Optional.of(FAULTS[random.nextInt(FAULTS.length)]) : Optional.empty();
    }

    @Override
    public String kind() {
        return "one request in %d to the object store".formatted(REQUESTS_A_FAULT);
    }

    @Override
    public String lake() {
        return "s3a://" + BUCKET + "/lake";
    }

    @Override
    public Map<String, String> settings() {
        return settings(network.endpoint());
    }

    @Override
    public Map<String, String> quietSettings() {
        Map<String, String> settings = settings(server.endpoint());
        settings.put("spark.hadoop.fs.s3a.access.key", ACCESS_KEY);
        settings.put("spark.hadoop.fs.s3a.secret.key", secretKey);
        return settings;
    }

    private static Map<String, String> settings(String endpoint) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.hadoop.fs.s3a.endpoint", endpoint);
        settings.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put("spark.hadoop.fs.s3a.connection.ssl.enabled", "false");
        settings.put("spark.hadoop.souk.lock.leaseSeconds", String.valueOf(LEASE_SECONDS));
        return settings;
    }

    @Override
    public Map<String, String> variables() {
        return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", secretKey);
    }

    @Override
    public boolean mayDefeat() {
        return true;
    }

    @Override
    public long waitAfterKillMillis() {
        return LEASE_SECONDS * 1_000;
    }

    @Override
    public List<Trouble> troubles() {
        return List.of();
    }

    @Override
    public String tally() {
        return network.tally();
    }

    @Override
    public void keep() {
        // The server's objects are files, and stay where they are.
    }

    @Override
    public void close() {
        network.close();
        server.close();
    }
}
