package dev.reconcile.jdbc;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Values at which something tips over, of both engines. */
final class EdgeValues {

    static final List<LocalDate> DATES = List.of(
            LocalDate.of(1, 1, 1),
            LocalDate.of(1500, 2, 28),
            LocalDate.of(1582, 10, 10),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2024, 3, 31),
            LocalDate.of(9999, 12, 31));

    /** What may be taken for something else: NULL, nothing, the frame of a row, SQL, a pattern. */
    static final List<String> LATIN_TEXTS = List.of(
            "", " ", "  ", "a", " a ", "a  ", "a\t", "a\n", "\u00a0", "a\u00a0", "~", "~|", "a|b", "1:a|", "NULL",
            "<null>", "'", "\"", "[x]", "%_", "\\", "é", "ÿ");

    private EdgeValues() {}

    /** The times at which rounding to each number of digits tips over, as far as so many digits have them. */
    static List<LocalTime> times(int digits) {
        long unit = (long) Math.pow(10, 9 - digits);
        List<Long> nanos = new ArrayList<>(List.of(0L, 1L, 86_399_999_999_999L, 43_200_000_000_000L));
        for (long half = 500_000_000; half >= 500; half /= 10) {
            nanos.addAll(List.of(half, half - 1, 86_400_000_000_000L - half, 86_400_000_000_000L - half - 1));
            nanos.add(45_296_000_000_000L + half);
        }
        return nanos.stream()
                .map(nano -> LocalTime.ofNanoOfDay(nano / unit * unit))
                .distinct()
                .toList();
    }
}
