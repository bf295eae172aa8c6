package dev.reconcile.cli;

import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.cli.terminal.TerminalFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What one command, run inside this process, exited with and wrote. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... arguments) {
        return in(Map.of(), arguments);
    }

    static Invocation in(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, err, TerminalFacts.none(), environment);
        int exitCode = CommandTree.execute(terminal, environment, arguments);
        return new Invocation(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
