package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.answer.Answer;
import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.program.Program;
import dev.reconcile.benchmarks.program.ProgramRun;
import dev.reconcile.benchmarks.server.Databases;
import dev.reconcile.benchmarks.server.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of the command over two databases. What a run says is held to the truth each time: a wrong answer ends the
 * measurement.
 *
 * @param program the command
 * @param databases what it compares
 * @param javaOptions for its JVM, beside those of the launcher; may be empty
 */
record Comparing(Program program, Databases databases, String javaOptions) {

    /** A run and what it said. */
    record Result(ProgramRun run, Answer answer) {}

    Comparing withJavaOptions(String options) {
        return new Comparing(program, databases, options);
    }

    /** The same command, on databases that are reached in another way. */
    Comparing over(Databases others) {
        return new Comparing(program, others, javaOptions);
    }

    /** The arguments that compare the contents of a variant's tables. */
    List<String> contents(Variant variant, RowCount rows, String hashIn) {
        List<String> arguments = tables(variant.sourceTable(rows), variant.targetTable(rows));
        arguments.addAll(List.of("--validate-checksums", "--hash-in", hashIn));
        return arguments;
    }

    /** The arguments that count the rows of a variant's tables. */
    List<String> counts(Variant variant, RowCount rows) {
        return tables(variant.sourceTable(rows), variant.targetTable(rows));
    }

    private List<String> tables(String source, String target) {
        List<String> arguments = connected();
        arguments.addAll(List.of("--source-tables", source, "--target-tables", target));
        return arguments;
    }

    /** The arguments of a run before it is said what is compared. */
    List<String> connected() {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(side("source", databases.source()));
        arguments.addAll(side("target", databases.target()));
        // Waiting for a target that may be late is not what is measured.
        arguments.addAll(List.of("--confirm-delay", "0s", "--format", "json", "--quiet"));
        return arguments;
    }

    private static List<String> side(String side, Endpoint database) {
        return List.of("--" + side + "-url", database.url(), "--" + side + "-username", database.user());
    }

    /** Compares the contents of a variant's tables. */
    Result run(Variant variant, RowCount rows, String hashIn) throws IOException, InterruptedException {
        ProgramRun run = run(contents(variant, rows, hashIn));
        Answer answer = Answer.of(run);
        answer.mustBe(rows.rows(), variant.damage(rows));
        return new Result(run, answer);
    }

    ProgramRun run(List<String> arguments) throws IOException, InterruptedException {
        return program.run(environment(), arguments);
    }

    /** The passwords, which stand in no process list. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("RECONCILE_SOURCE_PASSWORD", databases.source().password());
        environment.put("RECONCILE_TARGET_PASSWORD", databases.target().password());
        if (!javaOptions.isEmpty()) {
            environment.put("RECONCILE_JAVA_OPTS", javaOptions);
        }
        return environment;
    }
}
