package dev.reconcile.jdbc.repair;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ForeignKey;
import dev.reconcile.core.table.ForeignKeyOrder;
import dev.reconcile.core.table.ForeignKeyOrder.Group;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.dialect.PostgresScript;
import dev.reconcile.jdbc.repair.Batches.Extent;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The text of a repair script: what it is, then its statements in an order that foreign keys and unique values allow.
 *
 * <p>Deletes come first, so that they free unique values for other rows, and from tables that refer before those that are
 * referred to. Then tables are written to in the opposite order, updates before inserts for the same reason. Where rows are
 * updated that may refer to a row to delete, or that nothing but their number tells from those to delete, the deletes have to
 * wait until the end.
 */
final class ScriptText {

    /** Enough to be quick, and few enough to be read. */
    private static final int ROWS_OF_A_STATEMENT = 100;

    /** Foreign keys are checked at the end of a statement: rows that refer to each other have to be in one. */
    private static final int ROWS_THAT_REFER_TO_EACH_OTHER = 10_000;

    private final Report report;
    private final String source;
    private final String target;
    private final Path file;
    private final List<TableRepair> repairs;
    private final List<Group> order;
    private final Set<TableName> deletedLast = new HashSet<>();

    /** @param repairs in the order in which a person looks for them */
    ScriptText(Report report, String source, String target, Path file, List<TableRepair> repairs) {
        this.report = report;
        this.source = source;
        this.target = target;
        this.file = file;
        this.repairs = List.copyOf(repairs);
        this.order = ForeignKeyOrder.of(repairs.stream().map(TableRepair::table).toList())
                .groups();
        backwards().forEach(this::findIfDeletedLast);
    }

    /** A row that still refers to another when that one is deleted is updated or deleted later. */
    private void findIfDeletedLast(Group group) {
        boolean waits = repairsOf(group)
                .flatMap(repair -> repair.table().foreignKeys().stream())
                .filter(key -> group.tables().contains(key.to()))
                .map(ForeignKey::from)
                .anyMatch(from ->
                        deletedLast.contains(from) || repairsOf(from).anyMatch(repair -> repair.rowsToUpdate() > 0));
        if (waits || repairsOf(group).anyMatch(ScriptText::takesRowsThatOthersLeave)) {
            deletedLast.addAll(group.tables());
        }
    }

    /**
     * Where no unique key tells rows apart, a row is updated only while there are too many like it. If the others are deleted
     * first and the script ends there, the next run would delete that one.
     */
    private static boolean takesRowsThatOthersLeave(TableRepair repair) {
        return !repair.sql().tellsRowsApart() && repair.rowsToUpdate() > 0;
    }

    private List<Group> backwards() {
        List<Group> backwards = new ArrayList<>(order);
        Collections.reverse(backwards);
        return backwards;
    }

    private Stream<TableRepair> repairsOf(Group group) {
        return group.tables().stream().flatMap(this::repairsOf);
    }

    private Stream<TableRepair> repairsOf(TableName table) {
        return repairs.stream().filter(repair -> repair.table().name().equals(table));
    }

    RepairSummary summary() {
        return new RepairSummary(
                file,
                sum(TableRepair::rowsToInsert),
                sum(TableRepair::rowsToUpdate),
                sum(TableRepair::rowsToDelete),
                sum(TableRepair::rowsLeftOut),
                gap());
    }

    private String gap() {
        if (!report.complete()) {
            return "the run was interrupted";
        }
        long open = report.tables().stream().filter(ScriptText::isOpen).count();
        return open == 0
                ? ""
                : open == 1 ? "a table was not wholly compared" : open + " tables were not wholly compared";
    }

    /** Whether a table may differ in more than was found. */
    private static boolean isOpen(TableReport table) {
        return table.verdict() == Verdict.ERROR
                || table.verdict() == Verdict.INCONCLUSIVE
                || table.isHalted()
                || table.skipped() != null;
    }

