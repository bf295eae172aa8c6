package dev.reconcile.benchmarks.data;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows a table has.
 *
 * @param rows 1,000 or more, so that there is room for the planted damage
 */
public record RowCount(long rows) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([km]?)");

    public RowCount {
        if (rows < 1_000) {
            throw new IllegalArgumentException("A table of " + rows + " rows is too small: 1,000 are the fewest.");
        }
    }

    /**
     * Reads {@code 1m}, {@code 250k} or {@code 5000}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static RowCount parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no number of rows. Write 1m, 250k or 5000.");
        }
        long unit = switch (form.group(2)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return new RowCount(Long.parseLong(form.group(1)) * unit);
    }

    /** Millions of rows. */
    public double millions() {
        return rows / 1e6;
    }

    @Override
    public String toString() {
        return rows % 1_000_000 == 0
                ? rows / 1_000_000 + " M"
                : rows % 1_000 == 0 ? rows / 1_000 + " k" : Long.toString(rows);
    }
}
