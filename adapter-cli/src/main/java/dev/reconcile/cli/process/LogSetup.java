package dev.reconcile.cli.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.reconcile.app.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/**
 * Logs to standard error, warnings and worse until {@link #apply} says otherwise. In code, because reading a file of XML
 * takes longer than everything else at the start.
 *
 * <p>Of an exception only what the logger says of it is shown, not its text: the databases' messages carry values of
 * rows. For the same reason the drivers' own log, which is that of java.util.logging, stays silent.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    /** Sets the least grave events that are logged, and how their lines look. */
    public static void apply(org.slf4j.event.Level level, LogFormat format) {
        LogManager.getLogManager().reset();
        root().setLevel(Level.convertAnSLF4JLevel(level));
        if (format == LogFormat.JSON) {
            root().iteratorForAppenders().forEachRemaining(LogSetup::writeJson);
        }
    }

    private static void writeJson(Appender<ILoggingEvent> appender) {
        ((ConsoleAppender<ILoggingEvent>) appender).setEncoder(encoder(appender.getContext(), new JsonLogLayout()));
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(Context context, Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, new HumanLogLayout()));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        // The pool reports what it also throws: it would be said twice.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
        // So do Quartz, of which the gravest is told all the same, and what makes the tables of the history.
        context.getLogger("org.quartz").setLevel(Level.ERROR);
        context.getLogger("org.flywaydb").setLevel(Level.OFF);
        // So do the libraries of the HTTP service; who changed what is said whatever else is.
        context.getLogger("io.javalin").setLevel(Level.OFF);
        context.getLogger("org.eclipse.jetty").setLevel(Level.OFF);
        context.getLogger("audit").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
