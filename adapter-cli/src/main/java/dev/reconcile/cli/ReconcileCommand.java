package dev.reconcile.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reconcile}: the command that the others belong to. */
@Command(
        name = "reconcile",
        description = {
            "Tells whether the tables of a target database equal those of its source.",
            "Reads both and writes to neither."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Options of 'run' may also stand without it: reconcile --use-vault ...",
            "",
            "Examples:",
            "  See it work, with two databases of its own:",
            "    reconcile demo",
            "  Row counts of one table, with the credentials in Vault:",
            "    reconcile run --use-vault --source-table dbo.customers \\",
            "      --target-table customers --output report.json",
            "  What that run would meet, without reading a row:",
            "    reconcile check --use-vault --source-table dbo.customers \\",
            "      --target-table customers --format console",
            "  One row of both sides beside each other, now:",
            "    reconcile row --config reconcile.yaml dbo.orders 17",
            "  After a repair, what of an earlier report is mended and what is left:",
            "    reconcile recheck --config reconcile.yaml report.json",
            "  The options that the examples above leave out:",
            "    reconcile run --help",
            "  Completion of options in this bash or zsh:",
            "    source <(reconcile generate-completion)",
            "",
            "Exit codes: 0 all tables match; 1 something differs, could not be compared or",
            "failed; 2 wrong usage or settings, nothing was compared; 130 interrupted."
        })
final class ReconcileCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
