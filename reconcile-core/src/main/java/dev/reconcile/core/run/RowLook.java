package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ColumnsMet;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.MaskUse;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.Agreement;
import dev.reconcile.core.report.RowComparison.ColumnValues;
import dev.reconcile.core.report.RowComparison.SideBySide;
import dev.reconcile.core.report.RowComparison.State;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import dev.reconcile.core.run.RowVersions.Partners;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Looks at the rows of one key on both sides, once and at the same time. The pair's columns, rules and masks hold; its row
 * filters and its age limit do not. The databases stay open and are the caller's to close.
 */
public final class RowLook {

    /** The most rows of one key that a {@link RowComparison} shows. */
    public static final int MOST_SHOWN = 5;

    /** The most rows of one key on one side; all of them are held in memory. */
    private static final int MOST_ROWS = 1_000;

    private final Database source;
    private final Database target;
    private final InstantSource clock;

    /** A look into two databases; the clock tells when. */
    public RowLook(Database source, Database target, InstantSource clock) {
        this.source = source;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Looks at the rows of a key.
     *
     * @param key as a person types it: a text for each key column in key order, or {@code column=value} for each in any
     *     order
     * @param options of which the rounding of timestamps counts
     * @throws UnusablePairException if the tables have no usable key, or the text is not of its type
     * @throws dev.reconcile.core.port.DatabaseException if a side cannot be read
     * @throws dev.reconcile.core.port.CancelledException if it was cancelled
     */
    public RowComparison look(TablePair pair, List<String> key, RunOptions options, Cancellation cancellation) {
        ExecutorService executor = Executors.newCachedThreadPool(new NamedThreads("reconcile-row-"));
        Cancellation ofThisLook = new Cancellation();
        try (Cancellation.Registration ignored = cancellation.onCancel(ofThisLook::cancel)) {
            // Nobody asks here what is accepted, so an entry that does not fit is of no matter.
            return look(pair.withAccepted(List.of()), key, options, new SideWork(executor), ofThisLook);
        } finally {
            executor.shutdownNow();
        }
    }

    private RowComparison look(
            TablePair pair, List<String> texts, RunOptions options, SideWork sides, Cancellation cancellation) {
        Instant now = clock.instant();
        AlignedTables aligned = AlignedTables.describe(
                source, target, pair.withoutAgeLimit(), options.rounding(), now, sides, cancellation);
        Both<TableDescription, TableDescription> tables = aligned.tables();
        ComparisonPlan plan = aligned.plan();
        aligned.hiddenRows().ifPresent(why -> {
            throw new UnusablePairException(why);
        });
        requireKey(plan, tables.source());
        List<Value> key = TypedKey.parse(texts, plan, tables.source().name().toString());
        TablePair everyRow = pair.withoutFilters();
        try {
            String canonical = RowEncoder.frameOf(key, plan.identifyingTypes());
            Both<List<FoundRow>, List<FoundRow>> rows = sides.both(
                    () -> find(
                            source,
                            plan.sourceRead(tables.source(), everyRow),
                            plan,
                            plan.soughtInSource(key),
                            canonical,
                            cancellation),
                    () -> find(
                            target,
                            plan.targetRead(tables.target(), everyRow),
                            plan,
                            plan.soughtInTarget(key),
                            canonical,
                            cancellation),
                    cancellation);
            return compared(pair, tables, plan, key, rows, now);
        } catch (UnencodableTextException e) {
            throw new UnusablePairException(pair + " holds, or was asked for, a text with half of a surrogate pair in "
                    + plan.pairs().get(e.column()).source()
                    + ", which is no valid Unicode. Mend the value or exclude the column.");
        }
    }

    private static void requireKey(ComparisonPlan plan, TableDescription table) {
        if (plan.key().isEmpty()) {
            throw new UnusablePairException(table.name()
                    + " has no key by which both sides find a row: neither a primary key nor a unique index over NOT NULL"
                    + " columns, or one of its columns is not compared. Name columns that tell its rows apart as key: in"
                    + " the pair's entry under tables.pairs of the configuration file.");
        }
    }

    private static List<FoundRow> find(
            Database database,
            TableRead read,
            ComparisonPlan plan,
            SoughtKey key,
            String canonical,
            Cancellation cancellation) {
        KeyLookup lookup = new KeyLookup(database.reader(read, cancellation), plan, found -> {
            if (found > MOST_ROWS) {
                throw new UnusablePairException("More than " + MOST_ROWS + " rows of "
                        + read.table().name()
                        + " have this key: it does not tell rows apart. Name one that does"
                        + " as the pair's key.");
            }
        });
        return lookup.find(List.of(key), Set.of(canonical)).getOrDefault(canonical, List.of());
    }

    private static RowComparison compared(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            List<Value> key,
            Both<List<FoundRow>, List<FoundRow>> found,
            Instant now) {
        ValuePolicy policy = new ValuePolicy(pair, plan, ShownValues.OF_DIFFERENCES);
        RowPairing pairing = new RowPairing(plan);
        List<SideBySide> rows = new ArrayList<>();
        Partners partners =
                new RowVersions(plan).partners(KeyLookup.version(found.source()), KeyLookup.version(found.target()));
        for (RowDifference difference :
                pairing.differences(found.source(), found.target(), partners, Confirmation.PERSISTENT)) {
            rows.add(sideBySide(plan, policy, difference));
        }
        int different = rows.size();
        Stream.of(partners.near(), partners.equal())
                .flatMap(agreeing -> agreeing.entrySet().stream())
                .forEach(agreeing -> rows.add(sideBySide(
                        State.EQUAL,
                        plan,
                        policy,
                        found.source().get(agreeing.getKey()).values(),
                        found.target().get(agreeing.getValue()).values(),
                        Set.of())));
        List<NamedValue> named = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            named.add(new NamedValue(plan.key().get(i), policy.told(plan.key().get(i), key.get(i))));
        }
        int shown = Math.min(rows.size(), MOST_SHOWN);
        return new RowComparison(
                tables.source().name().toString(),
                tables.target().name().toString(),
                named,
                found.source().size(),
                found.target().size(),
                different,
                rows.subList(0, shown),
                rows.size() - shown,
                uncompared(plan),
                notes(pair, tables, plan),
                now);
    }

