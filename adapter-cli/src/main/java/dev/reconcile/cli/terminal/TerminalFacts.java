package dev.reconcile.cli.terminal;

import dev.reconcile.app.Audience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Which of the standard streams are terminals, and how wide those are.
 *
 * <p>{@link System#console()} answers another question: before Java 22 it is null as soon as <em>either</em> standard input
 * or standard output is redirected, it knows nothing of standard error, and from Java 22 on it is never null. So the
 * launcher asks the shell ({@code test -t}, {@code stty size}) and passes the answers as system
 * properties. Where somebody starts the jar without the launcher, Linux still tells through {@code /proc/self/fd};
 * elsewhere a stream that nobody vouches for is taken for a file: no colour and no moving lines, which is always readable.
 *
 * @param inIsTerminal whether standard input is a terminal, so that somebody can be asked
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is one
 * @param columns the terminal's width in characters, at least {@value #LEAST_COLUMNS}
 */
public record TerminalFacts(boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal, int columns) {

    /** The width taken where nobody knows it. */
    public static final int DEFAULT_COLUMNS = 80;
    /** Narrower terminals are treated as if they had this width. */
    public static final int LEAST_COLUMNS = 40;

    static final String IN_PROPERTY = "reconcile.stdin.tty";
    static final String OUT_PROPERTY = "reconcile.stdout.tty";
    static final String ERR_PROPERTY = "reconcile.stderr.tty";
    static final String COLUMNS_PROPERTY = "reconcile.columns";

    public TerminalFacts {
        columns = Math.max(LEAST_COLUMNS, columns);
    }

    /** Who reads standard output. */
    public Audience audience() {
        return outIsTerminal ? Audience.TERMINAL : Audience.OTHERS;
    }

    /** No terminal anywhere. */
    public static TerminalFacts none() {
        return new TerminalFacts(false, false, false, DEFAULT_COLUMNS);
    }

    /** What the launcher passed, else what the operating system tells. */
    public static TerminalFacts detect(Properties properties) {
        return new TerminalFacts(
                isTerminal(properties.getProperty(IN_PROPERTY, ""), 0),
                isTerminal(properties.getProperty(OUT_PROPERTY, ""), 1),
                isTerminal(properties.getProperty(ERR_PROPERTY, ""), 2),
                columns(properties.getProperty(COLUMNS_PROPERTY, "")));
    }

    private static boolean isTerminal(String told, int descriptor) {
        return switch (told.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> leadsToTerminal(Path.of("/proc/self/fd/" + descriptor));
        };
    }

    private static boolean leadsToTerminal(Path link) {
        try {
            String leadsTo = Files.readSymbolicLink(link).toString();
            return leadsTo.startsWith("/dev/pts/") || leadsTo.startsWith("/dev/tty") || leadsTo.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            return false;
        }
    }

    private static int columns(String told) {
        try {
            int columns = Integer.parseInt(told);
            return columns > 0 ? columns : DEFAULT_COLUMNS;
        } catch (NumberFormatException nobodyKnows) {
            return DEFAULT_COLUMNS;
        }
    }
}
