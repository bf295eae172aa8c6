package dev.reconcile.benchmarks.data;

import java.util.List;

/**
 * The rows that are measured: eight columns, about 170 bytes in the table. The database makes them by itself from their
 * number, so that both sides hold the same and nothing has to be sent.
 */
public final class RowTable {

    /** The schema that all measured tables lie in. */
    public static final String SCHEMA = "reconcile_benchmark";

    /** The columns in their order; the first is the bigint. */
    public static final List<String> COLUMNS =
            List.of("id", "customer", "status", "amount", "ordered_at", "active", "reference", "note");

    /** Between two keys there is room for rows that only one side has. */
    private static final int KEY_STEP = 10;

    private static final String DEFINITION = """
            (id bigint NOT NULL, customer varchar(60), status varchar(20), amount numeric(12,2), ordered_at timestamp(6),
            active boolean, reference uuid NOT NULL, note text)""";

    private static final String VALUES = """
            SELECT id, 'Customer ' || id * 7919 % 99991, (ARRAY['new','paid','packed','shipped','returned'])[1 + id / 10 % 5],
            (id * 104729 % 100000000) * 0.01,
            timestamp '2024-01-01' + (id * 123456789 % 63072000000000) * interval '1 microsecond', id % 30 <> 0,
            md5('reference ' || id)::uuid, 'Delivered to the side door, signed for by ' || left(md5(id::text), 13)
            FROM""";

    private RowTable() {}

    /** The key of a row by its number, from 0. */
    static long id(long number) {
        return (number + 1) * KEY_STEP;
    }

    static String create(String table) {
        return "CREATE TABLE " + table + " " + DEFINITION;
    }

    /** The same table of times in milliseconds. */
    static String createRounded(String table) {
        return create(table).replace("timestamp(6)", "timestamp(3)");
    }

    static String fill(String table, long rows) {
        return "INSERT INTO " + table + " " + select(rows);
    }

    /** The rows of a table, as PostgreSQL makes them without one. */
    static String select(long rows) {
        return VALUES + " (SELECT " + KEY_STEP + " * n AS id FROM generate_series(1, " + rows + "::bigint) n) numbers";
    }

    /** The rows of these keys. */
    static String selectOf(String ids) {
        return VALUES + " unnest(ARRAY[" + ids + "]::bigint[]) id";
    }
}
