package dev.reconcile.benchmarks.data;

import java.util.List;
import java.util.Locale;

/** What differs between the two tables that are compared, and by which key. */
public enum Variant {
    /** Nothing differs; the key is a bigint. */
    EQUAL("rows", "rows"),

    /** A hundred rows of the target are damaged. */
    DIFFERENCES("rows", "rows_damaged"),

    /** Nothing differs; the key is a UUID, in whose order the rows do not lie. */
    UUID("rows_by_uuid", "rows_by_uuid"),

    /**
     * Nothing differs but that the target holds times in milliseconds. So PostgreSQL's own hash does not fit, and rows are
     * hashed as they are between SQL Server and PostgreSQL: as text in the databases, or in this process.
     */
    ROUNDED("rows", "rows_rounded");

    private final String source;
    private final String target;

    Variant(String source, String target) {
        this.source = source;
        this.target = target;
    }

    /** The source table. */
    public String sourceTable(RowCount rows) {
        return name(source, rows);
    }

    /** The target table. */
    public String targetTable(RowCount rows) {
        return name(target, rows);
    }

    static String name(String table, RowCount rows) {
        return RowTable.SCHEMA + "." + table + "_" + rows.rows();
    }

    /** Whether the database writes the rows of both tables alike where they are equal. */
    public boolean isWrittenAlike() {
        return this != ROUNDED;
    }

    /** What a right answer names. */
    public List<Damage.Row> damage(RowCount rows) {
        return this == DIFFERENCES ? new Damage(rows).rows() : List.of();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
