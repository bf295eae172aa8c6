package dev.reconcile.cli;

import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.http.token.NewToken;
import dev.reconcile.http.token.Role;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reconcile token}: makes tokens for {@code reconcile serve}. */
@Command(
        name = "token",
        description = "Makes tokens for those who come to 'reconcile serve'.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "create",
        footer = {
            "",
            "Example:",
            "  reconcile token create --name night-shift --role operator,detail",
            "",
            "Exit codes: 0 done; 2 wrong usage."
        })
final class TokenCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create.");
    }

    /** Makes one. */
    @Command(
            name = "create",
            description = {
                "Prints a new token, once.",
                "It goes to standard output, and to standard error the line for the file that"
                        + " --http-tokens names. The line does not tell the token."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int create(
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "What the audit log calls it.")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            split = ",",
                            description = {
                                "viewer: verdicts and counts; operator: that, and starting and cancelling;",
                                "detail: what a viewer sees, and keys and values of rows. Several by commas."
                            })
                    List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            roles.add(Role.of(word)
                    .orElseThrow(
                            () -> wrong("--role: there is no role of that name. Give one of " + Role.words() + ".")));
        }
        NewToken token;
        try {
            token = NewToken.create(name, roles, new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw wrong("--name: " + e.getMessage() + ".");
        }
        terminal.err().println("The token, shown this once, is on standard output. The line for the file of tokens:");
        terminal.err().println(token.line());
        spec.commandLine().getOut().println(token.token());
        return ExitCode.ALL_MATCHED.number();
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCode.NOTHING_COMPARED, message, null);
    }
}
