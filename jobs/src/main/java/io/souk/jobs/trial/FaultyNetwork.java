package io.souk.jobs.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands between the clients of an object store and its server, and does to requests what networks and stores do. */
public final class FaultyNetwork implements AutoCloseable {

    /** What may happen to a request. */
    public enum Fault {
        /** The server does what was asked, and nobody hears of it. */
        LOST_REPLY("replies lost"),
        /** The connection breaks before the server has heard of the request. */
        RESET("connections reset"),
        /** The store says that it is too busy (503). */
        BUSY("answers of 503"),
        /** The request takes two seconds longer. */
        SLOW("slow requests");

        private final String plural;

        Fault(String plural) {
            this.plural = plural;
        }
    }

    private static final long SLOW_MILLIS = 2_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final URI server;
    private final ServerSocket door;
    private final Function<String, Optional<Fault>> faults;
    private final Map<Fault, AtomicInteger> counts = new EnumMap<>(Fault.class);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-network");
        thread.setDaemon(true);
        return thread;
    });

    private FaultyNetwork(URI server, ServerSocket door, Function<String, Optional<Fault>> faults) {
        this.server = server;
        this.door = door;
        this.faults = faults;
        for (Fault fault : Fault.values()) {
            counts.put(fault, new AtomicInteger());
        }
    }

    /**
     * Opens a door before a server.
     *
     * @param server its address: {@code http://127.0.0.1:4711}
     * @param faults is asked about the head of each request, in small letters, what happens to it; by many threads at once
     */
    public static FaultyNetwork before(String server, Function<String, Optional<Fault>> faults) {
        try {
            FaultyNetwork network = new FaultyNetwork(
                    URI.create(server), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), faults);
            network.threads.execute(network::serve);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException("No door can be opened before " + server, e);
        }
    }

    /** The address of the door. */
    public String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** How often a fault has happened. */
    public int count(Fault fault) {
        return counts.get(fault).get();
    }

    /** How often each fault has happened, in words. */
    public String tally() {
        StringBuilder words = new StringBuilder();
        counts.forEach((fault, count) -> words.append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(fault.plural));
        return words.toString();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Connection connection = new Connection(client, new Socket(server.getHost(), server.getPort()));
                threads.execute(connection::requests);
                threads.execute(connection::replies);
            } catch (IOException e) {
                // The door was closed, or the server is away: the client sees a broken connection.
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A door cannot be closed", e);
        }
        threads.shutdownNow();
    }

    private final class Connection {

        private final Socket client;
        private final Socket upstream;
        private volatile boolean losesReply;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            try (InputStream in = client.getInputStream();
                    OutputStream out = upstream.getOutputStream()) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    Optional<Fault> fault = text.contains(" http/1.1\r\n") ? faults.apply(text) : Optional.empty();
                    if (fault.isPresent() && isOver(fault.get())) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // One side has hung up, and the other learns of it.
            }
        }

        /** Lets a fault happen; true where the server is not to hear of the request. */
        private boolean isOver(Fault fault) throws IOException {
            if (fault == Fault.LOST_REPLY) {
                // Counted when there is a reply to lose.
                losesReply = true;
                return false;
            }
            counts.get(fault).incrementAndGet();
            if (fault == Fault.SLOW) {
                pause();
                return false;
            }
            if (fault == Fault.BUSY) {
                sayBusy();
            }
            hangUp();
            return true;
        }

        private void sayBusy() throws IOException {
            String body = "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>";
            String reply =
                    "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                            .formatted(body.length(), body);
            client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            // What is still sent is taken, for otherwise the reply would be thrown away with it.
            client.setSoTimeout((int) SLOW_MILLIS);
            byte[] rest = new byte[BUFFER_BYTES];
            while (client.getInputStream().read(rest) >= 0) {
                // Nobody wants it.
            }
        }

        private void hangUp() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
            upstream.close();
        }

        void replies() {
            try (InputStream in = upstream.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    boolean isInterim =
                            new String(buffer, 0, read, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 100");
                    if (losesReply && !isInterim) {
                        counts.get(Fault.LOST_REPLY).incrementAndGet();
                        hangUp();
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // As above.
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
