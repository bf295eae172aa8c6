package dev.reconcile.app.history;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a process that keeps running has its history unless it is told where. */
public final class DataFolder {

    private DataFolder() {}

    /**
     * The folder that systemd made for the service, or else {@code reconcile} where this user's programs keep their state.
     *
     * @param environment the environment variables
     */
    public static Path byDefault(Map<String, String> environment) {
        return given(environment, "STATE_DIRECTORY")
                // Several are separated so; the first is ours.
                .map(folders -> Path.of(folders.split(":", -1)[0]))
                .or(() -> given(environment, "XDG_STATE_HOME").map(home -> Path.of(home, "reconcile")))
                .or(() -> given(environment, "HOME").map(home -> Path.of(home, ".local", "state", "reconcile")))
                .orElseGet(() -> Path.of("reconcile-data"));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
