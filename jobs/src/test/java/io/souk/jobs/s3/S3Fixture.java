package io.souk.jobs.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The one server of a test process, and what clients need to know of it. */
final class S3Fixture {

    private static S3Server server;

    private S3Fixture() {}

    /** The server; it ends with the process. */
    static synchronized S3Server server() {
        if (server == null) {
            try {
                S3Server started = S3Server.start(Files.createTempDirectory("s3-server"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                server = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /** The address of a new bucket. */
    static String bucket() {
        String name = "souk-" + UUID.randomUUID();
        server().createBucket(name);
        return "s3a://" + name;
    }

    /** As a person hands credentials over. */
    static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    }

    /** Hadoop's settings for clients without Spark. */
    static Configuration hadoop(String endpoint) {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.s3a.endpoint", endpoint);
        hadoop.set("fs.s3a.endpoint.region", "us-east-1");
        hadoop.setBoolean("fs.s3a.path.style.access", true);
        hadoop.setBoolean("fs.s3a.connection.ssl.enabled", false);
        hadoop.set("fs.s3a.access.key", S3Server.ACCESS_KEY);
        hadoop.set("fs.s3a.secret.key", S3Server.SECRET_KEY);
        return hadoop;
    }

    /** A configuration file for the server, with further lines of YAML. */
    static Path config(Path file, String lines, Map<String, String> sparkSettings) {
        String spark = sparkSettings.entrySet().stream()
                .map(setting -> "  %s: \"%s\"%n".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining("", "spark:\n", ""));
        try {
            return Files.writeString(file, lines + spark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
