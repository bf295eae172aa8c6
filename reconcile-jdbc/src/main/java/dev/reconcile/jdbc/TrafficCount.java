package dev.reconcile.jdbc;

import dev.reconcile.core.port.DatabaseTraffic;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is asked of one database, by all who read from it. */
final class TrafficCount {

    private final LongAdder statements = new LongAdder();
    private final LongAdder retries = new LongAdder();

    /** A statement is sent. */
    void statement() {
        statements.increment();
    }

    /** A read is tried again. */
    void retry() {
        retries.increment();
    }

    /** All so far. */
    DatabaseTraffic soFar() {
        return new DatabaseTraffic(statements.sum(), retries.sum());
    }
}
