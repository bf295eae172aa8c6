package dev.reconcile.core.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;

/** How many rows of a table may be missing, extra or changed before the rest of them is no longer sought. */
public sealed interface HaltAbove {

    /**
     * The most rows that may differ.
     *
     * @param rows how many rows the fuller side of the table has, at least 0
     */
    long most(long rows);

    /**
     * A share of the table's rows; {@link #toString} gives {@code 5% of the rows}.
     *
     * @param percent more than 0 and at most 100
     */
    record Share(BigDecimal percent) implements HaltAbove {

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        public Share {
            Objects.requireNonNull(percent, "percent");
            if (percent.signum() <= 0 || percent.compareTo(ALL) > 0) {
                throw new IllegalArgumentException("A share of rows is more than 0% and at most 100%.");
            }
        }

        @Override
        public long most(long rows) {
            return percent.multiply(BigDecimal.valueOf(rows))
                    .divide(ALL, 0, RoundingMode.DOWN)
                    .longValueExact();
        }

        @Override
        public String toString() {
            return percent.stripTrailingZeros().toPlainString() + "% of the rows";
        }
    }

    /**
     * A number of rows; {@link #toString} gives {@code 10,000 rows}.
     *
     * @param rows at least 1
     */
    record Rows(long rows) implements HaltAbove {

        public Rows {
            if (rows < 1) {
                throw new IllegalArgumentException("A comparison is halted above 1 row or more, not " + rows + ".");
            }
        }

        @Override
        public long most(long ofTable) {
            return rows;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
        }
    }
}
