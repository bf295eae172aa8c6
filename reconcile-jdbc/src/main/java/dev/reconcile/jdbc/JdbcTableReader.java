package dev.reconcile.jdbc;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.jdbc.dialect.Dialect;
import dev.reconcile.jdbc.dialect.Limits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads one table over JDBC. */
final class JdbcTableReader implements TableReader {

    private final Reads reads;
    private final Dialect dialect;
    private final Limits limits;
    private final TableRead read;
    private final Place place;
    private final Cancellation cancellation;

    JdbcTableReader(
            Reads reads, Dialect dialect, Limits limits, TableRead read, Place place, Cancellation cancellation) {
        this.reads = reads;
        this.dialect = dialect;
        this.limits = limits;
        this.read = read;
        this.place = place;
        this.cancellation = cancellation;
    }

    @Override
    public void rehearse() {
        read((connection, running) -> query(connection, running, dialect.rehearsalSql(read), ResultSet::next));
    }

    @Override
    public long count() {
        return read((connection, running) -> {
            String sql = dialect.countSql(read);
            return query(connection, running, sql, rows -> {
                rows.next();
                return rows.getLong(1);
            });
        });
    }

    @Override
    public Optional<List<Value>> keyAfter(long rows) {
        if (read.keyOrder().isEmpty()) {
            throw new IllegalStateException(place + " has no index that orders its rows by their keys.");
        }
        return read((connection, running) -> {
            List<List<Value>> keys = new ArrayList<>();
            dialect.keyAfter(connection, read, rows, limits, new Values(keys::add), running);
            return keys.stream().findFirst();
        });
    }

    @Override
    public int columnsInCommonOrder() {
        return (int) read.keyOrder().stream()
                .takeWhile(column -> dialect.isInCommonOrder(column.column()))
                .count();
    }

    @Override
    public Optional<String> obstacleToCutting(long rows) {
        return read.keyOrder().isEmpty()
                ? Optional.empty()
                : read((connection, running) -> dialect.obstacleToCutting(connection, read, rows, limits, running));
    }

    @Override
    public boolean hasIndexOn(Column column) {
        return read((connection, running) ->
                query(connection, running, dialect.indexSql(read.table().name(), column), ResultSet::next));
    }

    @Override
    public Optional<String> obstacleToHashing() {
        Optional<String> ofForms = read.obstacleToHashing();
        return ofForms.isPresent()
                ? ofForms
                : read((connection, running) -> dialect.obstacleToHashing(connection, read));
    }

    @Override
    public Optional<String> ownHash() {
        return read((connection, running) -> dialect.ownHash(connection, read));
    }

    @Override
    public BucketFingerprints fingerprints(Bucketing buckets) {
        return read((connection, running) -> {
            String sql = dialect.fingerprintsSql(connection, read, buckets);
            return query(connection, running, sql, rows -> {
                BucketFingerprints fingerprints = new BucketFingerprints(buckets);
                while (rows.next()) {
                    fingerprints.add(
                            rows.getInt(1),
                            new Fingerprint(
                                    rows.getLong(2),
                                    rows.getBigDecimal(3).toBigIntegerExact(),
                                    rows.getBigDecimal(4).toBigIntegerExact()));
                }
                return fingerprints;
            });
        });
    }

    @Override
    public <S extends RowSink> S scan(Supplier<S> freshSink) {
        return read((connection, running) -> {
            S sink = freshSink.get();
            dialect.scan(connection, read, limits, sink, running);
            return sink;
        });
    }

    @Override
    public <S extends RowSink> S hashedKeys(Buckets buckets, BitSet wanted, Supplier<S> freshSink) {
        return read((connection, running) -> {
            S sink = freshSink.get();
            dialect.hashedKeys(connection, read, buckets, wanted, limits, sink, running);
            return sink;
        });
    }

    @Override
    public <S extends RowSink> S lookup(List<SoughtKey> keys, Supplier<S> freshSink) {
        if (read.keyColumns() == 0) {
            throw new IllegalStateException(place + " is read without a key.");
        }
        return read((connection, running) -> {
            S sink = freshSink.get();
            dialect.lookup(connection, read, keys, limits, sink, running);
            return sink;
        });
    }

    private <T> T read(Reads.Work<T> work) {
        try {
            return reads.read(place, cancellation, work);
        } catch (DatabaseException e) {
            throw e.kind() == Kind.PERMISSION ? namingColumns(e) : e;
        }
    }

    /** Where the login may read some of the columns, the others are named: the database says only which table it is. */
    private DatabaseException namingColumns(DatabaseException refusal) {
        List<String> unreadable;
        try {
            unreadable = reads.read(
                    place,
                    cancellation,
                    (connection, running) -> query(
                            connection,
                            running,
                            dialect.unreadableColumnsSql(read.table().name()),
                            rows -> {
                                List<String> names = new ArrayList<>();
                                while (rows.next()) {
                                    names.add(rows.getString(1));
                                }
                                return names;
                            }));
        } catch (DatabaseException e) {
            return refusal;
        }
        return unreadable.isEmpty()
                        || unreadable.size() == read.table().columns().size()
                ? refusal
                : new DatabaseException(
                        refusal.kind(),
                        refusal.getMessage() + " It may not read " + String.join(", ", unreadable)
                                + "; columns that are not to be compared can be excluded.",
                        refusal.getCause());
    }

    private <T> T query(Connection connection, Dialect.Running running, String sql, RowsTo<T> result)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            dialect.bound(statement, limits);
            try (Dialect.RunningStatement ignored = running.begins(statement::cancel);
                    ResultSet rows = statement.executeQuery(sql)) {
                return result.of(rows);
            }
        }
    }

    /** Makes something of the rows of a query. */
    @FunctionalInterface
    private interface RowsTo<T> {

        T of(ResultSet rows) throws SQLException;
    }
}
