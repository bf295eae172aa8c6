package dev.reconcile.benchmarks.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as PostgreSQL sends them: one message a row, in the <a
 * href="https://www.postgresql.org/docs/current/sql-copy.html">binary form of COPY</a>, the header before the first.
 */
public final class CopyMessages {

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_LENGTH = SIGNATURE.length + 2 * Integer.BYTES;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;
    private static final int BASE = 10_000;

    private CopyMessages() {}

    /** One message for each row; the first begins with the header. */
    public static List<byte[]> of(List<MeasuredRow> rows) {
        List<byte[]> messages = new ArrayList<>();
        for (MeasuredRow row : rows) {
            ByteBuffer message = ByteBuffer.allocate(1_024);
            if (messages.isEmpty()) {
                message.put(SIGNATURE).putInt(0).putInt(0);
            }
            put(row, message);
            byte[] bytes = new byte[message.position()];
            message.flip().get(bytes);
            messages.add(bytes);
        }
        return messages;
    }

    /** The header, which a reader wants to see first. */
    public static byte[] header() {
        return ByteBuffer.allocate(HEADER_LENGTH).put(SIGNATURE).array();
    }

    private static void put(MeasuredRow row, ByteBuffer message) {
        message.putShort((short) MeasuredRow.COLUMNS.size());
        message.putInt(Long.BYTES).putLong(row.id);
        message.putInt(row.customer.length).put(row.customer);
        message.putInt(row.status.length).put(row.status);
        putAmount(row.cents, message);
        message.putInt(Long.BYTES).putLong(row.orderedAtMicros - MICROS_TO_2000);
        message.putInt(1).put((byte) (row.active ? 1 : 0));
        message.putInt(2 * Long.BYTES).putLong(row.referenceHigh).putLong(row.referenceLow);
        message.putInt(row.note.length).put(row.note);
    }

    /** A numeric below 100,000,000 with two decimals: two digits of base 10,000 before the point and one behind it. */
    private static void putAmount(long cents, ByteBuffer message) {
        long whole = cents / 100;
        message.putInt(7 * Short.BYTES)
                .putShort((short) 3)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) (whole / BASE))
                .putShort((short) (whole % BASE))
                .putShort((short) (cents % 100 * 100));
    }
}