    private long sum(Function<TableRepair, Long> count) {
        return repairs.stream().mapToLong(count::apply).sum();
    }

    void writeTo(Writer out) throws IOException {
        writeHeader(out);
        line(out, PostgresScript.preamble());
        line(out, "");
        for (Group group : backwards()) {
            if (!group.tables().stream().anyMatch(deletedLast::contains)) {
                writeDeletes(group, out);
            }
        }
        for (Group group : order) {
            writeRows(group, out);
        }
        for (Group group : backwards()) {
            if (group.tables().stream().anyMatch(deletedLast::contains)) {
                writeDeletes(group, out);
            }
        }
        writeAdvice(out);
        comment(out, "The end. A script without this line is not whole.");
    }

    private void writeHeader(Writer out) throws IOException {
        RepairSummary summary = summary();
        comment(out, "A repair of the target, written by reconcile " + report.version() + ". Read it before it runs.");
        comment(out, " ");
        comment(out, "Run:     " + report.runId() + ", ended " + report.timestamp());
        comment(out, "Source:  " + source);
        comment(out, "Target:  " + target);
        comment(
                out,
                String.format(
                        Locale.ROOT,
                        "Rows:    %,d to insert, %,d to update, %,d to delete, %,d left out",
                        summary.inserts(),
                        summary.updates(),
                        summary.deletes(),
                        summary.leftOut()));
        for (TableRepair repair : repairs) {
            comment(out, "           " + repair.summary());
        }
        comment(out, " ");
        comment(out, "To run it:  psql -v ON_ERROR_STOP=1 -f <this file> <the target>");
        comment(
                out,
                "A row that is no longer as the run saw it stays as it is: its statement finds nothing (UPDATE 0,"
                        + " DELETE 0, INSERT 0 0).");
        comment(out, "Afterwards compare again.");
        for (String warning : warnings()) {
            comment(out, "WARNING: " + warning);
        }
        line(out, "");
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!report.complete()) {
            warnings.add("The run was interrupted: what it had not come to is not here.");
        }
        for (TableReport table : report.tables()) {
            if (isOpen(table)) {
                warnings.add(table.target() + " is " + table.verdict() + ", so it may differ in more than is here: "
                        + String.join(" ", table.reasons()));
            }
            RowsReport rows = table.rows();
            if (rows != null && rows.acceptedRows() > 0) {
                warnings.add(table.target() + ": "
                        + (rows.acceptedRows() == 1
                                ? "1 row that differs is accepted by the settings and stays as it is."
                                : String.format(
                                        Locale.ROOT,
                                        "%,d rows that differ are accepted by the settings and stay as they are.",
                                        rows.acceptedRows())));
            }
        }
        for (TableRepair repair : repairs) {
            repair.warnings().forEach(warning -> warnings.add(repair.table().name() + ": " + warning));
        }
        for (Group group : order) {
            List<String> immediate = group.circle().stream()
                    .filter(key -> !key.deferrable() && group.tables().size() > 1)
                    .map(ForeignKey::name)
                    .toList();
            if (!immediate.isEmpty()) {
                warnings.add("Foreign keys lead from " + names(group) + " back to where they began, and these cannot be"
                        + " deferred: " + String.join(", ", immediate)
                        + ". The statements may have to be put in another"
                        + " order.");
            }
        }
        return warnings;
    }

    private static String names(Group group) {
        return String.join(
                ", ", group.tables().stream().map(TableName::toString).toList());
    }

    private void writeDeletes(Group group, Writer out) throws IOException {
        try (Batches batches = batches(group, out)) {
            for (TableName table : group.tables()) {
                for (TableRepair repair : repairsOf(table).toList()) {
                    int atOnce = refersToItself(table, group) && repair.sql().tellsRowsApart()
                            ? ROWS_THAT_REFER_TO_EACH_OTHER
                            : 1;
                    heading(repair, "rows that the source does not have", repair.deletes(), out);
                    Statements statements = into(batches, repair.deletesAreComments(), out);
                    inLots(
                            repair.deletes(),
                            atOnce,
                            lot -> statements.take(repair.sql().delete(lot), lot.size()));
                }
            }
        }
    }

    private void writeRows(Group group, Writer out) throws IOException {
        try (Batches batches = batches(group, out)) {
            for (TableName table : group.tables()) {
                for (TableRepair repair : repairsOf(table).toList()) {
                    repair.impossible()
                            .forEach(reason -> comment(out, repair.table().name() + ": " + reason));
                    if (group.circle().isEmpty()) {
                        writeUpdates(repair, batches, out);
                        writeInserts(repair, ROWS_OF_A_STATEMENT, batches, out);
                    } else {
                        writeInserts(repair, ROWS_THAT_REFER_TO_EACH_OTHER, batches, out);
                        writeUpdates(repair, batches, out);
                    }
                }
            }
        }
    }

    private static Batches batches(Group group, Writer out) {
        return new Batches(out, group.circle().isEmpty() ? Extent.SOME_ROWS : Extent.ALL_ROWS);
    }

    private static boolean refersToItself(TableName table, Group group) {
        return group.circle().stream()
                .anyMatch(key -> key.from().equals(table) && key.to().equals(table));
    }

    private static void writeUpdates(TableRepair repair, Batches batches, Writer out) throws IOException {
        heading(repair, "rows that differ", repair.updates(), out);
        repair.updates().forEach(statement -> batches.add(statement, 1));
    }

    private static void writeInserts(TableRepair repair, int atOnce, Batches batches, Writer out) throws IOException {
        Statements statements = into(batches, repair.insertsAreComments(), out);
        heading(repair, "rows that the target lacks", repair.inserts(), out);
        inLots(repair.inserts(), atOnce, lot -> statements.take(repair.sql().insert(lot), lot.size()));
        heading(repair, "rows that the target lacks", repair.insertsAlone(), out);
        repair.insertsAlone().forEach(statement -> statements.take(statement, 1));
    }

    /** Where statements go: into batches, or only into comments. */
    private static Statements into(Batches batches, boolean comments, Writer out) {
        return comments ? (statement, rows) -> comment(out, statement) : batches::add;
    }

    /** Takes a statement of so many rows. */
    @FunctionalInterface
    private interface Statements {

        void take(String statement, int rows) throws IOException;
    }

    private static void heading(TableRepair repair, String what, Spool.Section section, Writer out) throws IOException {
        if (section.rows() > 0) {
            comment(
                    out,
                    String.format(Locale.ROOT, "%s: %s (%,d)", repair.table().name(), what, section.rows()));
        }
    }

    private static void inLots(Spool.Section section, int size, Lots lots) throws IOException {
        List<String> lot = new ArrayList<>();
        section.forEach(text -> {
            lot.add(text);
            if (lot.size() == size) {
                lots.take(lot);
                lot.clear();
            }
        });
        if (!lot.isEmpty()) {
            lots.take(lot);
        }
    }

    /** Takes some texts at once. */
    @FunctionalInterface
    private interface Lots {

        void take(List<String> texts) throws IOException;
    }

    private void writeAdvice(Writer out) throws IOException {
        List<String> advice = repairs.stream()
                .filter(repair -> repair.rowsToInsert() > 0)
                .flatMap(repair -> repair.sql().sequenceAdvice().stream())
                .distinct()
                .toList();
        if (!advice.isEmpty()) {
            comment(out, "If the target gives numbers of its own, its sequences have to be past those inserted here:");
            for (String statement : advice) {
                comment(out, statement);
            }
            line(out, "");
        }
    }

    private static void comment(Writer out, String text) throws IOException {
        line(out, PostgresScript.comment(text));
    }

    private static void line(Writer out, String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
