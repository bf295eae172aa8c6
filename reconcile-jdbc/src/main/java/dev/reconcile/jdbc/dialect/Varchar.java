package dev.reconcile.jdbc.dialect;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A T-SQL expression of type varchar that is never NULL for a row.
 *
 * @param sql the expression
 * @param longest its greatest length in bytes; {@link Long#MAX_VALUE} where there is none
 */
record Varchar(String sql, long longest) {

    /** The bytes that a varchar holds unless it is a varchar(max). */
    static final int MOST_BYTES = 8000;

    /**
     * The type of at most so many bytes. Putting varchars together cuts them at 8,000 bytes without an error unless one of
     * them is a varchar(max), and that is slower; so it is one only where it must be. See <a
     * href="https://learn.microsoft.com/sql/t-sql/language-elements/string-concatenation-transact-sql">+ (String
     * Concatenation)</a>.
     */
    static String type(long length) {
        return length <= MOST_BYTES ? "varchar(" + length + ")" : "varchar(max)";
    }

    /** All of them, one after the other. */
    static Varchar concat(List<Varchar> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        long longest = parts.stream().mapToLong(Varchar::longest).reduce(0, Varchar::sum);
        String wide = longest > MOST_BYTES ? "CAST('' AS varchar(max)),\n" : "";
        return new Varchar(
                "CONCAT(\n" + wide + parts.stream().map(Varchar::sql).collect(Collectors.joining(",\n")) + ")",
                longest);
    }

    /** The expression with a literal of ASCII characters behind it. */
    Varchar plus(String literal) {
        return literal.isEmpty() ? this : new Varchar(sql + " + '" + literal + "'", sum(longest, literal.length()));
    }

    /** The sum of two lengths, at most {@link Long#MAX_VALUE}. */
    static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** So many times the length, at most {@link Long#MAX_VALUE}. */
    static long times(int factor, long length) {
        return length > Long.MAX_VALUE / factor ? Long.MAX_VALUE : factor * length;
    }
}
