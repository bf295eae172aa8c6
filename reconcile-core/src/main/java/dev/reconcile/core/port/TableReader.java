package dev.reconcile.core.port;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.table.Column;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one table. Each method is one read of the table as it stands at that moment, in constant memory.
 *
 * <p>Every method may throw {@link DatabaseException}, and {@link CancelledException} once the reader's
 * {@link Cancellation} is cancelled.
 */
public interface TableReader {

    /**
     * Has the database take a statement over the table, its columns and its filter that reads no row: what it refuses
     * now, it would refuse to every other method here.
     *
     * @throws DatabaseException if the login lacks a right, row-level security stands in the way, the filter has an error,
     *     or the table is locked for longer than a statement may wait
     */
    void rehearse();

    /** The number of rows. */
    long count();

    /**
     * Where a piece of so many rows ends: the key of the row that comes last among the first {@code rows} of the read's range,
     * in the order of the index, whether or not they satisfy its filter. Reads no more rows than that, of the index alone
     * where the database can.
     *
     * @param rows how many, at least 1
     * @return the key's values in the order of {@link TableRead#keyOrder}, for a {@link dev.reconcile.core.key.KeyRange};
     *     empty where the range has fewer rows, or where the database finds no rows by such a key
     * @throws IllegalStateException if there is no such order
     */
    Optional<List<Value>> keyAfter(long rows);

    /**
     * How many of the leading columns of the {@link TableRead#keyOrder} the index orders as that of every database does that
     * says so: numbers by their size, infinity behind all of them and NaN behind it; days, times of day and points in time
     * one after the other, the infinities at their ends; UUIDs by their bytes from the first. Ranges of them may be bounded by
     * any value of the kind, also by one that the column does not hold. Reads nothing.
     */
    int columnsInCommonOrder();

    /**
     * Why {@link #keyAfter} would take the database more than going through so many rows of an index, as a sentence or two
     * that name the table and the remedy. Reads no row.
     *
     * @param rows as above
     * @return empty where it would not, where the table is thought to have less than ten times as many rows or no order, and
     *     where the database does not tell what it means to do
     */
    Optional<String> obstacleToCutting(long rows);

    /**
     * Whether an index is in the order of a stored column, so that the rows that hold its greatest values are found without
     * going through the others. Reads no row.
     *
     * @return false also where the database does not tell
     */
    boolean hasIndexOn(Column column);

    /**
     * Why the database itself cannot hash these columns exactly, as a sentence; empty where it can. A {@link #scan} gives
     * the same fingerprints everywhere.
     */
    Optional<String> obstacleToHashing();

    /**
     * A name for the hashes that the database makes of these columns by functions of its own. What two readers call by the
     * same name gives two rows equal hashes if and only if their canonical texts are equal, but for accidents that are as
     * rare as with 64 random bits.
     *
     * @return empty where the database has no such functions, or none for one of these columns
     */
    Optional<String> ownHash();

    /**
     * Has the database hash the rows, as the read says, and sum the hashes in buckets.
     *
     * @param buckets by their keys only where the first column of the {@link TableRead#keyOrder} is one of whole numbers
     * @throws IllegalStateException if there is an {@link #obstacleToHashing}, or no {@link #ownHash} that the read asks for
     */
    BucketFingerprints fingerprints(Bucketing buckets);

    /**
     * Streams all rows, in no particular order.
     *
     * @param freshSink makes the sink; called again where a failed read is started again, so that no row is taken twice
     * @return the sink that took all rows
     */
    <S extends RowSink> S scan(Supplier<S> freshSink);

    /**
     * Streams the rows of some buckets, hashed by the database, in no particular order: of each row the first and the last
     * 64 bits of its hash as two {@link RowSink#longValue}, then the values of its {@linkplain TableRead#identifying
     * identifying} columns.
     *
     * @param wanted the buckets, from 0 to {@code buckets.count() - 1}
     * @param freshSink as in {@link #scan}
     * @return the sink that took all rows
     * @throws IllegalStateException as in {@link #fingerprints}
     */
    <S extends RowSink> S hashedKeys(Buckets buckets, BitSet wanted, Supplier<S> freshSink);

    /**
     * Streams the rows that have one of these keys, with the values of all columns, in no particular order. A row is
     * handed out once even where it has several of the keys; rows that do not have a key, but that the database takes for
     * equal, may be among them.
     *
     * @param keys with as many conditions as the read has key columns, at least one; no more than a statement can hold
     *     (1,000 are fine)
     * @param freshSink as in {@link #scan}
     * @return the sink that took all rows
     * @throws IllegalStateException if the read has no key columns
     */
    <S extends RowSink> S lookup(List<SoughtKey> keys, Supplier<S> freshSink);
}
