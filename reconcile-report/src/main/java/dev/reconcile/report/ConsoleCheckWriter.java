package dev.reconcile.report;

import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.check.ColumnCheck;
import dev.reconcile.core.check.DatabaseCheck;
import dev.reconcile.core.check.KeyUsed;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.SideCheck;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.check.TimeEstimate;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Hashing;
import dev.reconcile.report.ConsoleStyle.Tone;
import dev.reconcile.report.ConsoleTable.Heading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a check as text for a person at a terminal of 80 columns: whether a run can pass, what would keep it from that,
 * the worst first, then what to watch out for, and at the end each table and database as it was found.
 */
public final class ConsoleCheckWriter {

    private static final String UNKNOWN = "-";

    /** Pairs named behind a text that concerns many. */
    private static final int MOST_PAIRS = 3;

    /** The width of the labels of a table's facts. */
    private static final int LABEL = 8;

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;

    private final ConsoleStyle style;

    /** A writer that sets text off so. */
    public ConsoleCheckWriter(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * Writes the whole check.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(CheckReport check, Appendable out) throws IOException {
        ConsolePage page = new ConsolePage(style);
        page.labelled(0, check.ready() ? Tone.GOOD : Tone.BAD, check.ready() ? "READY" : "NOT READY", check.summary());
        writeNotes(page, "These would fail", Level.ABORTS, check);
        writeNotes(page, "These would be reported as different", Level.DIFFERS, check);
        writeNotes(page, "These could not be compared completely", Level.WEAKENS, check);
        writeWarnings(page, check);
        writeTables(page, check);
        check.tables().forEach(table -> writeTable(page, table));
        writeDatabase(page, "Source", check.source());
        writeDatabase(page, "Target", check.target());
        page.heading("No row was read");
        page.paragraph(
                2,
                "Numbers of rows are the databases' own estimates. Times are a guess from them, a table being hashed at"
                        + " 0.4 to 4 million values a second or counted at 0.8 to 8 million rows; rows that differ are"
                        + " looked at again after that. Version " + check.version() + ".");
        out.append(page.toString());
    }

    private static void writeNotes(ConsolePage page, String title, Level level, CheckReport check) {
        List<TableCheck> concerned = check.tables().stream()
                .filter(table -> table.notes().stream().anyMatch(note -> note.level() == level))
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        page.heading(title);
        for (TableCheck table : concerned) {
            page.labelled(2, tone(level.atBest()), level.atBest().name(), table.pair());
            texts(table, level).forEach(text -> page.paragraph(4, text));
        }
    }

    private static List<String> texts(TableCheck table, Level level) {
        return table.notes().stream()
                .filter(note -> note.level() == level)
                .map(Note::text)
                .toList();
    }

    /** A text that several tables share, such as that the login can write, stands there once. */
    private static void writeWarnings(ConsolePage page, CheckReport check) {
        Map<String, List<String>> pairsByText = new LinkedHashMap<>();
        for (TableCheck table : check.tables()) {
            texts(table, Level.WARNS)
                    .forEach(text -> pairsByText
                            .computeIfAbsent(text, t -> new ArrayList<>())
                            .add(table.pair()));
        }
        if (pairsByText.isEmpty() && check.warnings().isEmpty()) {
            return;
        }
        page.heading("Watch out");
        check.warnings().forEach(text -> page.labelled(2, Tone.DOUBTFUL, "-", text));
        pairsByText.forEach((text, pairs) -> {
            page.labelled(2, Tone.DOUBTFUL, "-", text);
            page.paragraph(5, "(" + named(pairs) + ")");
        });
    }

    private static String named(List<String> pairs) {
        String first = pairs.stream().limit(MOST_PAIRS).collect(Collectors.joining(", "));
        return pairs.size() <= MOST_PAIRS ? first : first + " and " + (pairs.size() - MOST_PAIRS) + " more";
    }

    private static void writeTables(ConsolePage page, CheckReport check) {
        if (check.tables().isEmpty()) {
            return;
        }
        ConsoleTable overview = new ConsoleTable(
                Heading.text("At best"),
                Heading.text("Table"),
                Heading.number("Source"),
                Heading.number("Target"),
                Heading.text("Time"));
        for (TableCheck table : check.tables()) {
            overview.add(
                    tone(table.atBest()),
                    List.of(
                            table.atBest().name(),
                            table.source(),
                            rows(table.sourceSide()),
                            rows(table.targetSide()),
                            table.estimate().map(ConsoleCheckWriter::range).orElse(UNKNOWN)),
                    table.source().equals(table.target()) ? null : table.target());
        }
        if (check.tables().size() > 1) {
            overview.add(Tone.HEADING, List.of("", "All of them", "", "", range(check.time())), null);
        }
        page.table(overview);
    }

    private static void writeTable(ConsolePage page, TableCheck table) {
        page.heading(table.pair());
        KeyUsed key = table.key();
        if (key != null) {
            fact(page, "Key", describe(key));
        }
        fact(page, "Source", describe(table.sourceSide()));
        fact(page, "Target", describe(table.targetSide()));
        if (!table.columns().isEmpty()) {
            fact(
                    page,
                    "Columns",
                    table.columns().stream().map(ConsoleCheckWriter::describe).collect(Collectors.joining("; ")) + ".");
        }
        table.columnsNotCompared().stream()
                .filter(UncomparedColumn::excluded)
                .forEach(column -> fact(page, "Left out", column.column() + ": " + column.reason()));
        table.reductions().forEach(reduction -> fact(page, "Reduced", reduction));
        texts(table, Level.INFORMS).forEach(text -> fact(page, "Note", text));
    }

    private static void fact(ConsolePage page, String label, String text) {
        page.labelled(2, Tone.HEADING, label + " ".repeat(LABEL - label.length()), text);
    }

    private static String describe(KeyUsed key) {
        String columns = String.join(", ", key.columns());
        return switch (key.origin()) {
            case SETTINGS -> columns + ", as the settings say.";
            case PRIMARY_KEY -> columns + ", the source's primary key.";
            case UNIQUE_INDEX -> columns + ", the source's unique index " + key.name() + ".";
            case NONE -> "None: rows are told apart by all their values.";
        };
    }

    private static String describe(@Nullable SideCheck side) {
        if (side == null) {
            return "It could not be described.";
        }
        String what = side.table() + ", a "
                + side.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (side.estimatedRows().isPresent() ? " of about " + rows(side) + " rows" : "");
        return what + access(side) + hashing(side.hashing());
    }

    private static String access(SideCheck side) {
        return switch (side.access()) {
            case GRANTED -> ", which the login may read.";
            case REFUSED -> ", which cannot be read.";
            case NOT_TRIED -> ". Nothing of it would be read.";
        };
    }

    private static String hashing(@Nullable Hashing hashing) {
        if (hashing == null || hashing.place() == null) {
            return "";
        }
        return hashing.place() == HashPlace.DATABASE ? " Hashed in the database." : " Hashed here: " + hashing.reason();
    }

    private static String describe(ColumnCheck column) {
        String target = (column.source().equals(column.target()) ? "" : column.target() + " ") + column.targetType();
        String source = column.source() + " " + column.sourceType();
        boolean same =
                column.source().equals(column.target()) && column.sourceType().equals(column.targetType());
        return same ? source : source + " = " + target;
    }

    private static void writeDatabase(ConsolePage page, String side, DatabaseCheck database) {
        page.heading(side + ": " + database.facts().engine());
        page.paragraph(2, "isolation: " + database.facts().isolation());
        for (Feature feature : database.features()) {
            page.paragraph(2, feature.toString());
        }
    }

    private static String rows(@Nullable SideCheck side) {
        return side == null || side.estimatedRows().isEmpty()
                ? UNKNOWN
                : String.format(Locale.ROOT, "%,d", side.estimatedRows().getAsLong());
    }

    private static String range(TimeEstimate time) {
        return time.most().toMillis() < MILLIS_PER_SECOND
                ? "less than 1 s"
                : duration(time.least()) + " to " + duration(time.most());
    }

    /** Whole seconds, whole minutes from one minute on, both rounded up; tenths of hours from one hour on. */
    private static String duration(Duration time) {
        long seconds = (time.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
        if (seconds < SECONDS_PER_MINUTE) {
            return seconds + " s";
        }
        long minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
        if (minutes < MINUTES_PER_HOUR) {
            return minutes + " min";
        }
        return String.format(Locale.ROOT, "%,.1f h", minutes / MINUTES_PER_HOUR);
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> Tone.GOOD;
            case INCONCLUSIVE -> Tone.DOUBTFUL;
            case MISMATCH, ERROR -> Tone.BAD;
        };
    }
}
