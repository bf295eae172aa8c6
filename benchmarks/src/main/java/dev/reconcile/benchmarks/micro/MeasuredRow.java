package dev.reconcile.benchmarks.micro;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A row like those of the whole-process benchmarks, as a reader would hand it on. */
public final class MeasuredRow {

    private static final int MICROS_PER_SECOND = 1_000_000;

    /** The columns, in their order. */
    public static final List<ReadColumn> COLUMNS = List.of(
            column("id", new ValueType.Whole(), new CanonicalType.Whole()),
            column("customer", new ValueType.Text(60, false), new CanonicalType.Text(false)),
            column("status", new ValueType.Text(20, false), new CanonicalType.Text(false)),
            column("amount", new ValueType.FixedDecimal(12, 2), new CanonicalType.Decimal(2)),
            column("ordered_at", new ValueType.Timestamp(6), new CanonicalType.Timestamp(6, Rounding.HALF_UP)),
            column("active", new ValueType.Bool(), new CanonicalType.Bool()),
            column("reference", new ValueType.Uuid(), new CanonicalType.Uuid()),
            column("note", new ValueType.Text(1_000, false), new CanonicalType.Text(false)));

    final long id;
    final byte[] customer;
    final byte[] status;
    final long cents;
    final long orderedAtMicros;
    final boolean active;
    final long referenceHigh;
    final long referenceLow;
    final byte[] note;

    private MeasuredRow(int number, SplittableRandom random) {
        this.id = 10L * number;
        this.customer = utf8("Customer " + random.nextInt(99_991));
        this.status =
                utf8(List.of("new", "paid", "packed", "shipped", "returned").get(number % 5));
        this.cents = random.nextInt(100_000_000);
        this.orderedAtMicros = random.nextLong(1_700_000_000_000_000L, 1_760_000_000_000_000L);
        this.active = number % 30 != 0;
        this.referenceHigh = random.nextLong();
        this.referenceLow = random.nextLong();
        this.note = utf8("Delivered to the side door, signed for by " + (1_000_000_000_000L + random.nextInt()));
    }

    private static ReadColumn column(String name, ValueType type, CanonicalType canonical) {
        return new ReadColumn(new Column(name, name, type, true, null), canonical);
    }

    /** The canonical types of the columns. */
    public static List<CanonicalType> types() {
        return COLUMNS.stream().map(ReadColumn::canonicalType).toList();
    }

    /** So many different rows, the same ones every time. */
    public static List<MeasuredRow> some(int count) {
        SplittableRandom random = new SplittableRandom(42);
        return IntStream.range(0, count)
                .mapToObj(number -> new MeasuredRow(number, random))
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Hands the values to a sink and ends the row. */
    public void giveTo(RowSink sink) {
        sink.longValue(id);
        sink.utf8Value(customer, 0, customer.length);
        sink.utf8Value(status, 0, status.length);
        sink.decimalValue(cents, 2);
        sink.timestampValue(orderedAtMicros / MICROS_PER_SECOND, (int) (orderedAtMicros % MICROS_PER_SECOND) * 1_000);
        sink.booleanValue(active);
        sink.uuidValue(referenceHigh, referenceLow);
        sink.utf8Value(note, 0, note.length);
        sink.endRow();
    }
}
