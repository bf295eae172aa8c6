package dev.reconcile.app;

import java.util.Optional;

/** Asks a person for a password. */
@FunctionalInterface
public interface PasswordPrompt {

    /** Nobody is there to be asked. */
    PasswordPrompt NONE = prompt -> Optional.empty();

    /**
     * Asks. Called only when a login is known without any password.
     *
     * @param prompt what to show, without a line break
     * @return what was typed; empty if nobody can be asked or nothing was typed
     */
    Optional<char[]> ask(String prompt);
}
