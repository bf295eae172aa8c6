package dev.reconcile.benchmarks.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowLineTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void what_is_sent_arrives_whole_both_ways_and_is_counted() throws Exception {
        byte[] question = bytes(100_001);
        byte[] answer = bytes(300_007);
        try (ServerSocket server = new ServerSocket(0, 1, HERE);
                SlowLine line = SlowLine.to(HERE.getHostAddress(), server.getLocalPort(), 50_000_000)) {
            CompletableFuture<byte[]> asked = CompletableFuture.supplyAsync(() -> serve(server, answer));
            try (Socket client = new Socket(HERE, line.port())) {
                client.getOutputStream().write(question);
                client.shutdownOutput();

                assertThat(client.getInputStream().readAllBytes()).isEqualTo(answer);
            }
            assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(question);
            assertThat(line.bytes()).isEqualTo(question.length + answer.length);
        }
    }

    @Test
    void a_server_that_refuses_ends_the_connection_and_not_the_line() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, HERE)) {
            port = closed.getLocalPort();
        }
        try (SlowLine line = SlowLine.to(HERE.getHostAddress(), port, 50_000_000)) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = new Socket(HERE, line.port())) {
                    assertThat(client.getInputStream().readAllBytes()).isEmpty();
                }
            }
        }
    }

    private static byte[] serve(ServerSocket server, byte[] answer) {
        try (Socket client = server.accept()) {
            byte[] question = client.getInputStream().readAllBytes();
            client.getOutputStream().write(answer);
            return question;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
