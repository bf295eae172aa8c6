package dev.reconcile.jdbc.dialect;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL means to do for a query: the lines of an
 * <a href="https://www.postgresql.org/docs/current/sql-explain.html">EXPLAIN</a>, which runs nothing.
 */
record PostgresPlan(List<String> lines) {

    /** An incremental sort is none of these: it reads an index that begins with the key's first columns. */
    private static final Pattern WITHOUT_INDEX =
            Pattern.compile("\\s*(?:->\\s+)?(?:Sort|(?:Parallel )?Seq Scan on .*?) +\\(cost=\\S+ rows=([0-9]+) .*");

    PostgresPlan {
        lines = List.copyOf(lines);
    }

    /** How many rows it expects to read whole or to sort, instead of following an index; 0 where there are none. */
    long rowsWithoutIndex() {
        return lines.stream()
                .map(WITHOUT_INDEX::matcher)
                .filter(Matcher::matches)
                .mapToLong(matcher -> Long.parseLong(Objects.requireNonNull(matcher.group(1))))
                .max()
                .orElse(0);
    }
}
