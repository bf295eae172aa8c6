package dev.reconcile.cli.process;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * An event for people. What begins a line is an event: further lines of its message are indented, whoever broke them, so that nobody
 * who has a part in a message writes an event of their own. Other control characters are shown as U+FFFD, or a terminal would obey them.
 */
final class HumanLogLayout extends PatternLayout {

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}&&[^\\t\\n]]");

    HumanLogLayout() {
        setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%nopexception");
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String broken = LINE_BREAK.matcher(super.doLayout(event)).replaceAll("\n    ");
        return CONTROL.matcher(broken).replaceAll("\uFFFD") + System.lineSeparator();
    }
}
