package io.souk.jobs.kafka;

import io.souk.jobs.s3.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A real broker of Kafka with its own controller (KRaft), in a JVM of its own. Killed and started again it is the same. */
final class Broker implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Jvm process;
    private int starts;

    private Broker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static Broker start(Path folder) {
        try {
            Broker broker = new Broker(folder, freePort());
            int controller = freePort();
            Properties properties = new Properties();
            properties.putAll(Map.ofEntries(
                    Map.entry("process.roles", "broker,controller"),
                    Map.entry("node.id", "1"),
                    Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                    Map.entry(
                            "listeners",
                            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(broker.port, controller)),
                    Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + broker.port),
                    Map.entry("controller.listener.names", "CONTROLLER"),
                    Map.entry("log.dirs", folder.resolve("log").toString()),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1")));
            try (var out = Files.newOutputStream(broker.properties())) {
                properties.store(out, null);
            }
            Jvm format = Jvm.start(
                    kafka.tools.StorageTool.class,
                    Map.of(),
                    folder.resolve("format.log"),
                    "format",
                    "-t",
                    Uuid.randomUuid().toString(),
                    "-c",
                    broker.properties().toString());
            if (format.await() != 0) {
                throw new IllegalStateException("The broker's folder cannot be made: " + format.printed());
            }
            broker.startAgain();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    void startAgain() {
        process = Jvm.start(
                kafka.Kafka.class,
                Map.of(),
                folder.resolve("broker-%d.log".formatted(++starts)),
                properties().toString());
        for (int i = 0; i < 120; i++) {
            try (Admin admin = admin()) {
                admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (!process.isAlive()) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("The broker does not answer: " + process.printed());
    }

    /** As a failing machine would end it. */
    void kill() {
        process.kill();
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void create(String topic, int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers());
        return Admin.create(properties);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
