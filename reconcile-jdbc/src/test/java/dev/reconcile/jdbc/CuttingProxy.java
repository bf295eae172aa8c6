package dev.reconcile.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server on loopback and cuts connections once they have carried a number of bytes to the client. */
final class CuttingProxy implements Closeable {

    private final ServerSocket listener;
    private final int serverPort;
    private final long bytes;
    private final AtomicInteger cutsLeft;
    private final AtomicInteger cuts = new AtomicInteger();

    /**
     * A proxy that listens at once.
     *
     * @param bytes after how many bytes to the client a connection is cut
     * @param times how many connections are cut; later ones are left alone
     */
    CuttingProxy(int serverPort, long bytes, int times) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.bytes = bytes;
        this.cutsLeft = new AtomicInteger(times);
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections were cut. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                start(() -> pump(client, server, Long.MAX_VALUE));
                start(() -> pump(server, client, bytes));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to, long limit) {
        byte[] buffer = new byte[8192];
        long carried = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                carried += n;
                if (carried > limit && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
