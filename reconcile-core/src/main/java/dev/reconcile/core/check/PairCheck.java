package dev.reconcile.core.check;

import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.Note.Topic;
import dev.reconcile.core.check.SideCheck.Access;
import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.compare.ChangedRows;
import dev.reconcile.core.compare.ColumnsMet;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.run.AcceptedWarnings;
import dev.reconcile.core.run.FilterRehearsal;
import dev.reconcile.core.run.Hashing;
import dev.reconcile.core.run.ReadWarnings;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.ScrubObstacle;
import dev.reconcile.core.run.SmallTable;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The check of one pair: describe both tables, align their columns as a run does, and have both databases take statements
 * that read no row. Where a run stops, the check stops; but both sides are looked at whatever the other one says.
 */
final class PairCheck {

    private final Database source;
    private final Database target;
    private final TablePair pair;
    private final RunOptions options;
    private final Instant now;
    private final LocalDate day;
    private final boolean scrubs;
    private final ColumnsMet columnsMet;
    private final Cancellation cancellation;
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param now when the run would be
     * @param scrubs whether it would compare a part of the tables
     */
    PairCheck(
            Database source,
            Database target,
            TablePair pair,
            RunOptions options,
            Instant now,
            boolean scrubs,
            ColumnsMet columnsMet,
            Cancellation cancellation) {
        this.source = source;
        this.target = target;
        this.pair = pair;
        this.options = options;
        this.now = now;
        this.day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.scrubs = scrubs;
        this.columnsMet = columnsMet;
        this.cancellation = cancellation;
    }

    /** @throws dev.reconcile.core.port.CancelledException if the check is cancelled */
    TableCheck check() {
        Optional<TableDescription> from = describe(source, pair.source(), pair.sourceExpressions());
        Optional<TableDescription> to = describe(target, pair.target(), pair.targetExpressions());
        if (from.isEmpty() || to.isEmpty()) {
            return unpaired(from, to);
        }
        try {
            ComparisonPlan plan = ComparisonPlan.align(from.get(), to.get(), pair, options.rounding(), now);
            columnsMet.met(from.get(), to.get());
            return checked(from.get(), to.get(), plan);
        } catch (UnusablePairException e) {
            note(Level.ABORTS, Topic.COLUMN, e.getMessage());
            return unpaired(from, to);
        }
    }

    private Optional<TableDescription> describe(
            Database database, TableName name, Map<String, SqlExpression> expressions) {
        cancellation.check();
        try {
            return Optional.of(database.describe(name, expressions));
        } catch (DatabaseException e) {
            noteRefusal(e);
            return Optional.empty();
        }
    }

    private TableCheck unpaired(Optional<TableDescription> from, Optional<TableDescription> to) {
        return new TableCheck(
                pair.source().toString(),
                pair.target().toString(),
                from.map(table -> SideCheck.of(table, Access.NOT_TRIED, null)).orElse(null),
                to.map(table -> SideCheck.of(table, Access.NOT_TRIED, null)).orElse(null),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                notes,
                null);
    }

    private TableCheck checked(TableDescription from, TableDescription to, ComparisonPlan plan) {
        KeyUsed key = KeyUsed.of(plan, from, pair);
        noteTable(from);
        noteTable(to);
        plan.leftOutRows(pair).forEach(left -> note(Level.WARNS, Topic.ROWS, left));
        noteChangedRows(from, to, plan);
        noteColumns(to, plan);
        notes.addAll(SchemaNotes.of(plan));
        notes.addAll(KeyNotes.of(key, plan, pair, from, to));
        boolean reads = from.hiddenRows().isEmpty() && to.hiddenRows().isEmpty() && !nothingToHash(plan);
        AcceptedWarnings.notApplied(plan, day, options.depth())
                .forEach(warning -> note(Level.WARNS, Topic.ROWS, warning));
        SideCheck sourceSide = side(source, from, plan.sourceRead(from, pair), reads);
        SideCheck targetSide = side(target, to, plan.targetRead(to, pair), reads);
        if (sourceSide.access() == Access.GRANTED && targetSide.access() == Access.GRANTED) {
            noteFilters(plan, Side.SOURCE, source, plan.sourceRead(from, pair));
            noteFilters(plan, Side.TARGET, target, plan.targetRead(to, pair));
            noteScrub(plan.sourceRead(from, pair), plan.targetRead(to, pair));
        }
        return new TableCheck(
                pair.source().toString(),
                pair.target().toString(),
                sourceSide,
                targetSide,
                key,
                plan.pairs().stream().map(ColumnCheck::of).toList(),
                plan.unpaired().stream().map(Column::name).toList(),
                plan.uncompared(),
                plan.reductions(),
                notes,
                TimeEstimate.of(
                                from.estimatedRows(),
                                to.estimatedRows(),
                                plan.pairs().size(),
                                options.depth())
                        .orElse(null));
    }

    private void noteTable(TableDescription table) {
        table.hiddenRows().forEach(hidden -> note(Level.WEAKENS, Topic.ROWS, hidden));
        table.warnings().forEach(warning -> note(Level.WARNS, Topic.TABLE, warning));
        switch (table.kind()) {
            case VIEW ->
                note(Level.INFORMS, Topic.TABLE, table.name() + " is a view: what it leaves out is not compared.");
            case FOREIGN_TABLE ->
                note(Level.INFORMS, Topic.TABLE, table.name() + " lives in another server, which is read too.");
            case TABLE, PARTITIONED_TABLE -> {}
        }
    }

