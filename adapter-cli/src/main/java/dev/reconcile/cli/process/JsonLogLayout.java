package dev.reconcile.cli.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * An event as one JSON object in a line. What some take for the end of a line, and JSON does not, is written as an escape. Of an
 * exception only what the logger says of it is told: its text may hold values.
 */
final class JsonLogLayout extends LayoutBase<ILoggingEvent> {

    private static final Pattern LINE_BREAK = Pattern.compile("[\\x{7F}-\\x{9F}\\x{2028}\\x{2029}]");

    @Override
    public String doLayout(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        String escaped = LINE_BREAK
                .matcher(line.toString())
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
        return escaped + System.lineSeparator();
    }
}
