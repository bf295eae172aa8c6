package dev.reconcile.core.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One field of a line in a crontab: which of its values it takes, and whether it takes any. */
enum CronField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of the month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    DAY_OF_WEEK("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final String title;
    private final int least;
    private final int greatest;

    @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
    private final List<String> names;

    CronField(String title, int least, int greatest, List<String> names) {
        this.title = title;
        this.least = least;
        this.greatest = greatest;
        this.names = names;
    }

    /**
     * The values that a text means: {@code *}, {@code 5}, {@code 1-5}, {@code mon-fri}, {@code *}{@code /15}, {@code 8-18/2},
     * and lists of these. Sunday is 0.
     *
     * @throws IllegalArgumentException saying what of the field is wrong; it does not quote it
     */
    BitSet parse(String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(part, values);
        }
        if (this == DAY_OF_WEEK && values.get(7)) {
            values.clear(7);
            values.set(0);
        }
        return values;
    }

    private void add(String part, BitSet values) {
        String[] halves = part.split("/", -1);
        String range = halves[0];
        if (halves.length > 2) {
            throw wrong();
        }
        int step = halves.length == 1 ? 1 : number(halves[1]);
        boolean stepped = halves.length == 2;
        int from;
        int to;
        if (range.equals("*")) {
            from = least;
            // Seven would be Sunday once more.
            to = this == DAY_OF_WEEK ? greatest - 1 : greatest;
        } else {
            String[] ends = range.split("-", -1);
            if (ends.length > 2 || (ends.length == 1 && stepped)) {
                throw wrong();
            }
            from = value(ends[0]);
            to = ends.length == 1 ? from : value(ends[1]);
        }
        if (from > to || step < 1) {
            throw wrong();
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int value(String text) {
        int place = names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = place >= 0 ? place + (this == MONTH ? 1 : 0) : number(text);
        if (value < least || value > greatest) {
            throw wrong();
        }
        return value;
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw wrong();
        }
        return Integer.parseInt(text);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("the " + title + " is wrong. Write *, a number from " + least + " to "
                + greatest + (names.isEmpty() ? "" : ", a name such as " + names.get(1))
                + ", a range such as " + least + "-" + greatest
                + ", each with /2 for every second one, or a list of these.");
    }
}
