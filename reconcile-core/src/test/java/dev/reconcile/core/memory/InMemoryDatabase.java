package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowAge.Which;
import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database whose tables are lists of rows in memory. It hashes by {@link CanonicalText}, big integers and formatting,
 * and so checks the encoder and the sums that this process uses on scanned rows.
 *
 * <p>Safe for use by several threads once its tables are put together.
 */
public final class InMemoryDatabase implements Database {

    private static final int LONGEST_HANG_SECONDS = 60;

    private final List<InMemoryTable> tables;
    private final DatabaseFacts facts;
    private final AtomicLong questions = new AtomicLong();
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private final Map<LoadMeasure, Supplier<LoadReading>> loads = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private InMemoryDatabase(List<InMemoryTable> tables, DatabaseFacts facts) {
        this.tables = tables;
        this.facts = facts;
    }

    /** A database of these tables. */
    public static InMemoryDatabase of(InMemoryTable... tables) {
        return new InMemoryDatabase(List.of(tables), new DatabaseFacts("Memory 1.0", "SERIALIZABLE", false, List.of()));
    }

    /** The same tables in a database of which something else is known. */
    public InMemoryDatabase withFacts(DatabaseFacts other) {
        return new InMemoryDatabase(tables, other);
    }

    /** All reads so far, each as what was done and the table: {@code count dbo.orders}. */
    public List<String> reads() {
        return List.copyOf(reads);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public DatabaseFacts facts() {
        return facts;
    }

    @Override
    public List<Feature> features() {
        requireOpen();
        return List.of(new Feature("storage", "memory"));
    }

    /** It is as busy as this says, each time that it is asked. */
    public InMemoryDatabase busy(LoadMeasure measure, Supplier<LoadReading> reading) {
        loads.put(measure, reading);
        return this;
    }

    @Override
    public LoadReading load(LoadMeasure measure, Cancellation cancellation) {
        requireOpen();
        cancellation.check();
        questions.incrementAndGet();
        return loads.getOrDefault(measure, () -> new LoadReading.Unknown("It is in memory."))
                .get();
    }

    @Override
    public List<TableName> tables() {
        return tables.stream()
                .map(InMemoryTable::name)
                .sorted(Comparator.comparing(TableName::toString))
                .toList();
    }

    @Override
    public TableDescription describe(TableName name, Map<String, SqlExpression> expressions) {
        requireOpen();
        return table(name).describe(expressions);
    }

    @Override
    public TableReader reader(TableRead read, Cancellation cancellation) {
        return new Reader(table(read.table().name()), read, cancellation);
    }

    /** Its statements are its {@link #reads} and the questions how busy it is; it tries nothing again. */
    @Override
    public DatabaseTraffic traffic() {
        return new DatabaseTraffic(reads.size() + questions.get(), 0);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new DatabaseException(Kind.CONNECTION, "The database in memory is closed.", null);
        }
    }

    private InMemoryTable table(TableName name) {
        return tables.stream()
                .filter(table -> name.schema() == null
                        ? table.name().name().equals(name.name())
                        : table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TableNotFoundException(name, "memory", similarTo(name)));
    }

    private List<TableName> similarTo(TableName name) {
        List<String> names = tables.stream().map(table -> table.name().name()).toList();
        List<String> similar = Similarity.nearest(name.name(), names);
        return tables.stream()
                .map(InMemoryTable::name)
                .filter(candidate -> similar.contains(candidate.name()))
                .toList();
    }

    private final class Reader implements TableReader {

        private final InMemoryTable table;
        private final TableRead read;
        private final Cancellation cancellation;
        private int rowsBeforeRestart = -1;

        /** An index leads to the rows that are looked up, past others that are locked. */
        private boolean looksUp;

        private List<@Nullable Object> present = List.of();

        Reader(InMemoryTable table, TableRead read, Cancellation cancellation) {
            this.table = table;
            this.read = read;
            this.cancellation = cancellation;
        }

        @Override
        public void rehearse() {
            requireOpen();
            table.rehearse();
            filter();
        }

        @Override
        public long count() {
            begin("count");
            long[] count = new long[1];
            forEachRow(row -> count[0]++);
            return count[0];
        }

