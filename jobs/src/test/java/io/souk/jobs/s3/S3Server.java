package io.souk.jobs.s3;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** A store that speaks S3, for tests. {@code -Ds3.it.server=auto|testcontainers|embedded} chooses which. */
public interface S3Server extends AutoCloseable {

    String ACCESS_KEY = "souk-tests";
    String SECRET_KEY = "a-secret-that-is-in-no-log";

    /** Where it listens: {@code http://127.0.0.1:4711}. */
    String endpoint();

    /** What it is, for the one line that tests print. */
    String name();

    void createBucket(String name);

    @Override
    void close();

    /**
     * Starts the chosen server, and prints which it is.
     *
     * @param folder where an embedded server keeps its objects
     */
    static S3Server start(Path folder) {
        String choice = System.getProperty("s3.it.server", "auto");
        S3Server server =
                switch (choice) {
                    case "testcontainers" -> MinioServer.start();
                    case "embedded" -> EmbeddedServer.start(folder);
                    case "auto" -> hasContainers() ? MinioServer.start() : EmbeddedServer.start(folder);
                    default ->
                        throw new IllegalArgumentException(
                                "s3.it.server is '%s'. It is one of auto, testcontainers, embedded".formatted(choice));
                };
        System.err.printf("S3 tests: s3.it.server=%s, which is %s at %s%n", choice, server.name(), server.endpoint());
        return server;
    }

    private static boolean hasContainers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** What a configuration says of the server, without its secrets. */
    default Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.hadoop.fs.s3a.endpoint", endpoint());
        settings.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put("spark.hadoop.fs.s3a.connection.ssl.enabled", "false");
        return settings;
    }
}
