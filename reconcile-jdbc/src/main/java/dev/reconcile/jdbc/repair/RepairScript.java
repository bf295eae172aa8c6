package dev.reconcile.jdbc.repair;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what would mend the target while a run finds its differences, and then writes a script for PostgreSQL, to be read
 * by a person before it runs. Of the differences only those that stood are mended.
 *
 * <p>The script holds values of rows, so only the owner may read its file. Until it is written the statements lie in a file
 * without a name beside it, which ends with this process.
 */
public final class RepairScript implements RunListener, AutoCloseable {

    private final Path file;
    private final String source;
    private final String target;
    private final Spool spool;
    private final Map<TablePair, TableRepair> repairs = new LinkedHashMap<>();
    private @Nullable IOException failure;
    private boolean closed;

    private RepairScript(Path file, String source, String target, Spool spool) {
        this.file = file;
        this.source = source;
        this.target = target;
        this.spool = spool;
    }

    /**
     * A script that is to be written to a file.
     *
     * @param file replaced at the end; its directory must exist
     * @param source which database was right, for a person and without credentials
     * @param target which database the script is for, likewise
     * @throws RepairScriptException if no file can be made there
     */
    public static RepairScript at(Path file, String source, String target) {
        try {
            PrivateFile.requireWritable(file);
            return new RepairScript(file, source, target, new Spool(PrivateFile.passing(file)));
        } catch (IOException e) {
            throw new RepairScriptException(file, e);
        }
    }

    /**
     * Finds out whether a script can be written to a file. A disk that has become full by then cannot be foreseen.
     *
     * @throws RepairScriptException if it cannot
     */
    public static void check(Path file) {
        at(file, "", "").close();
    }

    @Override
    public boolean countsCopies() {
        return true;
    }

    @Override
    public synchronized void rowsSought(TablePair pair, TableRead from, TableRead to) {
        if (!closed) {
            repairs.computeIfAbsent(pair, p -> new TableRepair(from, to, spool));
        }
    }

    @Override
    public synchronized void rowDiffers(TablePair pair, RowDifference difference) {
        if (closed || failure != null) {
            return;
        }
        try {
            Objects.requireNonNull(repairs.get(pair), "Rows differ that nobody sought.")
                    .take(difference);
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Writes the script, also where there is nothing to mend: an older one must not be taken for it. What a cancelled run may
     * still find is not waited for, and the script says that it is not whole.
     *
     * @param report of the run that was watched
     * @throws RepairScriptException if it cannot be written; the file is as it was then
     */
    public synchronized RepairSummary write(Report report) {
        try {
            if (failure != null) {
                throw failure;
            }
            noteAccepted(report);
            for (TableRepair repair : repairs.values()) {
                repair.isComplete();
            }
            ScriptText text = new ScriptText(report, source, target, file, inOrder(report));
            PrivateFile.replace(file, bytes -> {
                // Left open: whoever opened the file closes it.
                Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8.newEncoder()));
                text.writeTo(out);
                out.flush();
            });
            return text.summary();
        } catch (IOException e) {
            throw new RepairScriptException(file, e);
        } finally {
            close();
        }
    }

    private void noteAccepted(Report report) {
        for (TableReport table : report.tables()) {
            RowsReport rows = table.rows();
            if (rows != null && rows.acceptedRows() > 0) {
                repairs.forEach((pair, repair) -> {
                    if (nameOf(pair).equals(table.source() + " " + table.target())) {
                        repair.someAreAccepted();
                    }
                });
            }
        }
    }

    /** The repairs in the order of the report. */
    private List<TableRepair> inOrder(Report report) {
        List<String> names = report.tables().stream()
                .map(table -> table.source() + " " + table.target())
                .toList();
        return repairs.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(names.indexOf(nameOf(one.getKey())), names.indexOf(nameOf(other.getKey()))))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String nameOf(TablePair pair) {
        return pair.source() + " " + pair.target();
    }

    /** Forgets what was gathered. Does nothing the second time. */
    @Override
    public synchronized void close() {
        closed = true;
        repairs.clear();
        try {
            spool.close();
        } catch (IOException e) {
            // The file has no name; what is left of it goes with the process.
        }
    }
}
