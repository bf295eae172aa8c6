package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Tables;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.program.CpuTime;
import dev.reconcile.benchmarks.program.Program;
import dev.reconcile.benchmarks.server.Databases;
import java.io.IOException;
import java.util.List;

/**
 * All that a measurement works with.
 *
 * @param program the command that is measured
 * @param javaOptions options for its JVM, beside those of the launcher; may be empty
 * @param databases the databases
 * @param tables the measured tables in them
 * @param serverPids the servers' processes; empty where the servers are not ours
 * @param rows how large the tables are, one after the other
 * @param variants what differs, one after the other
 * @param pairs how often each thing is measured, at least once
 * @param hashIn what is said for {@code --hash-in}
 * @param figures where the figures go
 */
public record Bench(
        Program program,
        String javaOptions,
        Databases databases,
        Tables tables,
        List<Long> serverPids,
        List<RowCount> rows,
        List<Variant> variants,
        int pairs,
        String hashIn,
        Figures figures) {

    public Bench {
        serverPids = List.copyOf(serverPids);
        rows = List.copyOf(rows);
        variants = List.copyOf(variants);
    }

    Comparing comparing() {
        return new Comparing(program, databases, javaOptions);
    }

    /** The command that compares the contents of a variant's tables. */
    public String commandLine(Variant variant, RowCount rows) {
        return "reconcile " + String.join(" ", comparing().contents(variant, rows, hashIn));
    }

    /** Processor time of both servers so far, in seconds; 0 where nobody tells. */
    double serverCpu() throws IOException {
        double total = 0;
        for (long pid : serverPids) {
            total += CpuTime.ofTree(pid);
        }
        return total;
    }
}
