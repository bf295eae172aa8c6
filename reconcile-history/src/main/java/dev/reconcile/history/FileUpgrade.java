package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables in the file of a history, or changes them to this version, all or nothing: in a copy beside it, which takes its
 * place when it is complete and on the disk. What a kill leaves of a copy is removed by the next who makes one.
 *
 * <p>Nobody else has the file meanwhile: it is locked as H2 locks it. Not safe for use by several threads.
 */
final class FileUpgrade {

    /** How much a new history takes while its tables are made, and what a copy takes beside it. */
    private static final long LEAST_ROOM = 1L << 20;

    /** H2 writes each table that is changed anew, with each change, and keeps for a while what it wrote before. */
    private static final int TIMES_THE_FILE = 12;

    private final StorePlace.Folder place;

    /** With how little room it was tried in vain; nobody is to fill the disk of others again and again. */
    private long tooLittle = -1;

    FileUpgrade(StorePlace.Folder place) {
        this.place = place;
    }

    /** The lock that H2 has on an open file; null while somebody else has it. */
    @Nullable
    Locked tryLock() throws IOException {
        Path file = place.file().toRealPath();
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw mayNot(file, e);
        }
        try {
            if (channel.tryLock() != null) {
                return new Locked(file, channel);
            }
        } catch (OverlappingFileLockException byTheSameClassOfAnotherLoader) {
            // As if by another process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /**
     * Makes or changes the tables.
     *
     * @throws HistoryException if that cannot be done; the file is then as it was
     */
    void upgrade(Locked locked) throws IOException, SQLException {
        Path copy = copyOf(locked.file);
        Files.deleteIfExists(copy);
        long room = Files.getFileStore(locked.folder).getUsableSpace();
        long size = locked.channel.size();
        if (room < size || room <= tooLittle + tooLittle / 10) {
            throw full(size, null);
        }
        try {
            copy(locked, copy);
            TablesOfFile tables = new TablesOfFile(source(copy), place);
            tables.bringUp();
            // What could not be written when the copy was closed is not there when it is opened.
            if (!tables.areCurrent()) {
                throw full(size, null);
            }
            force(copy, StandardOpenOption.WRITE);
            Files.move(copy, locked.file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(locked.folder);
            tooLittle = -1;
        } catch (IOException | SQLException | RuntimeException e) {
            if (StoreFailures.isFull(e)) {
                tooLittle = room;
                throw full(size, e);
            }
            throw e;
        } finally {
            remove(copy);
        }
    }

    private static Path copyOf(Path file) {
        return file.resolveSibling("history.new.mv.db");
    }

    /** Whether there is a copy, which another process changes, or left when it was killed. */
    boolean seemsToGoOn() {
        try {
            return Files.exists(copyOf(place.file().toRealPath()));
        } catch (IOException nobodyCanTell) {
            return false;
        }
    }

    private HistoryException full(long size, @Nullable Exception e) {
        long megabytes = (TIMES_THE_FILE * size + LEAST_ROOM + (1 << 20) - 1) >> 20;
        String what = size == 0
                ? "the history cannot be written, because the disk is full"
                : "the history is of an earlier version, and is not brought to this one, because the disk is full. The file is as it"
                        + " was";
        return new HistoryException(
                place.label() + ": " + what + ". Free space there: it takes up to " + megabytes + " MB for a while.",
                e);
    }

    private HistoryException mayNot(Path file, @Nullable Exception e) {
        String owner;
        try {
            owner = " (" + Files.getOwner(file).getName() + ")";
        } catch (IOException | UnsupportedOperationException unknown) {
            owner = "";
        }
        return new HistoryException(
                place.label()
                        + ": the tables of the history are to be made, or changed to this version, which this user may not."
                        + " Begin once as the user whom the file belongs to" + owner
                        + ", with the right to write into its folder.",
                e);
    }

    /** The file as it is, by another name, of the same user and as open to others. */
    private void copy(Locked locked, Path copy) throws IOException {
        try (FileChannel to = FileChannel.open(
                copy, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.of(copy))) {
            PosixFileAttributeView view = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
            if (view != null) {
                keepOwner(locked.file, view);
            }
            long size = locked.channel.size();
            for (long done = 0; done < size; ) {
                done += locked.channel.transferTo(done, size - done, to);
            }
        } catch (AccessDeniedException e) {
            throw mayNot(locked.file, e);
        }
    }

    private void keepOwner(Path file, PosixFileAttributeView copy) throws IOException {
        PosixFileAttributes was = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes is = copy.readAttributes();
        UserPrincipal owner = was.owner();
        try {
            if (!owner.equals(is.owner())) {
                copy.setOwner(owner);
            }
            if (!was.group().equals(is.group())) {
                copy.setGroup(was.group());
            }
        } catch (IOException e) {
            // The file would be kept from those who have it now.
            throw mayNot(file, e);
        }
        copy.setPermissions(was.permissions());
    }

    private JdbcDataSource source(Path copy) {
        String path = copy.toString();
        if (path.indexOf(';') >= 0) {
            throw new HistoryException(
                    "The folder " + copy.getParent() + " for the history has a semicolon in its name. Name another.",
                    null);
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + path.substring(0, path.length() - ".mv.db".length())
                + ";DB_CLOSE_DELAY=0;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0");
        return source;
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void forceFolder(Path folder) {
        try {
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Not every system lets folders be opened. After a loss of power the file is the one of before, or this
            // one.
        }
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // The next who makes one removes it.
        }
    }

    /** A file that nobody else can have. */
    static final class Locked implements AutoCloseable {

        private final Path file;
        private final Path folder;
        private final FileChannel channel;

        private Locked(Path file, FileChannel channel) {
            this.file = file;
            this.folder = Objects.requireNonNull(file.getParent(), "A real path has a folder.");
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
