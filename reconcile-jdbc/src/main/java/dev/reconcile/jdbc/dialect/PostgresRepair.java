package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Copies;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Filling;
import dev.reconcile.core.table.ForeignKey;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.UniqueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements that mend one table of PostgreSQL. What they write are the source's values, reduced only as the comparison
 * reduces them; what they change or delete must still hold the values that the run saw.
 */
public final class PostgresRepair {

    private static final String UNLESS_THERE = "ON CONFLICT DO NOTHING;";

    private final TableRead source;
    private final TableRead target;
    private final String table;
    private final List<PostgresCell> cells;
    private final boolean keyIsUnique;

    /**
     * A repair of the target's table. An age of rows counts for nothing: rows that differ were looked up over every age.
     *
     * @param source what was read of the source
     * @param target what was read of the target: as many columns, in the same order
     */
    public PostgresRepair(TableRead source, TableRead target) {
        this.source = source.of(null);
        this.target = target.of(null);
        this.table = PostgresSql.quoted(target.table().name());
        this.cells = target.columns().stream()
                .map(column -> new PostgresCell(column, target.table().writing()))
                .toList();
        this.keyIsUnique = isKeyUnique(target);
    }

    /** What was read of the target, over rows of every age. */
    public TableRead target() {
        return target;
    }

    /** Whether the key tells the rows of the table apart. */
    public boolean tellsRowsApart() {
        return keyIsUnique;
    }

    /** Whether no two rows of the table can have the same key. */
    private static boolean isKeyUnique(TableRead read) {
        Set<String> key = read.columns().subList(0, read.keyColumns()).stream()
                .map(column -> column.column().name())
                .collect(Collectors.toCollection(HashSet::new));
        return read.table().uniqueKeys().stream()
                .filter(unique -> key.containsAll(unique.columns()))
                .anyMatch(unique -> unique.primary() || isFilled(unique, read.table()));
    }

    private static boolean isFilled(UniqueKey unique, TableDescription table) {
        return unique.columns().stream()
                .allMatch(name ->
                        table.column(name).filter(column -> !column.nullable()).isPresent());
    }

