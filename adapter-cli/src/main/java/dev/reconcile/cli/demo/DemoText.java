package dev.reconcile.cli.demo;

import java.nio.file.Path;

/** What the demonstration says beside the report. */
final class DemoText {

    private final DemoServer server;
    private final int seed;

    DemoText(DemoServer server, int seed) {
        this.server = server;
        this.seed = seed;
    }

    String verdict(Damage damage, boolean found) {
        return found ? """

                That is exactly the damage that was planted in the target's %s:
                %s.
                A real run would have exited with 1 here; the demo exits with 0.
                """.formatted(Damage.TABLE, damage) : """

                That is not the damage that was planted in the target's %s:
                %s.
                Please report this, with --seed %d.
                """.formatted(Damage.TABLE, damage, seed);
    }

    String afterRemoving() {
        return """

                To look further:
                  %1$s demo --keep           leaves the databases running for runs of your own
                  %1$s run --help            all options of a run
                """.formatted(command());
    }

    /** @param stopScript ends what was kept */
    String afterKeeping(Path stopScript) {
        return """

                The databases keep running, for the login %1$s that may only read:
                  %2$s
                  %3$s

                To look further:
                  export RECONCILE_SOURCE_PASSWORD=%4$s RECONCILE_TARGET_PASSWORD=%4$s
                  %7$s run --validate-checksums --confirm-delay 0s --format console \\
                    --source-url %2$s \\
                    --source-username %1$s --source-sslmode disable \\
                    --target-url %3$s \\
                    --target-username %1$s --target-sslmode disable \\
                    --source-tables %5$s

                To stop the databases and remove their files:
                  sh %6$s
                """.formatted(
                        Warehouse.READER,
                        server.url(Warehouse.SOURCE),
                        server.url(Warehouse.TARGET),
                        server.password(),
                        String.join(",", Warehouse.TABLES),
                        stopScript,
                        command());
    }

    /** How this program was started, as the launcher tells: what is printed is to be copied. */
    private static String command() {
        String started = System.getProperty("reconcile.command", "reconcile");
        return started.indexOf(' ') < 0 ? started : "'" + started + "'";
    }
}
