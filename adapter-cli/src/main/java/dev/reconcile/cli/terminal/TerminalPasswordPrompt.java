package dev.reconcile.cli.terminal;

import dev.reconcile.app.PasswordPrompt;
import java.io.Console;
import java.util.Optional;

/** Asks whoever sits at the terminal, without echo. */
public final class TerminalPasswordPrompt implements PasswordPrompt {

    private final Terminal terminal;

    public TerminalPasswordPrompt(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Optional<char[]> ask(String prompt) {
        // Without a terminal to type at, newer JVMs would read the answer from whatever standard input is.
        Console console = terminal.facts().inIsTerminal() ? System.console() : null;
        if (console == null) {
            return Optional.empty();
        }
        terminal.err().print(prompt);
        return Optional.ofNullable(console.readPassword());
    }
}