    /** Why no statement can be written for the table, as a sentence; empty where statements can. */
    public Optional<String> obstacle() {
        List<String> expressed = target.columns().stream()
                .filter(column -> !column.column().expression().isNone())
                .map(column -> column.column().name())
                .toList();
        if (!expressed.isEmpty()) {
            return Optional.of("An expression was compared in the place of " + String.join(", ", expressed)
                    + ", so it is not known what to write there.");
        }
        List<String> reduced = cells.stream()
                .filter(cell -> !cell.isToldExactly())
                .map(cell -> cell.column().column().toString())
                .toList();
        if (!keyIsUnique && !reduced.isEmpty()) {
            return Optional.of(
                    "No unique key tells its rows apart, and rules compare only a part of " + String.join(", ", reduced)
                            + ", so that the target cannot count its equal rows. Give the pair a key.");
        }
        TableKind kind = target.table().kind();
        return switch (kind) {
            case TABLE, PARTITIONED_TABLE -> {
                List<String> obstacles = target.table().writing().obstacles();
                yield obstacles.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(" ", obstacles) + " Mend it by hand.");
            }
            case VIEW -> Optional.of("It is a view: mend the tables under it.");
            case FOREIGN_TABLE -> Optional.of("It is a foreign table: mend the table that it stands for.");
        };
    }

    /** Why no statement can be written for a row, as a sentence that other rows of the table may share; empty where one can. */
    public Optional<String> obstacle(RowDifference difference) {
        return keyIsUnique || difference.copies() != null
                ? obstacle()
                : Optional.of(
                        "No unique key tells its rows apart, and a rule takes values for equal that are only near, so"
                                + " that equal rows cannot be counted. Give the pair a key.");
    }

    /** Why the table would take no row of the compared columns alone, as a sentence; empty where it would. */
    public Optional<String> obstacleToInserts() {
        List<String> needed = columnsLeftOut()
                .filter(column -> column.filling() == Filling.NOTHING)
                .filter(column -> !column.nullable()
                        || target.table().writing().neverNull().contains(column.name()))
                .map(Column::toString)
                .toList();
        if (needed.isEmpty() && !keyIsUnique && leavesOutMoreThanMarkedRows()) {
            return Optional.of(
                    "Whether the row filter takes an inserted row is not known, and no unique key would keep a"
                            + " second run from inserting it again. Look, then take the comment marks away, and run them once.");
        }
        return needed.isEmpty()
                ? Optional.empty()
                : Optional.of("Each row needs a value in " + String.join(", ", needed)
                        + ", which was not compared and has no default. Add the values, then take the comment marks"
                        + " away.");
    }

    /** Whether a person wrote a filter of the target's rows: what that takes of a new row, only a database knows. */
    private boolean leavesOutMoreThanMarkedRows() {
        Column mark = target.filter().deletedMark();
        RowFilter known = mark == null ? RowFilter.none() : RowFilter.none().withoutMarked(mark);
        return !target.filter().equals(known);
    }

    /**
     * Why a row of the target that the source was not seen to have may be one that the source has all the same, as a
     * sentence; empty where it has none.
     */
    public Optional<String> obstacleToDeletes() {
        return source.filter().isNone()
                ? Optional.empty()
                : Optional.of(
                        "Only a part of the source's rows was compared, and a row to delete may be one that the source"
                                + " has outside of that part. Look there, then take the comment marks away.");
    }

    /** The columns that inserted rows leave to their defaults because nothing is known of them. */
    public List<String> columnsLeftToDefaults() {
        return columnsLeftOut()
                .filter(column -> column.filling() != Filling.GENERATED)
                .map(Column::toString)
                .toList();
    }

    private Stream<Column> columnsLeftOut() {
        Set<Column> compared =
                target.columns().stream().map(ReadColumn::column).collect(Collectors.toCollection(HashSet::new));
        return target.table().columns().stream().filter(column -> !compared.contains(column));
    }

    /** What is to be done about a row that differs, where neither the table nor the row has an obstacle to it. */
    public List<Mending> mend(RowDifference difference) {
        try {
            return switch (difference.kind()) {
                case MISSING -> inserts(difference);
                case CHANGED -> List.of(update(difference));
                case EXTRA -> List.of(new Mending.Delete(tooMany(difference), difference.occurrences()));
            };
        } catch (UnwritableException e) {
            return List.of(new Mending.Impossible(
                    keyOf(difference), String.valueOf(e.getMessage()), difference.occurrences()));
        }
    }

    private List<Mending> inserts(RowDifference difference) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isInserted()) {
                values.add(cells.get(i).written(difference.sourceRow().get(i)));
            }
        }
        if (values.isEmpty()) {
            throw new UnwritableException("all columns compared are generated, so no value can be given");
        }
        String listed = String.join(", ", values);
        boolean checkedLate = !target.table().writing().deferrableKeys().isEmpty();
        if (!keyIsUnique) {
            String lacking = atMost(
                    difference,
                    copiesOf(difference).ofSourceRow() + " - " + count(isWrittenRow(difference.sourceRow())));
            return List.of(new Mending.InsertAlone(
                    insertInto() + "\n  SELECT " + listed + "\n  FROM generate_series(1, " + lacking + ")"
                            + (checkedLate ? ";" : "\n" + UNLESS_THERE),
                    difference.occurrences()));
        }
        if (checkedLate) {
            return List.of(new Mending.InsertAlone(
                    insertInto() + "\n  SELECT " + listed + "\n  WHERE NOT EXISTS (SELECT FROM " + table + " WHERE "
                            + keyTakenFor(difference.sourceRow()) + ");",
                    difference.occurrences()));
        }
        Mending insert = new Mending.Insert("(" + listed + ")");
        return IntStream.range(0, Math.toIntExact(difference.occurrences()))
                .mapToObj(i -> insert)
                .toList();
    }

    private Mending update(RowDifference difference) {
        List<Integer> changed = difference.columns().stream()
                .map(ChangedColumn::column)
                .map(this::positionOf)
                .toList();
        List<String> assignments = new ArrayList<>();
        for (int i : changed) {
            PostgresCell cell = cells.get(i);
            if (!cell.isUpdated()) {
                throw new UnwritableException(
                        "the target gives " + cell.column().column()
                                + " its numbers itself (GENERATED ALWAYS), and no UPDATE replaces one");
            }
            if (cell.isInserted()) {
                assignments.add(cell.name() + " = "
                        + cell.written(difference.sourceRow().get(i)));
            }
        }
        if (assignments.isEmpty()) {
            throw new UnwritableException("only columns differ that the target computes itself: "
                    + changed.stream()
                            .map(i -> cells.get(i).column().column().toString())
                            .collect(Collectors.joining(", ")));
        }
        referringThatWouldLose(changed).ifPresent(key -> {
            throw new UnwritableException("rows of " + key.from() + " may refer to it and would lose what they refer to"
                    + " (foreign key " + key.name() + ", ON UPDATE SET NULL or SET DEFAULT)");
        });
        List<Value> row = difference.targetRow();
        String where;
        if (keyIsUnique) {
            List<String> conditions = keyConditions(row);
            changed.forEach(i -> conditions.add(cells.get(i).isStill(row.get(i))));
            addFilter(conditions);
            where = String.join(" AND ", conditions);
        } else {
            Copies copies = copiesOf(difference);
            where = places(
                    row,
                    "least(1, " + count(isRow(row)) + " - " + copies.ofTargetRow() + ",\n      " + copies.ofSourceRow()
                            + " - " + count(isWrittenRow(difference.sourceRow())) + ")");
        }
        UniqueValues unique = new UniqueValues(target);
        return new Mending.Update(
                "UPDATE " + table + " SET " + String.join(", ", assignments) + "\n  WHERE " + where + ";",
                keyOf(difference),
                unique.of(row, changed),
                unique.of(difference.sourceRow(), changed));
    }

    /** The foreign key by which the database would change other rows to refer to nothing if these columns were changed. */
    private Optional<ForeignKey> referringThatWouldLose(List<Integer> changed) {
        Set<String> names =
                changed.stream().map(i -> cells.get(i).column().column().name()).collect(Collectors.toSet());
        return target.table().foreignKeys().stream()
                .filter(key -> key.to().equals(target.table().name()))
                .filter(key -> key.onUpdate() == ForeignKey.Action.LETS_GO)
                .filter(key -> key.columns().stream().anyMatch(names::contains))
                .findFirst();
    }

    private int positionOf(String sourceColumn) {
        for (int i = 0; i < source.columns().size(); i++) {
            if (source.columns().get(i).column().name().equals(sourceColumn)) {
                return i;
            }
        }
        throw new IllegalStateException("A column differs that was not read.");
    }

    /** Holds for the rows with exactly the target's values that the source does not have, or has no more of. */
    private String tooMany(RowDifference difference) {
        List<Value> row = difference.targetRow();
        if (!keyIsUnique) {
            return places(
                    row,
                    atMost(
                            difference,
                            count(isRow(row)) + " - " + copiesOf(difference).ofTargetRow()));
        }
        List<String> conditions = keyConditions(row);
        for (int i = target.keyColumns(); i < row.size(); i++) {
            conditions.add(cells.get(i).isStill(row.get(i)));
        }
        addFilter(conditions);
        return String.join(" AND ", conditions);
    }

    /**
     * Without a key each row differs once, and what is to be done makes its number right. Where several rows of a key differ,
     * what was found of one is left to the statement for it.
     */
    private String atMost(RowDifference difference, String number) {
        return target.keyColumns() == 0 ? number : "least(" + difference.occurrences() + ", " + number + ")";
    }

    private static Copies copiesOf(RowDifference difference) {
        return Objects.requireNonNull(difference.copies(), "Rows differ of which nobody knows how many there are.");
    }

    /**
     * Holds for so many rows with these values. A row is told by its place in the table, which changes with the row.
     *
     * @param howMany an expression; none where it is negative
     */
    private String places(List<Value> row, String howMany) {
        return "(tableoid, ctid) IN (SELECT tableoid, ctid FROM " + table + "\n    WHERE " + isRow(row)
                + "\n    LIMIT greatest(0, " + howMany + "))";
    }

    /** How many rows satisfy a condition, as an expression. */
    private String count(String condition) {
        return "(SELECT count(*) FROM " + table + " WHERE " + condition + ")";
    }

    /** Holds for the rows that the comparison takes for equal to this one of the target's. */
    private String isRow(List<Value> row) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            conditions.add(cells.get(i).isEqualTo(row.get(i)));
        }
        addFilter(conditions);
        return String.join(" AND ", conditions);
    }

    /**
     * Holds for the rows that this one of the source's would be equal to once it is written. What the target computes itself
     * may come out otherwise there, and is not asked for.
     */
    private String isWrittenRow(List<Value> row) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (cells.get(i).isInserted()) {
                conditions.add(cells.get(i).isEqualToWritten(row.get(i)));
            }
        }
        addFilter(conditions);
        return String.join(" AND ", conditions);
    }

    private void addFilter(List<String> conditions) {
        if (!target.filter().isNone()) {
            conditions.add(PostgresSql.condition(target.filter()));
        }
    }

    /** Holds for the row that keeps one of the source's from being inserted. */
    private String keyTakenFor(List<Value> sourceRow) {
        return IntStream.range(0, target.keyColumns())
                .mapToObj(i -> cells.get(i).isTakenFor(sourceRow.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    private List<String> keyConditions(List<Value> row) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < target.keyColumns(); i++) {
            conditions.add(cells.get(i).is(row.get(i)));
        }
        return conditions;
    }

    /** The key for a comment. */
    private String keyOf(RowDifference difference) {
        return target.keyColumns() == 0
                ? ""
                : PostgresLiterals.onOneLine(difference.key().stream()
                        .map(named -> named.column() + "=" + named.value().text())
                        .collect(Collectors.joining(", ")));
    }

    /** One INSERT of these rows, each in parentheses. A row whose key exists by now is skipped. */
    public String insert(List<String> rows) {
        return insertInto() + " VALUES\n  " + String.join(",\n  ", rows) + "\n" + UNLESS_THERE;
    }

    private String insertInto() {
        String columns = cells.stream()
                .filter(PostgresCell::isInserted)
                .map(PostgresCell::name)
                .collect(Collectors.joining(", "));
        boolean overrides =
                target.columns().stream().anyMatch(column -> column.column().filling() == Filling.IDENTITY_ALWAYS);
        return "INSERT INTO " + table + " (" + columns + ")" + (overrides ? " OVERRIDING SYSTEM VALUE" : "");
    }

    /** One DELETE of the rows for which any of these conditions holds. */
    public String delete(List<String> conditions) {
        return "DELETE FROM " + table + "\n  WHERE "
                + (conditions.size() == 1
                        ? conditions.get(0)
                        : conditions.stream().collect(Collectors.joining(")\n    OR (", "(", ")")))
                + ";";
    }

    /**
     * The statements that bring the sequences behind the table's columns past the numbers that are inserted. They are no part
     * of the repair: the numbers may be the source's alone.
     */
    public List<String> sequenceAdvice() {
        return target.columns().stream()
                .map(ReadColumn::column)
                .filter(column -> switch (column.filling()) {
                    case SEQUENCE, IDENTITY_ALWAYS, IDENTITY_BY_DEFAULT -> true;
                    case NOTHING, DEFAULT, GENERATED -> false;
                })
                .map(column -> "SELECT setval(pg_get_serial_sequence(" + PostgresLiterals.quoted(table) + ", "
                        + PostgresLiterals.quoted(column.name()) + "), (SELECT max("
                        + PostgresSql.quoted(column.name()) + ") FROM " + table + "));")
                .toList();
    }
}
