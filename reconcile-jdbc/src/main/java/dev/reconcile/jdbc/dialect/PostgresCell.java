package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Filling;
import dev.reconcile.core.table.WriteConditions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A column whose values are written. Its literals carry no type: each takes the column's, so that an enum or a domain needs
 * no name and an index serves.
 *
 * @param column the column, and the form in which it was compared
 * @param writing what of the column's table has to be known before it is written to
 */
record PostgresCell(ReadColumn column, WriteConditions writing) {

    /** The longest name that the type {@code name} holds, in bytes; it cuts longer ones. */
    private static final int LONGEST_NAME = 63;

    /** The digits behind the point that {@code money} has in most locales; it rounds others away. */
    private static final int MONEY_SCALE = 2;

    /** As the form of a JSON text writes U+0000 and half of a surrogate pair, behind no backslash that takes this one. */
    private static final Pattern NOT_IN_TEXT = Pattern.compile("(?<!\\\\)(\\\\\\\\)*+\\\\u(0000|d[89a-f])");

    String name() {
        return PostgresSql.quoted(column.column().name());
    }

    /** Whether an INSERT may give it a value. */
    boolean isInserted() {
        return column.column().filling() != Filling.GENERATED;
    }

    /** Whether an UPDATE may give it a value, where an INSERT may. */
    boolean isUpdated() {
        return column.column().filling() != Filling.IDENTITY_ALWAYS;
    }

    /** A condition that holds for a value which the table itself was seen to hold, and that an index may answer. */
    String is(Value value) {
        if (value == Value.Null.NULL) {
            return name() + " IS NULL";
        }
        String equal = name() + " = " + known(value);
        return comparesExactly() ? equal : equal + " AND " + exactText() + " = " + known(value);
    }

    /** A condition that holds for whatever the column itself takes for equal to a value of the source's. */
    String isTakenFor(Value value) {
        return name() + " = " + written(value);
    }

    /** A condition like {@link #is}, where no index is needed. */
    String isStill(Value value) {
        return (comparesExactly() ? name() : exactText()) + " IS NOT DISTINCT FROM " + known(value);
    }

    /**
     * A collation may take different texts for equal, citext does, and an interval of a month is one of 30 days. A json
     * has no operator that compares it.
     */
    private boolean comparesExactly() {
        if (column.column().valueType() instanceof ValueType.Textual
                || column.column().valueType() instanceof ValueType.Document) {
            return false;
        }
        if (!(column.column().valueType() instanceof ValueType.Text)) {
            return true;
        }
        String collation = column.column().collation();
        return PostgresTypes.isPlainText(column.column().nativeType())
                && (collation == null || collation.equals("C") || collation.equals("POSIX"));
    }

    /**
     * A condition that holds for each value of the column which the comparison takes for equal to this one, that the column was
     * seen to hold, and for no other. An index may answer it.
     *
     * @see #isToldExactly
     */
    String isEqualTo(Value value) {
        requireTold(value);
        return isEqual(value);
    }

    /** The same condition for a value of the source's as {@link #written}. */
    String isEqualToWritten(Value value) {
        return isEqual(storable(value));
    }

    private String isEqual(Value stored) {
        if (stored == Value.Null.NULL) {
            return name() + " IS NULL";
        }
        boolean padded = column.column().valueType() instanceof ValueType.Text text && text.blankPadded();
        boolean stripped = column.canonicalType() instanceof CanonicalType.Text text && text.trailingBlanksStripped();
        Value counts = stored instanceof Value.Text text && (padded || stripped)
                ? new Value.Text(TextFold.TRAILING_BLANKS.of(text.value()))
                : stored;
        String literal = known(counts);
        if (stripped && !padded) {
            return "rtrim(" + exactText() + ", ' ') = " + literal;
        }
        return (comparesExactly() ? name() : exactText()) + " = " + literal;
    }

    /** Whether the column itself can tell which of its values the comparison takes for equal. */
    boolean isToldExactly() {
        CanonicalType compared = column.canonicalType();
        ValueType type = column.column().valueType();
        if (compared instanceof CanonicalType.Time form && type instanceof ValueType.Time own) {
            return form.digits() >= own.digits();
        }
        if (compared instanceof CanonicalType.Timestamp form && type instanceof ValueType.Timestamp own) {
            return form.digits() >= own.digits();
        }
        if (compared instanceof CanonicalType.Instant form && type instanceof ValueType.Instant own) {
            return form.digits() >= own.digits();
        }
        return !(compared instanceof CanonicalType.MadeHere);
    }

    private String exactText() {
        return name() + "::text COLLATE \"C\"";
    }

    private String known(Value value) {
        requireTold(value);
        return literal(value)
                .orElseThrow(() -> new IllegalStateException("The target held a value that its type does not hold."));
    }

    private void requireTold(Value value) {
        if (value == Value.Hidden.HIDDEN) {
            throw new UnwritableException("the values of " + column.column() + " may not be told");
        }
    }

    /**
     * A value of the source's, as the column is to hold it.
     *
     * @throws UnwritableException if the column cannot hold it as it is
     */
    String written(Value value) {
        return literal(storable(value)).orElseThrow(this::cannotHold);
    }

    private Value storable(Value value) {
        requireTold(value);
        if (value == Value.Null.NULL && !takesNull()) {
            throw new UnwritableException("the target's column " + column.column() + " takes no NULL");
        }
        return KeyValues.fit(
                        withoutPadding(reduced(asUuidOrText(value))),
                        column.column().valueType())
                .filter(this::keeps)
                .orElseThrow(this::cannotHold);
    }