    /** A run compares small tables whole; it looks at them more closely than by an estimate. */
    private void noteChangedRows(TableDescription from, TableDescription to, ComparisonPlan plan) {
        if (plan.changedRows() instanceof ChangedRows.Untold untold) {
            boolean large =
                    Math.max(from.estimatedRows().orElse(0), to.estimatedRows().orElse(0)) > SmallTable.MOST_ROWS;
            note(
                    large ? Level.WEAKENS : Level.WARNS,
                    Topic.ROWS,
                    untold.why() + (large ? " It will not be read." : " It will be compared whole if it is small."));
        }
    }

    private void noteReading(Database database, TableRead read) {
        if (options.depth() != Depth.COUNTS) {
            ReadWarnings.of(database, read, options.segments(), cancellation)
                    .forEach(warning -> note(Level.WARNS, Topic.KEY, warning));
        }
    }

    private void noteScrub(TableRead from, TableRead to) {
        if (!scrubs) {
            return;
        }
        try {
            boolean large =
                    !SmallTable.mayBe(from, SmallTable.MOST_ROWS) || !SmallTable.mayBe(to, SmallTable.MOST_ROWS);
            ScrubObstacle.of(source, from, target, to, cancellation)
                    .ifPresent(why -> note(
                            large ? Level.WEAKENS : Level.WARNS,
                            Topic.KEY,
                            "The table cannot be scrubbed. " + why
                                    + (large ? "" : " It will be compared whole if it is small.")));
        } catch (DatabaseException e) {
            noteRefusal(e);
        }
    }

    /** The rules of a run's verdict, before there is a row to judge. */
    private void noteColumns(TableDescription to, ComparisonPlan plan) {
        for (Column column : plan.unpaired()) {
            note(
                    whereContentsCount(Level.DIFFERS),
                    Topic.COLUMN,
                    to.name() + " lacks the source's column " + column + ". Add it, or exclude it.");
        }
        if (nothingToHash(plan)) {
            note(Level.WEAKENS, Topic.COLUMN, "No column can be compared.");
        }
        for (UncomparedColumn column : plan.uncompared()) {
            if (!column.excluded()) {
                note(whereContentsCount(Level.WEAKENS), Topic.COLUMN, column.reason());
            }
        }
        List<String> narrowings = plan.pairs().stream()
                .flatMap(columns -> columns.narrowing().stream())
                .toList();
        for (String warning : plan.warnings()) {
            note(Level.WARNS, narrowings.contains(warning) ? Topic.PRECISION : Topic.COLUMN, warning);
        }
    }

    /** The level where contents are compared; where only rows are counted, what columns hold is of no matter. */
    private Level whereContentsCount(Level level) {
        return options.depth() == Depth.COUNTS ? Level.WARNS : level;
    }

    private boolean nothingToHash(ComparisonPlan plan) {
        return options.depth() != Depth.COUNTS && plan.pairs().isEmpty();
    }

    private SideCheck side(Database database, TableDescription table, TableRead read, boolean reads) {
        if (!reads) {
            return SideCheck.of(table, Access.NOT_TRIED, null);
        }
        cancellation.check();
        Hashing hashing = null;
        try {
            TableReader reader = database.reader(asRun(read), cancellation);
            reader.rehearse();
            hashing = hashing(reader, table);
            noteReading(database, read);
            return SideCheck.of(table, Access.GRANTED, hashing);
        } catch (DatabaseException e) {
            noteRefusal(e);
            return SideCheck.of(table, Access.REFUSED, hashing);
        }
    }

    /** Filters of accepted differences that a database refuses. */
    private void noteFilters(ComparisonPlan plan, Side side, Database database, TableRead read) {
        if (options.depth() != Depth.ROWS) {
            return;
        }
        for (Acceptance acceptance : plan.acceptedOn(day)) {
            cancellation.check();
            try {
                FilterRehearsal.of(acceptance, side, database, read, cancellation);
            } catch (DatabaseException e) {
                noteRefusal(e);
            }
        }
    }

    /** To count rows takes no right on any one column. */
    private TableRead asRun(TableRead read) {
        return options.depth() == Depth.COUNTS ? read.ofNoColumn() : read;
    }

    private @Nullable Hashing hashing(TableReader reader, TableDescription table) {
        if (options.depth() == Depth.COUNTS) {
            return null;
        }
        Hashing hashing = Hashing.of(reader, options.hashIn());
        if (hashing.place() == null) {
            note(Level.ABORTS, Topic.HASHING, table.name() + " cannot be hashed in the database: " + hashing.reason());
        }
        return hashing;
    }

    private void noteRefusal(DatabaseException e) {
        Topic topic = e.kind() == DatabaseException.Kind.PERMISSION ? Topic.PERMISSION : Topic.TABLE;
        note(e.kind() == DatabaseException.Kind.LOCKED ? Level.WEAKENS : Level.ABORTS, topic, e.getMessage());
    }

    private void note(Level level, Topic topic, @Nullable String text) {
        notes.add(new Note(level, topic, String.valueOf(text)));
    }
}
