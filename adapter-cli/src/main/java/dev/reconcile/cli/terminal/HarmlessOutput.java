package dev.reconcile.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes text for a person and lets no control character but the line's end through: a table's name may hold any. */
final class HarmlessOutput extends FilterOutputStream {

    HarmlessOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(isControl(b) ? '?' : b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] harmless = new byte[length];
        for (int i = 0; i < length; i++) {
            byte b = bytes[offset + i];
            harmless[i] = isControl(b) ? (byte) '?' : b;
        }
        out.write(harmless, 0, length);
    }

    /** In UTF-8 a byte below 32 is always a control character, never a part of another. */
    private static boolean isControl(int b) {
        return (b >= 0 && b < ' ' && b != '\n' && b != '\r') || b == 127;
    }
}
