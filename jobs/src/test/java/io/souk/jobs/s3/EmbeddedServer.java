package io.souk.jobs.s3;

import io.souk.jobs.trial.ObjectServer;
import java.nio.file.Path;

/** s3proxy over a folder, in a JVM of its own. */
record EmbeddedServer(ObjectServer server) implements S3Server {

    static EmbeddedServer start(Path folder) {
        return new EmbeddedServer(
                ObjectServer.start(Path.of(System.getProperty("s3.it.jar")), folder, ACCESS_KEY, SECRET_KEY));
    }

    @Override
    public String endpoint() {
        return server.endpoint();
    }

    @Override
    public String name() {
        return "s3proxy in a JVM of its own";
    }

    @Override
    public void createBucket(String name) {
        server.createBucket(name);
    }

    @Override
    public void close() {
        server.close();
    }
}
