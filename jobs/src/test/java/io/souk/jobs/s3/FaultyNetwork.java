package io.souk.jobs.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands between a client and a server, and loses replies to requests after the server has done what they asked. */
final class FaultyNetwork implements AutoCloseable {

    private final URI server;
    private final ServerSocket door;
    private final Predicate<String> isUnlucky;
    private final AtomicInteger lost = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-network");
        thread.setDaemon(true);
        return thread;
    });

    private FaultyNetwork(URI server, ServerSocket door, Predicate<String> isUnlucky) {
        this.server = server;
        this.door = door;
        this.isUnlucky = isUnlucky;
    }

    /** @param isUnlucky is asked about the head of each request, in small letters, whether its reply is lost */
    static FaultyNetwork before(String server, Predicate<String> isUnlucky) {
        try {
            FaultyNetwork network = new FaultyNetwork(
                    URI.create(server), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), isUnlucky);
            network.threads.execute(network::serve);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    int lost() {
        return lost.get();
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
            throw new UncheckedIOException(e);
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
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    if (text.contains(" http/1.1\r\n") && isUnlucky.test(text)) {
                        losesReply = true;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // One side has hung up, and the other learns of it.
            }
        }

        void replies() {
            try (InputStream in = upstream.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    boolean isInterim =
                            new String(buffer, 0, read, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 100");
                    if (losesReply && !isInterim) {
                        lost.incrementAndGet();
                        client.setSoLinger(true, 0);
                        client.close();
                        upstream.close();
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException e) {
                // As above.
            }
        }
    }
}
