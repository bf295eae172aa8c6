package dev.reconcile.benchmarks.micro;

import dev.reconcile.core.canonical.RowHasher;
import dev.reconcile.core.canonical.RowHashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

/** What it takes to encode one row and to hash it, in each way that there is, and MD5 by itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowHashingBenchmark {

    private static final int ROWS = 1_024;

    /** Which hash. */
    @Param
    public RowHashing hashing = RowHashing.MD5;

    private final List<MeasuredRow> rows = MeasuredRow.some(ROWS);
    private final byte[] frame = "x".repeat(169).getBytes(StandardCharsets.US_ASCII);
    private RowHasher hasher = hashing.hasher(List.of(), (high, low) -> {});
    private MessageDigest md5 = md5();
    private int next;
    private long sum;

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the hasher that was asked for. */
    @Setup
    public void prepare() {
        hasher = hashing.hasher(MeasuredRow.types(), (high, low) -> sum += high ^ low);
        md5 = md5();
    }

    /** One row of eight columns, from its values to its hash. */
    @Benchmark
    public long row() {
        next = (next + 1) % ROWS;
        rows.get(next).giveTo(hasher);
        return sum;
    }

    /** MD5 alone, of as many bytes as such a row's text has; whatever the parameter. */
    @Benchmark
    public byte[] md5OfText() {
        return md5.digest(frame);
    }
}
