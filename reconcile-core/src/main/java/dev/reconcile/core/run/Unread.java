package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a pair's tables was not read, because somebody else held a lock on it.
 *
 * @param ranges ranges of keys, none of them {@link KeyRange.AnyOf}; at least one
 * @param columns the key's columns in the order of the ranges, named as on the source
 * @param reason why the last of them was not, as sentences
 */
record Unread(List<KeyRange> ranges, List<String> columns, String reason) {

    /** So many are named; of many ranges a reader would look at no more. */
    private static final int MOST_NAMED = 3;

    Unread {
        ranges = List.copyOf(ranges);
        columns = List.copyOf(columns);
    }

    /** The ranges for a reader: {@code (n) after 200 up to 300; after 900; without a key}. */
    String told(ValuePolicy values) {
        String named = ranges.stream()
                .limit(MOST_NAMED)
                .map(range -> told(range, values))
                .collect(Collectors.joining("; "));
        int more = ranges.size() - MOST_NAMED;
        return "(" + String.join(", ", columns) + ") " + named
                + (more <= 0 ? "" : more == 1 ? "; and 1 further range" : "; and " + more + " further ranges");
    }

    private String told(KeyRange range, ValuePolicy values) {
        if (range instanceof Between between) {
            String after = between.after().isEmpty() ? "" : "after " + told(between.after(), values);
            String upTo = between.upTo().isEmpty() ? "" : "up to " + told(between.upTo(), values);
            return (after + " " + upTo).strip();
        }
        return "without a key";
    }

    /** Keys are findings, and shown as those are. */
    private String told(List<Value> key, ValuePolicy values) {
        String told = IntStream.range(0, key.size())
                .mapToObj(i -> values.told(columns.get(i), key.get(i)).text())
                .collect(Collectors.joining(", "));
        return key.size() == 1 ? told : "(" + told + ")";
    }
}