        @Override
        public Optional<List<Value>> keyAfter(long rows) {
            begin("keyAfter");
            cancellation.check();
            table.beforeCut();
            return new KeyRanges(table, read).keyAfter(table.rows(), rows);
        }

        @Override
        public int columnsInCommonOrder() {
            return (int) read.keyOrder().stream()
                    .takeWhile(column -> CommonOrder.has(column.column().valueType()))
                    .count();
        }

        @Override
        public Optional<String> obstacleToCutting(long rows) {
            return table.obstacleToCutting();
        }

        @Override
        public boolean hasIndexOn(Column column) {
            return table.hasIndexOn(column.name());
        }

        @Override
        public Optional<String> obstacleToHashing() {
            return read.obstacleToHashing().or(table::obstacleToHashing);
        }

        @Override
        public Optional<String> ownHash() {
            return table.ownHash();
        }

        @Override
        public BucketFingerprints fingerprints(Bucketing buckets) {
            if (obstacleToHashing().isPresent()) {
                throw new IllegalStateException(table.name() + " cannot be hashed here.");
            }
            begin("fingerprints");
            List<Fingerprint> sums = new ArrayList<>();
            for (int bucket = 0; bucket < buckets.count(); bucket++) {
                sums.add(Fingerprint.EMPTY);
            }
            forEachRow(row -> {
                byte[] hash = hash(CanonicalText.frame(row, read.canonicalTypes()));
                BigInteger high = new BigInteger(Arrays.copyOfRange(hash, 0, 8));
                BigInteger low = new BigInteger(Arrays.copyOfRange(hash, 8, 16));
                int bucket = buckets instanceof KeyBuckets ofKeys
                        ? bucket(ofKeys, row)
                        : low.mod(BigInteger.valueOf(buckets.count())).intValue();
                sums.set(bucket, sums.get(bucket).plus(new Fingerprint(1, high, low)));
            });
            BucketFingerprints fingerprints = new BucketFingerprints(buckets);
            for (int bucket = 0; bucket < buckets.count(); bucket++) {
                fingerprints.add(bucket, sums.get(bucket));
            }
            return fingerprints;
        }

        private int bucket(KeyBuckets buckets, List<@Nullable Object> row) {
            int leading = read.columns().indexOf(read.keyOrder().get(0));
            if (row.get(leading) == null) {
                return 0;
            }
            BigInteger key = BigInteger.valueOf(((Long) row.get(leading)));
            BigInteger size = BigInteger.TWO.pow(buckets.shift());
            BigInteger bucket =
                    key.subtract(BigInteger.valueOf(buckets.first())).divide(size);
            return bucket.max(BigInteger.ZERO)
                    .min(BigInteger.valueOf(buckets.count() - 1))
                    .intValue();
        }

        @Override
        public <S extends RowSink> S scan(Supplier<S> freshSink) {
            begin("scan");
            rowsBeforeRestart = table.rowsBeforeRestart();
            S sink = freshSink.get();
            try {
                forEachRow(new Giving(sink));
            } catch (Restart restart) {
                sink = freshSink.get();
                forEachRow(new Giving(sink));
            }
            return sink;
        }

        @Override
        public <S extends RowSink> S hashedKeys(Buckets buckets, BitSet wanted, Supplier<S> freshSink) {
            if (obstacleToHashing().isPresent()) {
                throw new IllegalStateException(table.name() + " cannot be hashed here.");
            }
            begin("hashedKeys");
            S sink = freshSink.get();
            forEachRow(row -> {
                byte[] hash = hash(CanonicalText.frame(row, read.canonicalTypes()));
                BigInteger low = new BigInteger(Arrays.copyOfRange(hash, 8, 16));
                if (wanted.get(low.mod(BigInteger.valueOf(buckets.count())).intValue())) {
                    sink.longValue(new BigInteger(Arrays.copyOfRange(hash, 0, 8)).longValue());
                    sink.longValue(low.longValue());
                    PlainValues.giveRow(row.subList(0, read.identifying().size()), sink);
                }
            });
            return sink;
        }

