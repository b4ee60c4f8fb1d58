package io.souk.jobs.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** An object store for trials: s3proxy over a folder, in a JVM of its own. */
public final class ObjectServer implements AutoCloseable {

    private final Process process;
    private final Path objects;
    private final int port;

    private ObjectServer(Process process, Path objects, int port) {
        this.process = process;
        this.objects = objects;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @param jar s3proxy with its dependencies
     * @param folder takes its objects, its settings and its log
     * @param accessKey the one name that it knows
     * @param secretKey the secret of that name
     */
    public static ObjectServer start(Path jar, Path folder, String accessKey, String secretKey) {
        try {
            Path objects = Files.createDirectories(folder.resolve("objects"));
            int port = freePort();
            Properties properties = new Properties();
            properties.putAll(Map.of(
                    "s3proxy.endpoint",
                    "http://127.0.0.1:" + port,
                    "s3proxy.authorization",
                    "aws-v2-or-v4",
                    "s3proxy.identity",
                    accessKey,
                    "s3proxy.credential",
                    secretKey,
                    "jclouds.provider",
                    "filesystem-nio2",
                    "jclouds.filesystem.basedir",
                    objects.toString()));
            Path file = folder.resolve("s3proxy.properties");
            try (var out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            Path log = folder.resolve("s3proxy.log");
            ProcessBuilder command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-jar",
                    jar.toString(),
                    "--properties",
                    file.toString());
            // Names of objects are names of files here, whatever the language of the machine.
            command.environment().put("LC_ALL", "C.UTF-8");
            command.redirectErrorStream(true).redirectOutput(log.toFile());
            ObjectServer server = new ObjectServer(command.start(), objects, port);
            server.awaitStart(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The object store of the trial cannot be started: " + e.getMessage(), e);
        }
    }

    private void awaitStart(Path log) throws IOException {
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("The object store of the trial did not start: " + Files.readString(log));
    }

    /** Where it listens: {@code http://127.0.0.1:4711}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes a bucket. */
    public void createBucket(String name) {
        try {
            Files.createDirectories(objects.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The bucket %s cannot be made".formatted(name), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
