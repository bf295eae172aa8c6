package dev.reconcile.jdbc.repair;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts kept on the disk until they are needed, in sections. Holds little of each section in memory. Used by one thread. */
final class Spool implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final FileChannel channel;

    /** @param channel an empty file; closed with the spool */
    Spool(FileChannel channel) {
        this.channel = channel;
    }

    Section section() {
        return new Section();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Some texts in their order. */
    final class Section {

        private final List<Chunk> written = new ArrayList<>();
        private final ByteArrayOutputStream latest = new ByteArrayOutputStream();
        private long rows;

        /** Of how many rows the texts are. */
        long rows() {
            return rows;
        }

        void add(String text, long rowsOfIt) throws IOException {
            DataOutputStream out = new DataOutputStream(latest);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
            rows += rowsOfIt;
            if (latest.size() >= CHUNK) {
                Chunk chunk = new Chunk(channel.size(), latest.size());
                ByteBuffer buffer = ByteBuffer.wrap(latest.toByteArray());
                channel.position(chunk.offset());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                written.add(chunk);
                latest.reset();
            }
        }

        void forEach(Taker taker) throws IOException {
            for (Chunk chunk : written) {
                handOut(read(chunk), taker);
            }
            handOut(latest.toByteArray(), taker);
        }

        private byte[] read(Chunk chunk) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(chunk.length());
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, chunk.offset() + buffer.position()) < 0) {
                    throw new EOFException();
                }
            }
            return buffer.array();
        }

        private static void handOut(byte[] chunk, Taker taker) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk));
            while (in.available() > 0) {
                taker.take(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
        }
    }

    /** Takes one text. */
    @FunctionalInterface
    interface Taker {

        void take(String text) throws IOException;
    }

    /** Where some texts of a section lie in the file. */
    private record Chunk(long offset, int length) {}
}
