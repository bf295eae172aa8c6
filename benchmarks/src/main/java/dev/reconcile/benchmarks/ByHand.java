package dev.reconcile.benchmarks;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.measure.Bench;
import java.util.concurrent.CountDownLatch;

/** Loads the tables and leaves the measuring to a person. */
final class ByHand {

    private final Bench bench;

    ByHand(Bench bench) {
        this.bench = bench;
    }

    /** Never returns: the servers go when this process is interrupted. */
    void untilInterrupted() throws InterruptedException {
        System.out.println("# The passwords lie beside each server's data, in the file 'password'.");
        for (RowCount rows : bench.rows()) {
            for (Variant variant : bench.variants()) {
                bench.tables().load(variant, rows);
                System.out.println("# " + variant + ", " + rows + " rows:");
                System.out.println(bench.commandLine(variant, rows));
            }
        }
        System.out.println("# Ctrl-C stops the servers.");
        new CountDownLatch(1).await();
    }
}
