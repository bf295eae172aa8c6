package dev.reconcile.benchmarks.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of this machine from which everything goes on to a server and back, no faster than a line of so many bytes a second
 * in each direction, which all connections share. Counts what passes.
 */
public final class SlowLine implements AutoCloseable {

    /** Little enough that a slow line stays even. */
    private static final int CHUNK = 16 * 1024;

    /** What the operating system may hold on either end, so that it is the line that is slow and not a store before it. */
    private static final int SOCKET_BUFFER = 64 * 1024;

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Bandwidth toServer;
    private final Bandwidth toClient;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SlowLine(ServerSocket entrance, String host, int port, double bytesPerSecond) {
        this.entrance = entrance;
        this.host = host;
        this.port = port;
        this.toServer = new Bandwidth(bytesPerSecond);
        this.toClient = new Bandwidth(bytesPerSecond);
    }

    /**
     * Opens a line to a server.
     *
     * @param bytesPerSecond what each direction carries; infinite for a line without a limit
     */
    public static SlowLine to(String host, int port, double bytesPerSecond) throws IOException {
        ServerSocket entrance = new ServerSocket();
        entrance.setReceiveBufferSize(SOCKET_BUFFER);
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SlowLine line = new SlowLine(entrance, host, port, bytesPerSecond);
        start("line " + port, line::accept);
        return line;
    }

    /** The port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** How many bytes have passed so far, both directions together. */
    public long bytes() {
        return bytes.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                join(entrance.accept());
            } catch (IOException closedOrRefused) {
                // The next client may fare better; a closed entrance ends the loop.
            }
        }
    }

    private void join(Socket client) throws IOException {
        open.add(client);
        Socket server = new Socket();
        open.add(server);
        try {
            server.setReceiveBufferSize(SOCKET_BUFFER);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(host, port));
        } catch (IOException refused) {
            close(client);
            close(server);
            throw refused;
        }
        start("to " + port, () -> carry(client, server, toServer));
        start("from " + port, () -> carry(server, client, toClient));
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Carries one direction to its end, and ends it on the other side then; an error ends both. */
    private void carry(Socket from, Socket to, Bandwidth bandwidth) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                await(bandwidth.pass(count, System.nanoTime()));
                out.write(chunk, 0, count);
                bytes.addAndGet(count);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                // The other direction has ended before.
                close(from);
                close(to);
            }
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    private static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    /** Closes the entrance and all connections. */
    @Override
    public void close() throws IOException {
        entrance.close();
        Set.copyOf(open).forEach(this::close);
    }
}
