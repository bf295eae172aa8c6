package dev.reconcile.report;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.DifferingHashes;
import dev.reconcile.core.checkpoint.DifferingRange;
import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.checkpoint.ScrubbedPart;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Copies;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checkpoints that the model allows, whether or not a run would make them. The same seed makes the same ones. */
final class RandomCheckpoints {

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MAX_VALUE,
        0.1,
        1e23
    };

    private final Random random;
    private final RandomReports reports;

    RandomCheckpoints(long seed) {
        this.random = new Random(seed);
        this.reports = new RandomReports(seed);
    }

    Checkpoint next() {
        return new Checkpoint(
                reports.text(),
                Instant.ofEpochSecond(
                        random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000)),
                map(reports::text),
                map(this::progress));
    }

    private TableProgress progress() {
        return switch (random.nextInt(6)) {
            case 0 -> ranged();
            case 1 -> new TableProgress.Searching(ranged(), random.nextInt(), rows(), told().parts());
            case 4 -> new TableProgress.Hashed(reports.text(), side(), side());
            case 5 -> scrubbed();
            case 2 ->
                new TableProgress.Done(
                        reports.table(), list(reports::discrepancy), list(reports::text), orNull(this::told));
            default -> new TableProgress.Done(tableOfRows(), List.of(), List.of(), null);
        };
    }

    private TableProgress.Ranged ranged() {
        return new TableProgress.Ranged(
                reports.text(),
                orNull(this::range),
                random.nextInt(),
                fingerprint(),
                fingerprint(),
                list(() -> new DifferingRange(range(), random.nextInt(), fingerprint(), fingerprint(), hashes())),
                list(this::range),
                random.nextLong(),
                random.nextLong());
    }

    private RowsReport rows() {
        return new RowsReport(1, 2, 3, 4, 5, 6, 7, 8, 9, list(this::row), List.of());
    }

    private TableProgress scrubbed() {
        List<ScrubbedPart> parts = new ArrayList<>(list(this::part));
        parts.add(part());
        return new TableProgress.Scrubbed(reports.text(), parts, random.nextInt(parts.size()), random.nextInt());
    }

    private ScrubbedPart part() {
        return new ScrubbedPart(
                between(),
                orNull(() -> new ScrubbedPart.Result(
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                        Verdict.values()[random.nextInt(Verdict.values().length)],
                        random.nextLong(),
                        random.nextLong())));
    }

    /** With rows that reports do not hold. */
    private TableReport tableOfRows() {
        RowsReport rows = rows();
        return new TableReport(
                "s",
                "t",
                Verdict.MISMATCH,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                rows,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    private TableProgress.Told told() {
        return new TableProgress.Told(
                reports.text(),
                list(() -> new JournalPart(
                        random.nextInt(Integer.MAX_VALUE), random.nextLong(Integer.MAX_VALUE, Long.MAX_VALUE))));
    }

    RowDifference row() {
        return new RowDifference(
                Kind.CHANGED,
                list(() -> new NamedValue(reports.text(), value())),
                List.of(new ChangedColumn(reports.text(), value(), value())),
                1,
                Confirmation.VOLATILE,
                list(this::value),
                list(this::value),
                orNull(() -> new Copies(random.nextInt(9), random.nextInt(9))));
    }

    private TableProgress.SideSums side() {
        return new TableProgress.SideSums(
                orNull(this::range),
                HashPlace.values()[random.nextInt(HashPlace.values().length)],
                list(this::fingerprint),
                random.nextLong());
    }

    private KeyRange range() {
        return switch (random.nextInt(4)) {
            case 0 -> KeyRange.ALL;
            case 1 -> KeyRange.WITH_NULL;
            case 2 -> between();
            default -> new KeyRange.AnyOf(List.of(between(), between()));
        };
    }

    private KeyRange.Between between() {
        return new KeyRange.Between(list(this::value), list(this::value));
    }

    private @Nullable DifferingHashes hashes() {
        return random.nextBoolean() ? null : new DifferingHashes(list(random::nextLong), fingerprint(), fingerprint());
    }

    private Fingerprint fingerprint() {
        return new Fingerprint(
                random.nextLong(Long.MAX_VALUE),
                new BigInteger(random.nextInt(100), random).negate(),
                new BigInteger(random.nextInt(100), random));
    }

    private Value value() {
        return switch (random.nextInt(16)) {
            case 0 -> Value.Null.NULL;
            case 1 -> Value.Hidden.HIDDEN;
            case 2 -> random.nextBoolean() ? Value.Infinite.EARLIEST : Value.Infinite.LATEST;
            case 3 -> new Value.Bool(random.nextBoolean());
            case 4 -> new Value.Whole(random.nextLong());
            case 5 ->
                new Value.Decimal(new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(-40, 40)));
            case 6 -> new Value.NotANumber(SpecialDecimal.values()[random.nextInt(SpecialDecimal.values().length)]);
            case 7 ->
                new Value.Floating(
                        random.nextBoolean()
                                ? DOUBLES[random.nextInt(DOUBLES.length)]
                                : Double.longBitsToDouble(random.nextLong()));
            case 8 -> new Value.Date(random.nextLong());
            case 9 -> new Value.Time(random.nextLong());
            case 10 -> new Value.Timestamp(random.nextLong(), random.nextInt(1_000_000_000));
            case 11 -> new Value.Uuid(random.nextLong(), random.nextLong());
            case 12 -> new Value.Binary("00ff");
            case 13 -> new Value.Excerpt(reports.text());
            case 14 -> new Value.Untyped(reports.text());
            // Half a pair of surrogates among them.
            default -> new Value.Text(reports.text() + (char) random.nextInt(0x1_0000));
        };
    }

    private <T> Map<String, T> map(Supplier<T> value) {
        Map<String, T> map = new HashMap<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            map.put(reports.text(), value.get());
        }
        return map;
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            items.add(item.get());
        }
        return items;
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