    private UnwritableException cannotHold() {
        return new UnwritableException(
                "the target's column " + column.column() + " cannot hold the source's value as it is");
    }

    private boolean takesNull() {
        return column.column().nullable()
                && !writing.neverNull().contains(column.column().name());
    }

    /** A UUID for a column of text in its usual spelling, and a text that spells one for a column of UUIDs. */
    private Value asUuidOrText(Value value) {
        if (!(column.canonicalType() instanceof CanonicalType.SpelledUuid form)) {
            return value;
        }
        ValueType type = column.column().valueType();
        if (value instanceof Value.Uuid && type instanceof ValueType.Text) {
            return new Value.Text(value.text());
        }
        if (value instanceof Value.Text text && type instanceof ValueType.Uuid) {
            String spelled = form.of(text.value());
            if (!spelled.startsWith("!")) {
                UUID uuid = UUID.fromString(spelled);
                return new Value.Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            }
        }
        return value;
    }

    /**
     * The value with the digits of a second that the column has. A rule may compare fewer of them; where rounding twice would
     * show in these, the value has no more than them.
     */
    private Value reduced(Value value) {
        CanonicalType compared = column.canonicalType();
        ValueType type = column.column().valueType();
        Value most = value;
        if (compared instanceof CanonicalType.Time form && type instanceof ValueType.Time own) {
            most = value.reducedTo(new CanonicalType.Time(own.digits(), form.rounding()));
        } else if (compared instanceof CanonicalType.Timestamp form && type instanceof ValueType.Timestamp own) {
            most = value.reducedTo(new CanonicalType.Timestamp(own.digits(), form.rounding()));
        } else if (compared instanceof CanonicalType.Instant form && type instanceof ValueType.Instant own) {
            most = value.reducedTo(new CanonicalType.Instant(own.digits(), form.rounding()));
        }
        return most.reducedTo(compared).equals(value.reducedTo(compared)) ? most : value.reducedTo(compared);
    }

    /** An enum takes no blanks that mean nothing. */
    private Value withoutPadding(Value value) {
        return value instanceof Value.Text text
                        && column.canonicalType() instanceof CanonicalType.Text type
                        && type.trailingBlanksStripped()
                        && !PostgresTypes.isPlainText(column.column().nativeType())
                ? new Value.Text(TextFold.TRAILING_BLANKS.of(text.value()))
                : value;
    }

    /** PostgreSQL rounds or cuts some values without a word. */
    private boolean keeps(Value value) {
        ValueType type = column.column().valueType();
        String nativeType = column.column().nativeType();
        if (value instanceof Value.Whole whole) {
            return switch (nativeType) {
                case "smallint" -> whole.value() == (short) whole.value();
                case "integer" -> whole.value() == (int) whole.value();
                default -> true;
            };
        }
        if (value instanceof Value.Decimal decimal) {
            return keeps(decimal.value());
        }
        if (value instanceof Value.Floating floating && type instanceof ValueType.Floating declared) {
            return declared.bits() == Double.SIZE
                    || Double.isNaN(floating.value())
                    || (float) floating.value() == floating.value();
        }
        if (value instanceof Value.Text text && type instanceof ValueType.Text declared) {
            Set<String> labels = writing.labels().get(column.column().name());
            if (labels != null) {
                return labels.contains(text.value());
            }
            String kept = declared.blankPadded() ? TextFold.TRAILING_BLANKS.of(text.value()) : text.value();
            return kept.codePointCount(0, kept.length()) <= declared.maxLength()
                    && (!nativeType.equals("name") || kept.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME);
        }
        return !(value instanceof Value.Text text && type instanceof ValueType.Document document)
                || (document.holds(text.value())
                        && !(nativeType.equals("jsonb") && spellsWhatNoTextHolds(text.value())));
    }

    /** A jsonb holds its strings as texts, and no text holds U+0000 or half of a surrogate pair. */
    private static boolean spellsWhatNoTextHolds(String json) {
        return NOT_IN_TEXT.matcher(new CanonicalType.Json().of(json)).find();
    }

    private boolean keeps(BigDecimal number) {
        if (number.signum() == 0) {
            return true;
        }
        int scale = number.stripTrailingZeros().scale();
        if (column.column().valueType() instanceof ValueType.FixedDecimal fixed) {
            int zeros = writing.zeros().getOrDefault(column.column().name(), 0);
            return scale <= fixed.scale() - zeros
                    && number.precision() - number.scale() <= fixed.precision() - fixed.scale();
        }
        return !isMoney() || scale <= MONEY_SCALE;
    }

    private boolean isMoney() {
        return column.column().nativeType().equals("money");
    }

    private Optional<String> literal(Value value) {
        if (value == Value.Null.NULL) {
            return Optional.of("NULL");
        }
        Optional<String> text = PostgresLiterals.text(value);
        if (isMoney()) {
            // Money itself is read as the server's locale says.
            return text.map(number -> "'" + number + "'::numeric::money");
        }
        if (isBare(value)) {
            return text;
        }
        return value instanceof Value.Timestamp && column.column().valueType() instanceof ValueType.Instant
                ? text.map(PostgresLiterals::inUtc).map(PostgresLiterals::quoted)
                : text.map(PostgresLiterals::quoted);
    }

    /** PostgreSQL reads the least bigint as a numeric that is negated. */
    private static boolean isBare(Value value) {
        return value instanceof Value.Bool
                || value instanceof Value.Decimal
                || (value instanceof Value.Whole whole && whole.value() != Long.MIN_VALUE);
    }
}
