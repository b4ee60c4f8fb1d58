package io.souk.jobs.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** s3proxy over a folder, in a JVM of its own. */
final class EmbeddedServer implements S3Server {

    private final Process process;
    private final Path objects;
    private final int port;

    private EmbeddedServer(Process process, Path objects, int port) {
        this.process = process;
        this.objects = objects;
        this.port = port;
    }

    static EmbeddedServer start(Path folder) {
        try {
            Path objects = Files.createDirectories(folder.resolve("objects"));
            int port = Ports.free();
            Properties properties = new Properties();
            properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
            properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
            properties.setProperty("s3proxy.identity", ACCESS_KEY);
            properties.setProperty("s3proxy.credential", SECRET_KEY);
            properties.setProperty("jclouds.provider", "filesystem-nio2");
            properties.setProperty("jclouds.filesystem.basedir", objects.toString());
            Path file = folder.resolve("s3proxy.properties");
            try (var out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            ProcessBuilder command = new ProcessBuilder(
                    Jvm.java(), "-Xmx256m", "-jar", System.getProperty("s3.it.jar"), "--properties", file.toString());
            // Names of objects are names of files here, whatever the language of the machine.
            command.environment().put("LC_ALL", "C.UTF-8");
            command.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3proxy.log").toFile());
            EmbeddedServer server = new EmbeddedServer(command.start(), objects, port);
            server.awaitStart(folder.resolve("s3proxy.log"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded S3 server cannot be started", e);
        }
    }

    private void awaitStart(Path log) throws IOException {
        for (int i = 0; i < 600; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    break;
                }
                Jvm.pause();
            }
        }
        process.destroyForcibly();
        List<String> said = Files.readAllLines(log);
        throw new IllegalStateException("The embedded S3 server did not start: " + String.join("\n", said));
    }

    @Override
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "s3proxy in a JVM of its own";
    }

    @Override
    public void createBucket(String name) {
        try {
            Files.createDirectories(objects.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Ports that nobody listens on. */
    static final class Ports {

        private Ports() {}

        static int free() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
