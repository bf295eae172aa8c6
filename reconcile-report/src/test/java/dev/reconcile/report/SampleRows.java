package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.Agreement;
import dev.reconcile.core.report.RowComparison.ColumnValues;
import dev.reconcile.core.report.RowComparison.SideBySide;
import dev.reconcile.core.report.RowComparison.State;
import dev.reconcile.core.report.UncomparedColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at rows of every kind. */
final class SampleRows {

    private static final Instant WHEN = Instant.parse("2026-11-25T14:05:09.123456Z");
    private static final String LONG =
            "A text that both sides have in common for far longer than a line is wide. ".repeat(4);
    private static final List<NamedValue> KEY =
            List.of(new NamedValue("region", new Value.Text("eu")), new NamedValue("id", new Value.Whole(17)));

    private SampleRows() {}

    static Map<String, RowComparison> all() {
        Map<String, RowComparison> all = new LinkedHashMap<>();
        all.put("equal", equal());
        all.put("changed", changed());
        all.put("missing", missing());
        all.put("several", several());
        all.put("absent", comparison(0, 0, 0, List.of(), 0, List.of(), List.of()));
        return all;
    }

    static RowComparison equal() {
        return comparison(
                1,
                1,
                0,
                List.of(new SideBySide(State.EQUAL, key())),
                0,
                List.of(new UncomparedColumn("body", "No canonical text is defined for xml.", false)),
                List.of());
    }

    static RowComparison changed() {
        return comparison(
                1,
                1,
                1,
                List.of(new SideBySide(
                        State.CHANGED,
                        List.of(
                                column("region", new Value.Text("eu"), new Value.Text("eu"), false),
                                column("id", new Value.Whole(17), new Value.Whole(17), false),
                                new ColumnValues(
                                        "a_name_longer_than_its_place",
                                        "another_name",
                                        new Value.Decimal(new BigDecimal("12.50")),
                                        new Value.Decimal(new BigDecimal("12.51")),
                                        Agreement.DIFFERENT),
                                new ColumnValues(
                                        "weight",
                                        "weight",
                                        new Value.Floating(0.5),
                                        new Value.Floating(0.5001),
                                        Agreement.TOLERATED),
                                column("note", new Value.Text("\u001b[31mred\n  "), Value.Null.NULL, true),
                                column("email", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN, true),
                                column("story", new Value.Text(LONG + "end"), new Value.Text(LONG + "END"), true),
                                column("at", new Value.Timestamp(0, 500), new Value.Timestamp(0, 500), false)))),
                0,
                List.of(new UncomparedColumn("secret", "Excluded by the settings.", true)),
                List.of(
                        "The pair's row filters are not applied here: a run may leave this row out.",
                        "at: the source's fraction of a second is rounded half up from 7 digits to 6."));
    }

    static RowComparison missing() {
        return comparison(
                1,
                0,
                1,
                List.of(new SideBySide(
                        State.MISSING,
                        List.of(
                                column("region", new Value.Text("eu"), null, false),
                                column("id", new Value.Whole(17), null, false),
                                column("data", new Value.Binary("00ff".repeat(100)), null, false)))),
                0,
                List.of(),
                List.of());
    }

    static RowComparison several() {
        return comparison(
                4,
                6,
                2,
                List.of(
                        new SideBySide(
                                State.EXTRA,
                                List.of(
                                        column("region", null, new Value.Text("eu"), false),
                                        column("id", null, new Value.Whole(17), false))),
                        new SideBySide(State.EQUAL, key())),
                4,
                List.of(),
                List.of());
    }

    private static List<ColumnValues> key() {
        return List.of(
                column("region", new Value.Text("eu"), new Value.Text("eu"), false),
                column("id", new Value.Whole(17), new Value.Whole(17), false));
    }

    private static ColumnValues column(String name, @Nullable Value source, @Nullable Value target, boolean differs) {
        Agreement agreement = differs ? Agreement.DIFFERENT : Agreement.EQUAL;
        return new ColumnValues(
                name, name, source, target, source == null || target == null ? Agreement.ONE_SIDED : agreement);
    }

    private static RowComparison comparison(
            int sourceRows,
            int targetRows,
            int different,
            List<SideBySide> rows,
            int leftOut,
            List<UncomparedColumn> uncompared,
            List<String> notes) {
        return new RowComparison(
                "dbo.lines",
                "public.lines",
                KEY,
                sourceRows,
                targetRows,
                different,
                rows,
                leftOut,
                uncompared,
                notes,
                WHEN);
    }
}
