package dev.reconcile.cli.progress;

import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Figures {

    private Figures() {}

    /** {@code 1,234,567}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The tables' names in one line, without what a terminal would take for a command: names may hold anything. */
    static String names(TablePair pair) {
        return harmless(pair.toString());
    }

    /** A text in one line, without what a terminal would take for a command. */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder();
        text.codePoints().forEach(c -> harmless.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return harmless.toString();
    }

    /** {@code 300,000 rows}, {@code 1 row}. */
    static String rows(long number) {
        return grouped(number) + (number == 1 ? " row" : " rows");
    }

    /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** {@code 0.4 s}, {@code 12.0 s}, {@code 12:34}. */
    static String stopwatch(Duration time) {
        return time.toMinutes() < 1 ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0) : clock(time);
    }
}
