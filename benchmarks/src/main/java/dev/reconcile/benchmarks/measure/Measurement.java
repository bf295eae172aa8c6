package dev.reconcile.benchmarks.measure;

import java.io.IOException;
import java.sql.SQLException;

/** One question about the command's speed or weight, answered by measuring. */
@FunctionalInterface
public interface Measurement {

    /**
     * Loads what it needs, measures, and prints the figures.
     *
     * @throws dev.reconcile.benchmarks.answer.WrongAnswerException if a run did not say what is true
     */
    void on(Bench bench) throws IOException, InterruptedException, SQLException;
}