        @Override
        public <S extends RowSink> S lookup(List<SoughtKey> keys, Supplier<S> freshSink) {
            if (read.keyColumns() == 0) {
                throw new IllegalStateException(table.name() + " is read without a key.");
            }
            begin("lookup");
            S sink = freshSink.get();
            KeyConditions conditions = new KeyConditions(keys);
            looksUp = true;
            forEachRow(row -> {
                if (conditions.anyHolds(row)) {
                    table.beforeRow(present);
                    PlainValues.giveRow(row, sink);
                }
            });
            return sink;
        }

        private void begin(String what) {
            requireOpen();
            table.rehearse();
            reads.add(what + " " + table.name());
        }

        /** Hands out the columns to read of the rows to read, and does between them what the table was told to do. */
        private void forEachRow(Consumer<List<@Nullable Object>> consumer) {
            Predicate<List<@Nullable Object>> filter = filter();
            KeyRanges range = new KeyRanges(table, read);
            List<Function<List<@Nullable Object>, @Nullable Object>> columns = read.columns().stream()
                    .map(column -> table.reader(column.column()))
                    .toList();
            int count = 0;
            beforeNext(count);
            for (List<@Nullable Object> row : table.rows()) {
                present = row;
                if (!looksUp && range.holds(row)) {
                    table.beforeRow(row);
                }
                if (range.holds(row) && filter.test(row) && !isMarkedDeleted(row) && isOfTheAge(row)) {
                    List<@Nullable Object> values = new ArrayList<>();
                    columns.forEach(column -> values.add(column.apply(row)));
                    consumer.accept(values);
                    beforeNext(++count);
                }
            }
        }

        private Predicate<List<@Nullable Object>> filter() {
            return filter(read.filter().sql()).and(filter(read.filter().further()));
        }

        private Predicate<List<@Nullable Object>> filter(String sql) {
            return table.filter(sql)
                    .orElseThrow(() -> new DatabaseException(
                            Kind.OTHER, "The filter of " + table.name() + " is not valid SQL.", null));
        }

        private boolean isMarkedDeleted(List<@Nullable Object> row) {
            Column mark = read.filter().deletedMark();
            return mark != null && "true".equals(String.valueOf(row.get(table.indexOf(mark.name()))));
        }

        private boolean isOfTheAge(List<@Nullable Object> row) {
            RowAge age = read.filter().age();
            return age == null || isYoung(row, age) == (age.which() == Which.YOUNG);
        }

        private boolean isYoung(List<@Nullable Object> row, RowAge age) {
            Object at = row.get(table.indexOf(age.column().name()));
            Instant instant = at instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : (Instant) at;
            return instant != null && !instant.isBefore(age.bound());
        }

        private void beforeNext(int count) {
            table.after(count);
            if (count == table.rowsBeforeHang()) {
                hang();
            }
            cancellation.check();
            if (count == rowsBeforeRestart) {
                rowsBeforeRestart = -1;
                throw new Restart();
            }
        }

        private void hang() {
            CountDownLatch cancelled = new CountDownLatch(1);
            try (Cancellation.Registration ignored = cancellation.onCancel(cancelled::countDown)) {
                if (!cancelled.await(LONGEST_HANG_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody cancelled the read of " + table.name() + ".");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The read of " + table.name() + " was interrupted.", e);
            }
            throw table.failureOfHang();
        }

        /** Hashes of its own are others for each name that they have. */
        private byte[] hash(byte[] frame) {
            try {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                if (read.hash() == DatabaseHash.OWN) {
                    digest.update(table.ownHash().orElseThrow().getBytes(StandardCharsets.UTF_8));
                }
                return digest.digest(frame);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Gives rows to a sink: texts as characters and in UTF-8 by turns. */
    private static final class Giving implements Consumer<List<@Nullable Object>> {

        private final RowSink sink;
        private boolean encoded;

        Giving(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(List<@Nullable Object> row) {
            for (Object value : row) {
                if (encoded) {
                    PlainValues.giveEncoded(value, sink);
                } else {
                    PlainValues.give(value, sink);
                }
                encoded = !encoded;
            }
            sink.endRow();
        }
    }

    /** A scan was lost and is started again. */
    private static final class Restart extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
