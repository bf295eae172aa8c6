package dev.reconcile.core.history;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row that a run saw to differ, as much of it as is remembered.
 *
 * @param identity what tells the row apart from the others of its tables: 64 hexadecimal digits
 * @param kind how it differs
 * @param certain whether the difference stood still; a row that never came to rest may be equal
 * @param key its key, column by column; empty where the tables have no key and values are not remembered
 * @param columns the columns that differ; empty unless {@link Kind#CHANGED}
 * @param values both values of these columns, long ones in part; empty where values are not remembered
 */
public record SightedRow(
        String identity, Kind kind, boolean certain, List<Cell> key, List<String> columns, List<ChangedCell> values) {

    public SightedRow {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(kind, "kind");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /**
     * What is remembered of a row.
     *
     * @param difference as a listener is given it; of tables without a key all values stand in the key's place
     * @param withValues whether values beside the key are remembered
     * @return empty where the row cannot be told apart from others, since its key is masked
     */
    public static Optional<SightedRow> of(RowDifference difference, boolean withValues) {
        RowDifference shortened = difference.excerptOfKey().excerpt();
        return RowIdentity.of(difference)
                .map(identity -> new SightedRow(
                        identity,
                        difference.kind(),
                        difference.confirmation() == Confirmation.PERSISTENT,
                        shortened.key().stream().map(SightedRow::cell).toList(),
                        difference.columns().stream().map(ChangedColumn::column).toList(),
                        withValues
                                ? shortened.columns().stream()
                                        .map(SightedRow::cell)
                                        .toList()
                                : List.of()));
    }

    /** The same without what tells the row to a person. */
    public SightedRow withoutKey() {
        return new SightedRow(identity, kind, certain, List.of(), columns, values);
    }

    /**
     * Its key, equal to that of a row whose numbers are the same with more zeros behind the point: the key of a row comes from the
     * side that has it, and the types of both need not be the same.
     *
     * @return empty where the key is not known whole
     */
    Optional<List<Object>> plainKey() {
        if (key.isEmpty() || key.stream().anyMatch(cell -> cell.value() instanceof Value.Excerpt)) {
            return Optional.empty();
        }
        List<Object> plain = new ArrayList<>();
        for (Cell cell : key) {
            plain.add(cell.column());
            plain.add(plain(cell.value()));
        }
        return Optional.of(plain);
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Whole whole) {
            return BigDecimal.valueOf(whole.value());
        }
        return value instanceof Value.Decimal decimal ? stripped(decimal.value()) : value;
    }

    private static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Cell cell(NamedValue part) {
        return new Cell(part.column(), part.value());
    }

    private static ChangedCell cell(ChangedColumn changed) {
        return new ChangedCell(changed.column(), changed.source(), changed.target());
    }

    /**
     * A value and its column.
     *
     * @param column its name as on the source
     * @param value long ones in part
     */
    public record Cell(String column, Value value) {

        public Cell {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Both values of a column that differs.
     *
     * @param column its name as on the source
     * @param source long ones in part
     * @param target likewise
     */
    public record ChangedCell(String column, Value source, Value target) {

        public ChangedCell {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }
}
