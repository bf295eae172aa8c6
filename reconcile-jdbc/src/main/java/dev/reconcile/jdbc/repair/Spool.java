package dev.reconcile.jdbc.repair;

import dev.reconcile.jdbc.repair.PrivateFile.PassingFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts kept on the disk until they are needed, in sections. Holds little of each section in memory. Used by one thread. */
final class Spool implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final PassingFile file;

    /** @param file an empty one; closed with the spool */
    Spool(PassingFile file) {
        this.file = file;
    }

    Section section() {
        return new Section();
    }

    @Override
    public void close() throws IOException {
        file.close();
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
                written.add(new Chunk(file.append(latest.toByteArray()), latest.size()));
                latest.reset();
            }
        }

        void forEach(Taker taker) throws IOException {
            for (Chunk chunk : written) {
                handOut(file.read(chunk.offset(), chunk.length()), taker);
            }
            handOut(latest.toByteArray(), taker);
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
