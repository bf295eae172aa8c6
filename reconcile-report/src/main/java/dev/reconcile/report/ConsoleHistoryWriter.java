package dev.reconcile.report;

import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.DueTimes.DueTime;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.report.ConsoleStyle.Tone;
import dev.reconcile.report.ConsoleTable.Heading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what is remembered of runs as text for a person at a terminal of 80 columns. */
public final class ConsoleHistoryWriter {

    /** So many times of each schedule are shown. */
    private static final int MOST_TIMES = 5;

    private final ConsoleStyle style;

    /** A writer that sets text off so. */
    public ConsoleHistoryWriter(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * Writes the whole report.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(HistoryReport report, Appendable out) throws IOException {
        ConsolePage page = new ConsolePage(style);
        if (report.isEmpty()) {
            page.paragraph(
                    0,
                    report.table() == null
                            ? "The history is empty: no run is remembered."
                            : "No run of " + report.table() + " is remembered.");
        }
        writeStates(page, report);
        report.states().forEach(state -> writeState(page, report, state));
        if (report.table() == null) {
            writeRuns(page, report);
            writeSchedules(page, report.schedules());
        } else {
            writeFindings(page, report);
        }
        out.append(page.toString().stripLeading());
    }

    private static void writeStates(ConsolePage page, HistoryReport report) {
        if (report.states().isEmpty()) {
            return;
        }
        ConsoleTable table = new ConsoleTable(
                Heading.text("Verdict"),
                Heading.text("Table"),
                Heading.text("Job"),
                Heading.text("Since"),
                Heading.text("Checked"),
                Heading.number("Findings"));
        for (TableState state : report.states()) {
            table.add(
                    tone(state.verdict()),
                    List.of(
                            state.verdict().name(),
                            state.pair().source(),
                            state.pair().job(),
                            ConsoleText.time(state.since()),
                            checked(state, report.timestamp()),
                            number(report.openFindings().getOrDefault(state.pair(), 0L))),
                    state.pair().source().equals(state.pair().target())
                            ? null
                            : state.pair().target());
        }
        page.table(table);
        long counted = report.states().stream()
                .filter(state ->
                        state.verdict() == Verdict.MATCH && state.last().compared() == Depth.COUNTS)
                .count();
        if (counted > 0) {
            page.paragraph(
                    0,
                    "Of " + (counted == 1 ? "1 table that matches" : number(counted) + " tables that match")
                            + " only the numbers of rows were compared.");
        }
        long leftOut = report.states().stream()
                .filter(state -> state.leftOut() != null)
                .count();
        if (leftOut > 1 && report.table() == null) {
            page.paragraph(
                    0,
                    number(leftOut)
                            + " tables are no longer compared. 'reconcile history --forget --left-out' drops all"
                            + " that are not, of any job or of that which --job names.");
        }
    }

    /** How long ago it was last known whether the tables are the same: what is known of them may be old. */
    private static String checked(TableState state, Instant now) {
        Instant last = state.lastChecked();
        if (last == null) {
            return "never";
        }
        Duration age = Duration.between(last, now);
        if (age.toMinutes() < 0) {
            // A clock was ahead: nobody knows how long ago that was.
            return "unknown";
        }
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    private static void writeState(ConsolePage page, HistoryReport report, TableState state) {
        boolean plain = state.verdict() == Verdict.MATCH
                && state.last().acceptedRows() == 0
                && narrowings(state.last()).isEmpty();
        if (plain && report.table() == null) {
            return;
        }
        page.heading(ConsoleText.pair(state.pair().source(), state.pair().target()) + " ("
                + state.pair().job() + ")");
        page.paragraph(2, sentence(state));
        if (state.leftOut() != null) {
            page.paragraph(2, "To drop it, if that is meant:");
            page.line(4, ForgetCommand.of(state.pair()));
        } else if (comparedTooLittle(state)) {
            page.paragraph(2, "Where the settings were changed on purpose, this has it begin anew:");
            page.line(4, ForgetCommand.of(state.pair()));
        }
        List<TableEntry> results = report.results().getOrDefault(state.pair(), List.of());
        if (report.table() == null || results.isEmpty()) {
            return;
        }
        ConsoleTable table = new ConsoleTable(
                Heading.text("Verdict"),
                Heading.text("Time"),
                Heading.number("Source"),
                Heading.number("Target"),
                Heading.number("Missing"),
                Heading.number("Extra"),
                Heading.number("Changed"));
        for (TableEntry entry : results) {
            table.add(
                    tone(entry.verdict()),
                    List.of(
                            entry.verdict().name(),
                            ConsoleText.time(entry.time()),
                            number(entry.sourceRows()),
                            number(entry.targetRows()),
                            differing(entry, entry.missing()),
                            differing(entry, entry.extra()),
                            differing(entry, entry.changed())),
                    null);
        }
        page.table(table);
    }

    private static String sentence(TableState state) {
        StringBuilder text = new StringBuilder(notCompared(state));
        boolean past = state.leftOut() != null;
        boolean isSo = state.last().verdict() == Verdict.MATCH;
        text.append(
                switch (state.condition()) {
                    case IN_SYNC ->
                        past ? "in sync since " : isSo ? "In sync since " : "In sync, when it was checked last, since ";
                    case DIFFERENT -> past ? "known to differ since " : "Known to differ since ";
                    case UNKNOWN -> past ? "what no run could tell since " : "No run could tell since ";
                });
        text.append(ConsoleText.time(state.since()));
        if (state.condition() == Condition.IN_SYNC && state.last().acceptedRows() > 0) {
            text.append(", but for rows that differ and that the settings accept (")
                    .append(number(state.last().acceptedRows()))
                    .append(" in the last run)");
        }
        if (state.condition() != Condition.UNKNOWN) {
            Depth depth = state.depth();
            text.append(
                    depth == null
                            ? ", without a comparison of rows"
                            : ", by a comparison of " + depth.name().toLowerCase(Locale.ROOT));
            TableEntry proof = state.lastConclusive();
            String narrowings = proof == null ? "" : narrowings(proof);
            text.append(narrowings.isEmpty() ? "" : " (" + narrowings + ")");
        }
        text.append(". ");
        if (state.condition() != Condition.IN_SYNC) {
            text.append(
                    state.lastMatch() == null
                            ? "Never seen to match. "
                            : "Matched last " + ConsoleText.time(state.lastMatch()) + ". ");
        }
        TableEntry last = state.last();
        text.append("Last run ")
                .append(ConsoleText.time(last.time()))
                .append(": ")
                .append(last.verdict());
        if (comparedTooLittle(state)) {
            text.append(
                    ", which compared too little, or other rows or columns, or by other rules, or read them before, to undo that");
        }
        return text.append(". ").append(last.reason()).toString().strip();
    }

    private static boolean comparedTooLittle(TableState state) {
        return state.last().verdict() == Verdict.MATCH && state.condition() == Condition.DIFFERENT;
    }

    /** In what way less than all was compared, as far as that is known. */
    private static String narrowings(TableEntry entry) {
        if (entry.narrowings() == null) {
            return entry.part() ? "only a part of the rows" : "";
        }
        return entry.narrowings().stream()
                .sorted()
                .map(narrowing -> switch (narrowing) {
                    case ROW_FILTER -> "only rows that a filter lets through";
                    case YOUNG_ROWS -> "no rows written lately";
                    case OLD_ROWS -> "only rows changed lately";
                    case SCRUB_BEGUN -> "only a part of the rows so far";
                    case SCRUB_PART -> "a part of the rows in each run";
                    case COLUMNS -> "not all columns";
                    case RULES -> "some columns by rules";
                    case ENDED_EARLY -> "not all rows that differ were looked for";
                })
                .collect(Collectors.joining("; "));
    }

    private static String notCompared(TableState state) {
        LeftOut leftOut = state.leftOut();
        return leftOut == null
                ? ""
                : "Not compared since " + ConsoleText.time(leftOut.since())
                        + ": the runs of the job no longer hold it. Before that it was ";
    }

    private static void writeRuns(ConsolePage page, HistoryReport report) {
        if (report.runs().items().isEmpty()) {
            return;
        }
        page.heading("Last runs");
        ConsoleTable table = new ConsoleTable(
                Heading.text("State"),
                Heading.text("Began"),
                Heading.text("Job"),
                Heading.text("Compared"),
                Heading.number("Match"),
                Heading.number("Not"));
        for (RunEntry run : report.runs().items()) {
            table.add(
                    tone(run),
                    List.of(
                            run.status() == null || run.state() != RunState.COMPLETED
                                    ? run.state().name()
                                    : run.status().name(),
                            ConsoleText.time(run.start().start()),
                            run.start().job(),
                            run.start().trigger().isForPart() ? "a part" : "whole job",
                            number((long) run.matched()),
                            number((long) run.tables() - run.matched())),
                    null);
        }
        page.table(table);
        leftOut(page, report.runs().total(), report.runs().items().size(), "runs");
    }

    /** Only what is not as it should be: a schedule that is kept needs no words. */
    private static void writeSchedules(ConsolePage page, List<DueTimes> schedules) {
        ConsoleTable table = new ConsoleTable(
                Heading.text("Outcome"), Heading.text("Due"), Heading.text("Job"), Heading.text("Run"));
        List<String> paused = new ArrayList<>();
        List<String> more = new ArrayList<>();
        boolean any = false;
        for (DueTimes schedule : schedules) {
            if (schedule.paused()) {
                paused.add("The schedule of " + schedule.job() + " is paused: nothing runs when it is due.");
            }
            List<DueTime> amiss = schedule.amiss();
            for (DueTime time : amiss.stream().limit(MOST_TIMES).toList()) {
                any = true;
                String run = time.tick().run();
                table.add(
                        Tone.DOUBTFUL,
                        List.of(
                                time.word(),
                                ConsoleText.time(time.tick().due()),
                                schedule.job(),
                                run == null ? "-" : run.substring(0, Math.min(8, run.length()))),
                        null);
            }
            if (amiss.size() > MOST_TIMES) {
                more.add("… of " + amiss.size() + " such among the last "
                        + schedule.times().size() + " times of " + schedule.job() + "; --json has them all.");
            }
        }
        if (!any && paused.isEmpty()) {
            return;
        }
        page.heading("Schedules");
        paused.forEach(text -> page.paragraph(2, text));
        if (any) {
            page.paragraph(2, "Times that did not simply run:");
            page.table(table);
        }
        more.forEach(text -> page.paragraph(2, text));
    }

    private static void writeFindings(ConsolePage page, HistoryReport report) {
        if (report.findings().items().isEmpty()) {
            return;
        }
        page.heading("Findings");
        for (Finding finding : report.findings().items()) {
            page.labelled(
                    2,
                    tone(finding),
                    finding.row().kind().name(),
                    key(finding.row().key()) + columns(finding.row().columns()));
            for (SightedRow.ChangedCell cell : finding.row().values()) {
                page.paragraph(
                        6,
                        cell.column() + ": " + ConsoleText.shown(cell.source()) + " → "
                                + ConsoleText.shown(cell.target()));
            }
            page.paragraph(6, story(finding));
        }
        leftOut(page, report.findings().total(), report.findings().items().size(), "findings");
    }

    private static String story(Finding finding) {
        List<String> parts = new ArrayList<>();
        parts.add("First seen " + ConsoleText.time(finding.firstSeen()));
        parts.add("last " + ConsoleText.time(finding.lastSeen()));
        parts.add(finding.timesSeen() == 1 ? "by 1 run" : "by " + finding.timesSeen() + " runs");
        Finding.End end = finding.end();
        String last = "";
        if (end != null) {
            last = switch (end.resolution()) {
                case EQUAL -> " Equal since " + ConsoleText.time(end.time()) + ".";
                case EQUAL_OR_YOUNG ->
                    " No longer seen " + ConsoleText.time(end.time())
                            + ": it is equal, or was written too lately to be compared.";
                case NOT_COMPARED ->
                    " Not compared any more since " + ConsoleText.time(end.time()) + ", by the settings of that run.";
            };
        } else if (finding.accepted() != null) {
            last = " It differs still, and is accepted by " + finding.accepted() + ".";
        } else if (!finding.row().certain()) {
            last = " It never came to rest in the last run.";
        }
        return String.join(", ", parts) + "." + last;
    }

    private static String key(List<SightedRow.Cell> key) {
        return key.isEmpty()
                ? "(a row without a key)"
                : key.stream()
                        .map(cell -> cell.column() + "=" + ConsoleText.shown(cell.value()))
                        .collect(Collectors.joining(", "));
    }

    private static String columns(List<String> columns) {
        return columns.isEmpty() ? "" : " in " + String.join(", ", columns);
    }

    private static void leftOut(ConsolePage page, long total, int shown, String what) {
        if (total > shown) {
            page.paragraph(2, "… of " + number(total) + " " + what + "; --limit shows more.");
        }
    }

    private static Tone tone(Finding finding) {
        if (!finding.isOpen()) {
            return Tone.GOOD;
        }
        return finding.accepted() == null ? Tone.BAD : Tone.DOUBTFUL;
    }

    private static Tone tone(RunEntry run) {
        return switch (run.state()) {
            case RUNNING -> Tone.DOUBTFUL;
            case COMPLETED -> run.status() == Status.PASS ? Tone.GOOD : Tone.BAD;
            case CANCELLED, INTERRUPTED, FAILED -> Tone.BAD;
        };
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> Tone.GOOD;
            case MISMATCH, ERROR -> Tone.BAD;
            case INCONCLUSIVE -> Tone.DOUBTFUL;
        };
    }

    private static String differing(TableEntry entry, @Nullable Long number) {
        return (entry.isEndedEarly() && number != null && number > 0 ? "≥ " : "") + number(number);
    }

    private static String number(@Nullable Long number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%,d", number);
    }
}