    private static SideBySide sideBySide(ComparisonPlan plan, ValuePolicy policy, RowDifference difference) {
        State state = switch (difference.kind()) {
            case MISSING -> State.MISSING;
            case EXTRA -> State.EXTRA;
            case CHANGED -> State.CHANGED;
        };
        Set<String> changed = Set.copyOf(difference.columns().stream()
                .map(RowDifference.ChangedColumn::column)
                .toList());
        return sideBySide(state, plan, policy, difference.sourceRow(), difference.targetRow(), changed);
    }

    private static SideBySide sideBySide(
            State state,
            ComparisonPlan plan,
            ValuePolicy policy,
            List<Value> from,
            List<Value> to,
            Set<String> changed) {
        List<ColumnValues> columns = new ArrayList<>();
        for (int i = 0; i < plan.pairs().size(); i++) {
            ColumnPair pair = plan.pairs().get(i);
            String name = pair.source().name();
            columns.add(new ColumnValues(
                    name,
                    pair.target().name(),
                    from.isEmpty() ? null : policy.told(name, from.get(i)),
                    to.isEmpty() ? null : policy.told(name, to.get(i)),
                    from.isEmpty() || to.isEmpty()
                            ? Agreement.ONE_SIDED
                            : agreement(pair, from.get(i), to.get(i), changed.contains(name))));
        }
        return new SideBySide(state, columns);
    }

    private static Agreement agreement(ColumnPair pair, Value from, Value to, boolean changed) {
        if (changed) {
            return Agreement.DIFFERENT;
        }
        return pair.tolerance().isEmpty() || pair.areEqual(from, to) ? Agreement.EQUAL : Agreement.TOLERATED;
    }

    private static List<UncomparedColumn> uncompared(ComparisonPlan plan) {
        return Stream.concat(
                        plan.uncompared().stream(),
                        plan.unpaired().stream()
                                .map(column ->
                                        new UncomparedColumn(column.name(), "The target has no such column.", false)))
                .toList();
    }

    private static List<String> notes(
            TablePair pair, Both<TableDescription, TableDescription> tables, ComparisonPlan plan) {
        List<String> notes = new ArrayList<>();
        if (!pair.leftOutRows().isEmpty()) {
            notes.add("The pair's row filters are not applied here: a run may leave this row out.");
        }
        if (pair.ageLimit() != null) {
            notes.add("Rows of every age are looked at here: a run leaves out those that are not older than "
                    + pair.ageLimit().text() + ".");
        }
        if (pair.changeLimit() != null) {
            notes.add("Rows are looked at here whenever they were changed: a run leaves out those that were not changed"
                    + " lately.");
        }
        notes.addAll(plan.leftOutRows(pair.withoutFilters()));
        notes.addAll(plan.reductions());
        notes.addAll(plan.warnings());
        ColumnsMet columnsMet = new ColumnsMet();
        columnsMet.met(tables.source(), tables.target());
        notes.addAll(MaskUse.warnings(List.of(pair), columnsMet));
        return notes;
    }
}
