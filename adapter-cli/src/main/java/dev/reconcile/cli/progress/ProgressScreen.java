package dev.reconcile.cli.progress;

import dev.reconcile.cli.terminal.LiveArea;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The tables in work, a line each, drawn again several times a second at the end of a terminal. */
final class ProgressScreen implements Progress, RunListener {

    private static final Duration PERIOD = Duration.ofMillis(200);
    /** More would push everything else off the screen. */
    private static final int MOST_LINES = 12;

    private final LiveArea area;
    private final int columns;
    private final LongSupplier clock;
    private final Map<TablePair, TableProgress> running = new LinkedHashMap<>();
    private final Thread painter = new Thread(this::paintOften, "reconcile-progress");
    private final long startedAt;
    private @Nullable String pause;
    private int tables;
    private int done;

    ProgressScreen(LiveArea area, int columns, LongSupplier clock) {
        this.area = area;
        this.columns = columns;
        this.clock = clock;
        this.startedAt = clock.getAsLong();
    }

    static ProgressScreen open(LiveArea area, int columns) {
        ProgressScreen screen = new ProgressScreen(area, columns, System::nanoTime);
        screen.painter.setDaemon(true);
        screen.painter.start();
        return screen;
    }

    @Override
    public RunListener listener() {
        return this;
    }

    @Override
    public synchronized void runStarted(String runId, Instant start, int numberOfTables) {
        tables = numberOfTables;
    }

    @Override
    public synchronized void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        running.put(pair, new TableProgress(pair, sourceEstimate, targetEstimate, clock.getAsLong()));
    }

    @Override
    public synchronized void rowsRead(TablePair pair, Side side, long rows) {
        TableProgress progress = running.get(pair);
        if (progress != null) {
            progress.add(rows);
        }
    }

    @Override
    public synchronized void lookingAgain(TablePair pair, long rows, Duration wait) {
        TableProgress progress = running.get(pair);
        if (progress != null) {
            progress.looksAgain(rows, clock.getAsLong() + wait.toNanos());
        }
    }

    @Override
    public synchronized void partLocked(TablePair pair) {
        TableProgress progress = running.get(pair);
        if (progress != null) {
            progress.partLocked();
        }
    }

    @Override
    public synchronized void pausing(String reason) {
        pause = Figures.harmless(reason);
    }

    @Override
    public synchronized void goingOn(Duration paused) {
        pause = null;
    }

    @Override
    public synchronized void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        running.remove(pair);
        done++;
    }

    @Override
    public void close() {
        painter.interrupt();
        try {
            // A drawing under way must not come after the last word.
            painter.join(PERIOD.toMillis() * 5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        show(List.of());
    }

    private void paintOften() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(PERIOD.toMillis());
                paint();
            }
        } catch (InterruptedException closed) {
            // The display is over.
        }
    }

    void paint() {
        show(lines());
    }

    private synchronized List<String> lines() {
        long now = clock.getAsLong();
        List<String> lines = new ArrayList<>();
        for (TableProgress table : running.values()) {
            String line = table.line(now);
            if (lines.size() < MOST_LINES) {
                lines.add(cut(line));
            }
        }
        lines.add(cut(done + " of " + (tables == 1 ? "1 table" : tables + " tables") + " done, "
                + Figures.clock(Duration.ofNanos(now - startedAt))));
        if (pause != null) {
            lines.add(cut("Pausing: " + pause));
        }
        return lines;
    }

    private void show(List<String> lines) {
        try {
            area.show(lines);
        } catch (IOException nobodyLooks) {
            // The run matters, not its display.
        }
    }

    /** A line that wraps could not be erased. Wide characters take two columns, so that a name of them is cut earlier. */
    private String cut(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i++) {
            width += line.charAt(i) < 0x1100 || line.charAt(i) == '→' ? 1 : 2;
            if (width >= columns) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
