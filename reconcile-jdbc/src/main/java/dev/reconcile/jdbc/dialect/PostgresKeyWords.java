package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys as PostgreSQL writes them. A literal is of the widest type that the column's index still compares with: in the
 * column's own type a key of the other side might overflow, or fail a domain's check. Relies on
 * {@code standard_conforming_strings}.
 */
final class PostgresKeyWords implements KeySql.Words {

    /** From 4714-11-24 BC, the first day of all types, to the last days of a date and of a timestamp. */
    private static final long FIRST_DAY = -2_440_588;

    private static final long LAST_DAY_OF_DATE = 2_145_042_905;
    private static final long LAST_DAY_OF_TIMESTAMP = 106_762_939;

    private static final long SECONDS_PER_DAY = 86_400;

    /** Types that are compared as texts, but whose index takes a literal of theirs. */
    private static final Set<String> LITERALS_OF_THEIR_OWN = Set.of("inet", "macaddr", "macaddr8");

    private final Map<String, Set<String>> labels;

    /**
     * The words for a table.
     *
     * @param labels of the columns that are of an enum, by the column's name
     */
    PostgresKeyWords(Map<String, Set<String>> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** Whether only the catalogue tells if the column is of an enum, or of a domain over one or over text. */
    static boolean mayBeEnum(ReadColumn column) {
        return column.column().valueType() instanceof ValueType.Text && !isTextOfPostgres(column);
    }

    @Override
    public String name(ReadColumn column) {
        String name = PostgresSql.quoted(column.column().name());
        if (isMoney(column)) {
            // Not every number that the other side may hold is an amount of money, and a cast to it would fail.
            return name + "::numeric";
        }
        boolean asText = isTextually(column) || (mayBeEnum(column) && !isEnum(column));
        return asText ? name + "::text" : name;
    }

    private boolean isEnum(ReadColumn column) {
        return labels.containsKey(column.column().name());
    }

    private static boolean isMoney(ReadColumn column) {
        return column.column().nativeType().equals("money");
    }

    private static boolean isTextually(ReadColumn column) {
        return column.column().valueType() instanceof ValueType.Textual type
                && !LITERALS_OF_THEIR_OWN.contains(type.kind());
    }

    private static boolean isTextOfPostgres(ReadColumn column) {
        String type = column.column().nativeType();
        return PostgresTypes.isPlainText(type) || type.equals("citext") || type.equals("name");
    }

    @Override
    public Optional<String> literal(Value value, ReadColumn column) {
        return KeyValues.fit(value, column.column().valueType())
                .filter(fitting -> isWithinReach(fitting))
                .flatMap(PostgresLiterals::text)
                .flatMap(text -> isEnum(column) ? label(text, column) : Optional.of(cast(text, column)));
    }

    /** An enum compares with its own labels only, and fails at others. */
    private Optional<String> label(String text, ReadColumn column) {
        return labels.getOrDefault(column.column().name(), Set.of()).contains(text)
                ? Optional.of(PostgresLiterals.quoted(text))
                : Optional.empty();
    }

    /** A day beyond the type's ends would fail the query. */
    private static boolean isWithinReach(Value value) {
        if (value instanceof Value.Date date) {
            return date.epochDay() >= FIRST_DAY && date.epochDay() <= LAST_DAY_OF_DATE;
        }
        if (value instanceof Value.Timestamp at) {
            long day = Math.floorDiv(at.epochSecond(), SECONDS_PER_DAY);
            return day >= FIRST_DAY && day <= LAST_DAY_OF_TIMESTAMP;
        }
        return true;
    }

    @Override
    public Optional<String> withoutTrailingBlanks(String text, ReadColumn column) {
        if (isEnum(column)) {
            List<String> matching = labels.getOrDefault(column.column().name(), Set.of()).stream()
                    .filter(label -> TextFold.TRAILING_BLANKS.of(label).equals(text))
                    .sorted()
                    .toList();
            return matching.isEmpty()
                    ? Optional.empty()
                    : Optional.of(name(column) + " IN ("
                            + matching.stream().map(PostgresLiterals::quoted).collect(Collectors.joining(", ")) + ")");
        }
        boolean padded = column.column().valueType() instanceof ValueType.Text type && type.blankPadded();
        Optional<String> literal = PostgresLiterals.text(new Value.Text(text));
        // Only bpchar itself takes spaces at the end for nothing.
        return padded
                ? literal.map(held -> name(column) + " = " + cast(held, column))
                : literal.map(
                        held -> "rtrim(" + name(column) + "::text, ' ') = " + PostgresLiterals.quoted(held) + "::text");
    }

    private static String cast(String text, ReadColumn column) {
        return PostgresLiterals.quoted(text) + "::" + type(column);
    }

    private static String type(ReadColumn column) {
        ValueType type = column.column().valueType();
        if (type instanceof ValueType.Bool) {
            return "boolean";
        }
        if (type instanceof ValueType.Whole) {
            return "bigint";
        }
        if (type instanceof ValueType.FixedDecimal || type instanceof ValueType.FreeDecimal) {
            return "numeric";
        }
        if (type instanceof ValueType.Floating) {
            return "float8";
        }
        if (type instanceof ValueType.Date) {
            return "date";
        }
        if (type instanceof ValueType.Time) {
            return "time";
        }
        if (type instanceof ValueType.Timestamp) {
            return "timestamp";
        }
        if (type instanceof ValueType.Instant) {
            return "timestamptz";
        }
        if (type instanceof ValueType.Uuid) {
            return "uuid";
        }
        if (type instanceof ValueType.Binary) {
            return "bytea";
        }
        if (type instanceof ValueType.Textual textual && LITERALS_OF_THEIR_OWN.contains(textual.kind())) {
            return textual.kind();
        }
        if (column.column().nativeType().equals("citext")) {
            return "citext";
        }
        return column.column().nativeType().startsWith("character(") ? "bpchar" : "text";
    }
}
