package dev.reconcile.jdbc.repair;

import dev.reconcile.jdbc.dialect.PostgresScript;
import java.io.IOException;
import java.io.Writer;

/** Writes statements in transactions of a bounded number of rows. */
final class Batches implements AutoCloseable {

    private static final int ROWS = 1_000;

    private final Writer out;
    private final Extent extent;
    private int rows;
    private boolean open;

    Batches(Writer out, Extent extent) {
        this.out = out;
        this.extent = extent;
    }

    /** How far a transaction reaches. */
    enum Extent {
        /** A thousand rows or some more. */
        SOME_ROWS,
        /** All that is written, with the foreign keys checked at the end where they may be. */
        ALL_ROWS
    }

    void add(String statement, int rowsOfIt) throws IOException {
        if (!open) {
            line(extent == Extent.ALL_ROWS ? PostgresScript.beginDeferred() : PostgresScript.begin());
            open = true;
        }
        line(statement);
        rows += rowsOfIt;
        if (extent == Extent.SOME_ROWS && rows >= ROWS) {
            close();
        }
    }

    /** Ends the transaction that is open, if there is one. */
    @Override
    public void close() throws IOException {
        if (open) {
            line(PostgresScript.commit());
            line("");
        }
        open = false;
        rows = 0;
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
