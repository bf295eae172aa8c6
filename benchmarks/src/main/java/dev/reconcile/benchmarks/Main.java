package dev.reconcile.benchmarks;

import picocli.CommandLine;

/** Starts {@link BenchmarkCommand}. */
public final class Main {

    private Main() {}

    /** Exits with 0 if everything was measured and every answer was right, 1 if not, 2 for wrong usage. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new BenchmarkCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("benchmarks: " + failure.getMessage());
                    return 1;
                });
        System.exit(command.execute(arguments));
    }
}
