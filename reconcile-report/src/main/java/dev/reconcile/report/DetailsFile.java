package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.TablePair;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes every row that differs to a file as soon as it is settled, one JSON object a line, however many there are. The
 * last line says that nothing is missing before it: a file without it was cut off.
 *
 * <p>A file that exists is replaced when the run begins, by one that only its owner may read: the lines hold keys, and values
 * where these are to be shown. What is no file, such as a pipe or {@code /dev/stdout}, is written to as it is.
 */
public final class DetailsFile implements RunListener, AutoCloseable {

    private static final String CONTENT = "the details";

    private final WritablePlace place;
    private final ShownValues values;
    private final Map<String, Lines> linesByPair = new HashMap<>();
    private @Nullable FileOutputStream out;
    private @Nullable IOException failure;
    private boolean closed;

    private DetailsFile(WritablePlace place, ShownValues values) {
        this.place = place;
        this.values = values;
    }

    /** What was written of one pair of tables. */
    private static final class Lines {

        private final int keyColumns;
        private long count;
        private long rows;

        Lines(int keyColumns) {
            this.keyColumns = keyColumns;
        }
    }

    /**
     * A file of the rows that a run finds, for one run. Its directory must exist.
     *
     * @param values which values of rows the file holds beside their keys; whole ones, and none of masked columns
     * @throws ReportWriteException if it cannot be made
     */
    public static DetailsFile at(Path file, ShownValues values) {
        WritablePlace place = WritablePlace.of(CONTENT, file);
        place.check();
        return new DetailsFile(place, values);
    }

    private static FileOutputStream open(WritablePlace place) throws IOException {
        if (!place.isReplaceable()) {
            return new FileOutputStream(place.path().toFile(), true);
        }
        // Made so that nobody but its owner may read it.
        Path draft = Files.createTempFile(place.path().resolveSibling("."), ".", ".reconcile.tmp");
        try {
            FileOutputStream out = new FileOutputStream(draft.toFile());
            Files.move(draft, place.path(), StandardCopyOption.ATOMIC_MOVE);
            return out;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Finds out whether such a file can be made, without making it. A disk that has become full by then cannot be foreseen.
     *
     * @throws ReportWriteException if it cannot
     */
    public static void check(Path file) {
        WritablePlace.of(CONTENT, file).check();
    }

    /** Only now is it sure that the run begins: one that cannot go on with an earlier one must leave its details alone. */
    @Override
    public synchronized void runStarted(String runId, Instant start, int tables) {
        if (closed) {
            return;
        }
        try {
            out = open(place);
        } catch (IOException e) {
            failure = e;
        }
        write(JsonDetails.header(runId, start, tables, values));
    }

    @Override
    public synchronized void rowsSought(TablePair pair, TableRead source, TableRead target) {
        linesByPair.computeIfAbsent(nameOf(pair), name -> new Lines(source.keyColumns()));
    }

    @Override
    public synchronized void rowDiffers(TablePair pair, RowDifference difference) {
        Lines lines = linesByPair.get(nameOf(pair));
        if (lines == null) {
            throw new IllegalStateException("Rows differ that nobody sought.");
        }
        write(JsonDetails.row(pair, values.of(difference, lines.keyColumns)));
        lines.count++;
        lines.rows += difference.occurrences();
    }

    /**
     * Writes how each table came out, and that this is the end. What a cancelled run may still find is not waited for.
     *
     * @param report of the run that was watched
     * @throws ReportWriteException if not all could be written; the file ends somewhere, and not with its last line
     */
    public synchronized void finish(Report report) {
        long all = 0;
        for (TableReport table : report.tables()) {
            Lines lines = linesByPair.getOrDefault(nameOf(table.source(), table.target()), new Lines(0));
            write(JsonDetails.table(table, lines.count, lines.rows));
            all += lines.count;
        }
        write(JsonDetails.end(report, all));
        try {
            if (failure != null) {
                throw failure;
            }
            if (out == null) {
                throw new IOException("the run did not begin");
            }
            if (Files.isRegularFile(place.path())) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw place.failure(
                    e, "It does not hold every row that differs. Free space or name another path, then run again.");
        } finally {
            close();
        }
    }

    /** Each line at once, so that somebody can read along, and that what was found is there even if the process is killed. */
    private void write(ObjectNode tree) {
        if (closed || failure != null || out == null) {
            return;
        }
        try {
            out.write(JsonLayout.line(tree).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            failure = e;
        }
    }

    private static String nameOf(TablePair pair) {
        return nameOf(pair.source().toString(), pair.target().toString());
    }

    private static String nameOf(String source, String target) {
        return source + " " + target;
    }

    /** Ends the file where it is. Does nothing the second time. */
    @Override
    public synchronized void close() {
        closed = true;
        if (out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            // Nothing is held back: what was written is in the file, and what failed is known.
        }
    }
}
