package dev.reconcile.core.run;

import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells what is compared of two tables, and how, from anything else: sums of one cannot be gone on with for another. The same in
 * every process.
 */
final class Signature {

    private static final String ACCEPTED = "+";
    private static final Pattern AT_ACCEPTED = Pattern.compile(ACCEPTED, Pattern.LITERAL);

    private Signature() {}

    /**
     * The signature of what runs compare that keep no sums for each other: with an age limit each compares older rows, and a
     * database may come to hash otherwise. Behind it stand what is accepted, each by itself.
     */
    static String ofScrub(ComparisonPlan plan, Both<TableRead, TableRead> reads, RunOptions options, TablePair pair) {
        String compared = of(plan, new Both<>(ofAnyRun(reads.source()), ofAnyRun(reads.target())), options);
        String limit = pair.ageLimit() == null ? "" : digest(pair.ageLimit());
        String accepted =
                pair.accepted().stream().map(Signature::of).distinct().sorted().collect(Collectors.joining(ACCEPTED));
        return compared + limit + ACCEPTED + accepted;
    }

    /**
     * Whether what matched under one signature of a scrub may be taken to match under another: the same is compared, and no
     * less is accepted.
     */
    static boolean scrubGoesOn(String before, String now) {
        List<String> earlier = List.of(AT_ACCEPTED.split(before));
        List<String> later = List.of(AT_ACCEPTED.split(now));
        return earlier.get(0).equals(later.get(0)) && later.containsAll(earlier);
    }

    /** Without what may change while the same is accepted: its name and reason, and the day until when it is. */
    private static String of(AcceptedDifference accepted) {
        return digest(List.of(
                accepted.keys().stream().map(TreeMap::new).toList(),
                accepted.sourceFilter(),
                accepted.targetFilter(),
                new TreeSet<>(accepted.kinds()),
                new TreeSet<>(accepted.columns())));
    }

    private static TableRead ofAnyRun(TableRead read) {
        return read.of(null).hashedBy(DatabaseHash.MD5);
    }

    /** The signature of what rows that differ are about, however they were found. */
    static String ofRows(ComparisonPlan plan, Both<TableRead, TableRead> reads, RunOptions options) {
        return of(plan, new Both<>(howeverFound(reads.source()), howeverFound(reads.target())), options);
    }

    private static TableRead howeverFound(TableRead read) {
        return read.hashedBy(DatabaseHash.MD5).unordered();
    }

    static String of(ComparisonPlan plan, Both<TableRead, TableRead> reads, RunOptions options) {
        List<Object> all = List.of(
                of(reads.source()),
                of(reads.target()),
                plan.pairs(),
                plan.key(),
                plan.uncompared(),
                plan.effects(),
                options.depth(),
                options.hashIn(),
                options.rounding(),
                options.buckets());
        return digest(all);
    }

    private static String digest(Object all) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }

    /** Without what a table is thought to hold, which changes. */
    private static List<Object> of(TableRead read) {
        return List.of(
                read.table().name(),
                read.columns(),
                read.columns().stream().map(ReadColumn::column).toList(),
                read.keyOrder(),
                read.filter(),
                read.hash());
    }
}
