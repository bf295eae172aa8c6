package dev.reconcile.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A stream with a few lines at its end that are drawn again and again, such as a progress display. What else is written to
 * the stream appears above them. Safe for use by several threads.
 */
public final class LiveArea extends OutputStream {

    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String UP_AND_ERASE_LINE = "\u001b[1A" + ERASE_LINE;

    private final OutputStream stream;
    private int shown;
    private boolean atLineStart = true;

    /** @param stream a terminal, if anything is ever shown */
    public LiveArea(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * Shows these lines at the end in place of those shown before. Does nothing while a line that somebody else writes is
     * not finished.
     *
     * @param lines each shorter than the terminal is wide
     */
    public synchronized void show(List<String> lines) throws IOException {
        if (!atLineStart) {
            return;
        }
        StringBuilder text = new StringBuilder(eraser());
        lines.forEach(line -> text.append(line).append('\n'));
        stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
        stream.flush();
        shown = lines.size();
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (shown > 0) {
            stream.write(eraser().getBytes(StandardCharsets.UTF_8));
            shown = 0;
        }
        stream.write(bytes, offset, length);
        atLineStart = bytes[offset + length - 1] == '\n';
    }

    @Override
    public synchronized void flush() throws IOException {
        stream.flush();
    }

    private String eraser() {
        return shown == 0 ? "" : UP_AND_ERASE_LINE.repeat(shown);
    }
}
