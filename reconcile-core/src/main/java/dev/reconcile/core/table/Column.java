package dev.reconcile.core.table;

import dev.reconcile.core.canonical.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table or view.
 *
 * @param name as the database spells it, without quotes
 * @param nativeType the type as the database's own language writes it, for people: {@code datetime2(7)}
 * @param valueType what the column can hold, in terms that both engines share
 * @param nullable whether the database lets the column hold NULL
 * @param collation the name of the text column's collation; null for other types and for the database's default
 * @param filling what fills the column of a row that is inserted without a value for it; asked of PostgreSQL alone
 * @param expression what is read in place of a stored column; then the types are the expression's
 */
public record Column(
        String name,
        String nativeType,
        ValueType valueType,
        boolean nullable,
        @Nullable String collation,
        Filling filling,
        SqlExpression expression) {

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nativeType, "nativeType");
        Objects.requireNonNull(valueType, "valueType");
        Objects.requireNonNull(filling, "filling");
        Objects.requireNonNull(expression, "expression");
    }

    /** A stored column. */
    public Column(
            String name,
            String nativeType,
            ValueType valueType,
            boolean nullable,
            @Nullable String collation,
            Filling filling) {
        this(name, nativeType, valueType, nullable, collation, filling, SqlExpression.none());
    }

    /** A stored column of which it is not known what fills it. */
    public Column(String name, String nativeType, ValueType valueType, boolean nullable, @Nullable String collation) {
        this(name, nativeType, valueType, nullable, collation, Filling.NOTHING);
    }

    /** What an expression gives, under the name of a column. It may be NULL. */
    public static Column of(SqlExpression expression, String name, String nativeType, ValueType valueType) {
        return new Column(name, nativeType, valueType, true, null, Filling.NOTHING, expression);
    }

    /** The column for a person: {@code total (money)}. */
    @Override
    public String toString() {
        return name + " (" + nativeType + ")";
    }
}
