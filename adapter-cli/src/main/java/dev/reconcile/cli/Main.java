package dev.reconcile.cli;

import dev.reconcile.cli.terminal.Terminal;

/** Where the process starts. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofThisProcess();
        // Whatever a library writes there must not tear the progress display apart.
        System.setErr(terminal.err());
        System.exit(CommandTree.execute(terminal, System.getenv(), arguments));
    }
}
