package dev.reconcile.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The standard streams of this process. Standard output carries results and nothing else; all that is said to a person
 * goes to standard error. Both are UTF-8, whatever the locale says.
 */
public final class Terminal {

    private final OutputStream out;
    private final LiveArea liveArea;
    private final PrintStream err;
    private final TerminalFacts facts;
    private final Map<String, String> environment;

    /**
     * @param out takes the bytes of standard output
     * @param err takes the bytes of standard error
     */
    public Terminal(OutputStream out, OutputStream err, TerminalFacts facts, Map<String, String> environment) {
        this.out = out;
        this.liveArea = new LiveArea(err);
        this.err = new PrintStream(new HarmlessOutput(liveArea), true, StandardCharsets.UTF_8);
        this.facts = facts;
        this.environment = Map.copyOf(environment);
    }

    /** The streams that this process was started with. */
    public static Terminal ofThisProcess() {
        return new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                TerminalFacts.detect(System.getProperties()),
                System.getenv());
    }

    /** Standard output. A failed write throws: a report that nobody got must not pass in silence. Flush it at the end. */
    public Writer out() {
        return new OutputStreamWriter(new BufferedOutputStream(out), StandardCharsets.UTF_8);
    }

    /** Standard error, for lines meant for a person. Never throws. */
    public PrintStream err() {
        return err;
    }

    /** The end of standard error, where progress is drawn. */
    public LiveArea liveArea() {
        return liveArea;
    }

    /** Which streams are terminals, and how wide. */
    public TerminalFacts facts() {
        return facts;
    }

    /** Whether results may be coloured: on a terminal that knows colours, unless {@code NO_COLOR} forbids it. */
    public boolean coloursResults() {
        return facts.outIsTerminal() && allowsColour();
    }

    /** Whether lines on standard error may be coloured and drawn again. */
    public boolean drawsProgress() {
        return facts.errIsTerminal() && !isDumb();
    }

    private boolean allowsColour() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
    }

    private boolean isDumb() {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }
}
