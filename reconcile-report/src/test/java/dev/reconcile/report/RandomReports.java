package dev.reconcile.report;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports that the model allows, whether or not a run would make them. The same seed makes the same ones. */
final class RandomReports {

    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        ".",
        "_",
        "\"",
        "\\",
        "'",
        ",",
        ";",
        "=",
        "-",
        "\t",
        "\r\n",
        "\u0000",
        "\u001b[31m",
        "é",
        "→",
        "表",
        "\u202e",
        "\u2028",
        "😀",
        "</script>",
        "${x}",
        "null"
    };

    private final Random random;

    RandomReports(long seed) {
        this.random = new Random(seed);
    }

    Report next() {
        return new Report(
                text(),
                text(),
                instant(),
                whole(),
                random.nextBoolean(),
                list(this::table),
                list(this::discrepancy),
                list(this::text),
                list(this::text),
                orNull(this::text));
    }

    TableReport table() {
        Verdict verdict = oneOf(Verdict.values());
        Depth compared = verdict == Verdict.MATCH ? oneOf(Depth.values()) : orNull(() -> oneOf(Depth.values()));
        return new TableReport(
                text(),
                text(),
                verdict,
                list(this::text),
                compared,
                orNull(this::side),
                orNull(this::side),
                orNull(() -> random.nextInt(Integer.MAX_VALUE)),
                orNull(() -> random.nextInt(Integer.MAX_VALUE)),
                orNull(verdict == Verdict.MATCH ? this::rowsOfAMatch : this::rows),
                list(this::text),
                list(this::text),
                list(() -> new UncomparedColumn(text(), text(), random.nextBoolean())),
                list(this::text),
                list(() -> new SoftenedColumn(text(), oneOf(SoftenedColumn.By.values()))),
                whole(),
                verdict == Verdict.MATCH ? null : orNull(() -> oneOf(Skipped.values())),
                orNull(this::scrub),
                orNull(this::instant),
                orNull(() -> new EarlierRead(instant(), random.nextBoolean())));
    }

    private Scrub scrub() {
        List<Scrub.Part> parts = list(this::part);
        return parts.isEmpty()
                ? Scrub.whole(2 + random.nextInt(999))
                : new Scrub(
                        2 + random.nextInt(999),
                        1 + random.nextInt(999),
                        random.nextInt(101),
                        random.nextInt(parts.size()),
                        parts);
    }

    private Scrub.Part part() {
        boolean compared = random.nextBoolean();
        return new Scrub.Part(
                list(() -> new NamedValue(text(), value())),
                list(() -> new NamedValue(text(), value())),
                compared ? instant() : null,
                compared ? oneOf(Verdict.values()) : null,
                whole(),
                whole());
    }

    private RowsReport rowsOfAMatch() {
        return new RowsReport(
                0, 0, 0, whole(), whole(), whole(), 0, 0, random.nextInt(9), list(this::row), list(this::accepted));
    }

    private RowsReport rows() {
        long searched = whole();
        return new RowsReport(
                1 + whole(),
                whole(),
                whole(),
                whole(),
                whole(),
                whole(),
                whole(),
                whole(),
                random.nextInt(9),
                list(this::row),
                list(this::accepted),
                orNull(() -> new Halted(text(), searched, searched + whole())));
    }

    private AcceptedRows accepted() {
        return new AcceptedRows(
                text(),
                text(),
                LocalDate.EPOCH.plusDays(random.nextInt(100_000)),
                whole(),
                whole(),
                whole(),
                list(this::row));
    }

    private RowDifference row() {
        Kind kind = oneOf(Kind.values());
        boolean shown = random.nextBoolean();
        List<ChangedColumn> columns = new ArrayList<>();
        for (int i = 0; kind == Kind.CHANGED && i <= random.nextInt(3); i++) {
            columns.add(
                    shown
                            ? new ChangedColumn(text(), value(), value())
                            : new ChangedColumn(text(), Value.Hidden.HIDDEN, Value.Hidden.HIDDEN));
        }
        return new RowDifference(
                kind,
                list(() -> new NamedValue(text(), value())),
                columns,
                1 + random.nextInt(5),
                oneOf(Confirmation.values()));
    }

    private Value value() {
        return switch (random.nextInt(15)) {
            case 0 -> Value.Null.NULL;
            case 1 -> Value.Hidden.HIDDEN;
            case 2 -> oneOf(Value.Infinite.values());
            case 3 -> new Value.Bool(random.nextBoolean());
            case 4 -> new Value.Whole(random.nextLong());
            case 5 -> new Value.Decimal(BigDecimal.valueOf(random.nextLong(), random.nextInt(20)));
            case 6 -> new Value.NotANumber(oneOf(SpecialDecimal.values()));
            case 7 -> new Value.Floating(Double.longBitsToDouble(random.nextLong()));
            case 8 -> new Value.Date(random.nextInt());
            case 9 -> new Value.Time(100 * random.nextLong(864_000_000_001L));
            case 10 -> new Value.Timestamp(random.nextInt() * 100L, 100 * random.nextInt(10_000_000));
            case 11 -> new Value.Uuid(random.nextLong(), random.nextLong());
            case 13 -> new Value.Excerpt(text());
            case 12 -> new Value.Binary(random.nextBoolean() ? "" : "00ff");
            default -> new Value.Text(text());
        };
    }

    private SideReport side() {
        return new SideReport(
                text(),
                orNull(this::whole),
                orNull(this::text),
                orNull(() -> oneOf(HashPlace.values())),
                text(),
                random.nextBoolean(),
                whole());
    }

    Discrepancy discrepancy() {
        return new Discrepancy(text(), text(), oneOf(Severity.values()), evidence(), instant());
    }

    private Evidence evidence() {
        return switch (random.nextInt(4)) {
            case 0 -> {
                long source = whole();
                long missing = whole();
                yield new RowCounts(source, source + 1 + random.nextInt(9), whole(), whole(), missing, missing);
            }
            case 1 -> {
                int different = 1 + random.nextInt(65_536);
                yield new Contents(text(), text(), different + random.nextInt(9), different);
            }
            case 2 -> new CollidingKeys(List.of(text(), text()), 1 + random.nextInt(9));
            default -> new UnpairedColumn(text(), text());
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(oneOf(PIECES));
        }
        return text.toString();
    }

    /** Small as often as large; a sum of some is still a long. */
    private long whole() {
        return random.nextLong(1L << (1 + random.nextInt(58)));
    }

    private Instant instant() {
        return Instant.EPOCH.plus(random.nextLong(253_402_300_799_999_999L), ChronoUnit.MICROS);
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            items.add(item.get());
        }
        return items;
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
