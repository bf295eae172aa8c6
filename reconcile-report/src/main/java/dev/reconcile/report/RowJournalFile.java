package dev.reconcile.report;

import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.RowJournal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a run told of, in a file beside its checkpoint, a line each: the number of the table pair, a space, and the row
 * as JSON. A checkpoint says up to where the file belongs to it, and what it holds there. Only its owner may read it. It is
 * written by means that an interrupted thread does not close, as it does a channel.
 */
final class RowJournalFile implements RowJournal, AutoCloseable {

    /** The first line. */
    private static final byte[] HEADER =
            "reconcile: rows that differ, beside a checkpoint\n".getBytes(StandardCharsets.US_ASCII);

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final CRC32C digest = new CRC32C();
    private final ByteArrayOutputStream latest = new ByteArrayOutputStream();
    private @Nullable RandomAccessFile out;
    private long flushed;
    private @Nullable IOException failure;

    private RowJournalFile(Path file) {
        this.file = file;
    }

    /**
     * How much of a file belongs to a checkpoint.
     *
     * @param length how many bytes, at least 0
     * @param crc32c what they are, by their checksum
     */
    record Mark(long length, long crc32c) {

        static final Mark NOTHING = new Mark(0, 0);
    }

    /**
     * The journal of a run that begins. The file is made with the first row, in the place of what an earlier run left.
     *
     * @throws CheckpointException if the file there is another
     */
    static RowJournalFile fresh(Path file) {
        RowJournalFile journal = new RowJournalFile(file);
        journal.requireReplaceable();
        return journal;
    }

    /**
     * The journal of a run that goes on. What is behind the mark is cut off once a row is added.
     *
     * @param mark what the checkpoint says
     * @throws CheckpointException if the file is not as it was then
     */
    static RowJournalFile goingOn(Path file, Mark mark) {
        if (mark.length() == 0) {
            return fresh(file);
        }
        RowJournalFile journal = new RowJournalFile(file);
        journal.require(mark);
        return journal;
    }

    /** Whether there is a file that holds rows, or was to. */
    static boolean isOne(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] start = in.readNBytes(HEADER.length);
            // A run may have been killed while it wrote the first line.
            return Arrays.equals(start, Arrays.copyOf(HEADER, start.length));
        }
    }

    private void requireReplaceable() {
        try {
            if (Files.exists(file) && !isOne(file)) {
                throw new CheckpointException(
                        "Rows are to be kept beside the checkpoint, in " + file
                                + ", which is another file. Move it, or name another checkpoint.",
                        null);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void require(Mark mark) {
        if (!Files.exists(file)) {
            throw new CheckpointException(
                    "The rows that the earlier run found are kept in " + file
                            + ", which does not exist. Put it back, or delete the checkpoint to begin anew.",
                    null);
        }
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] buffer = new byte[BUFFER];
            long left = mark.length();
            for (int read; left > 0; left -= read) {
                read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw changed("is shorter than it was then");
                }
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (digest.getValue() != mark.crc32c()) {
            throw changed("is not as it was then");
        }
        flushed = mark.length();
    }

    private CheckpointException changed(String how) {
        return new CheckpointException(
                "The rows that the earlier run found are kept in " + file + ", which " + how
                        + ". Put the file back as it was, or delete the checkpoint to begin anew.",
                null);
    }

    private CheckpointException unreadable(IOException e) {
        return new CheckpointException(
                "Cannot read the rows beside the checkpoint, in " + file + ": " + FileFailure.reason(e)
                        + ". Let this user read the file, or delete the checkpoint to begin anew.",
                e);
    }

    @Override
    public synchronized void append(int table, RowDifference row) {
        if (failure != null) {
            return;
        }
        try {
            if (flushed + latest.size() == 0) {
                latest.write(HEADER);
            }
            latest.write((table + " " + JsonCheckpoints.line(row) + "\n").getBytes(StandardCharsets.US_ASCII));
            if (latest.size() >= BUFFER) {
                flush();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void flush() throws IOException {
        if (latest.size() == 0) {
            return;
        }
        RandomAccessFile open = out;
        if (open == null) {
            if (flushed == 0) {
                Files.deleteIfExists(file);
                OwnerOnly.create(file);
            }
            open = new RandomAccessFile(file.toFile(), "rw");
            out = open;
            open.setLength(flushed);
            open.seek(flushed);
        }
        byte[] bytes = latest.toByteArray();
        open.write(bytes);
        digest.update(bytes);
        flushed += bytes.length;
        latest.reset();
    }

    /**
     * Puts all that was added on the disk.
     *
     * @throws IOException if that fails, or anything before did: what is there then is not all
     */
    synchronized Mark sync() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            flush();
            if (out != null) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        return new Mark(flushed, flushed == 0 ? 0 : digest.getValue());
    }

    @Override
    public synchronized long end() {
        return flushed + latest.size();
    }

    @Override
    public void forEach(int table, JournalPart part, Consumer<RowDifference> rows) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(part.from());
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), BUFFER);
            String prefix = table + " ";
            for (long place = part.from(); place < part.to(); ) {
                String line = lines.readLine();
                if (line == null) {
                    throw changed("is shorter than it was then");
                }
                if (line.startsWith(prefix)) {
                    rows.accept(JsonCheckpoints.row(line.substring(prefix.length())));
                }
                place += line.length() + 1L;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Deletes the file, where it is one of rows. */
    synchronized void remove() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    /** Lets the file be as it is. Does nothing the second time. */
    @Override
    public synchronized void close() {
        failure = failure == null ? new IOException("the run has ended") : failure;
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // What a checkpoint needs was flushed before it was written.
            }
            out = null;
        }
    }
}
