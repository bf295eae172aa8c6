package dev.reconcile.jdbc.dialect;

import dev.reconcile.benchmarks.micro.CopyMessages;
import dev.reconcile.benchmarks.micro.MeasuredRow;
import dev.reconcile.core.canonical.RowHashing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to decode one row of a binary COPY and to hash it. In this package because the reader is nobody else's
 * business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CopyDecodingBenchmark {

    private static final int ROWS = 1_024;

    /** Which hash. */
    @Param
    public RowHashing hashing = RowHashing.MD5;

    private final List<byte[]> messages =
            CopyMessages.of(MeasuredRow.some(ROWS + 1)).subList(1, ROWS + 1);
    private PostgresRows rows = reader();
    private int next;
    private long sum;

    private PostgresRows reader() {
        PostgresRows reader = new PostgresRows(
                MeasuredRow.COLUMNS, hashing.hasher(MeasuredRow.types(), (high, low) -> sum += high ^ low));
        reader.read(CopyMessages.header());
        return reader;
    }

    /** Makes the reader that was asked for. */
    @Setup
    public void prepare() {
        rows = reader();
    }

    /** One row of eight columns, from the message to the hash. */
    @Benchmark
    public long row() {
        next = (next + 1) % ROWS;
        rows.read(messages.get(next));
        return sum;
    }
}
