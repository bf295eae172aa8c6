package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.check.Checker;
import dev.reconcile.core.check.Note;
import dev.reconcile.core.check.TableCheck;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Targets with the columns that the Debezium JDBC sink 3.5.0.Final created and the values that it wrote into them, against
 * sources that hold what SQL Server held; see {@code docs/debezium.md}.
 */
class DebeziumPresetIT {

    private static final ValueType TEXT = new ValueType.Text(ValueType.Text.UNBOUNDED, false);
    private static final TablePair PAIR = TablePair.of("dbo.t", "public.t").withPreset(Preset.DEBEZIUM);

    private static String url = "";

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
    }

    @BeforeEach
    void dropTable() {
        EmbeddedPostgresServer.execute(url, "DROP TABLE IF EXISTS t");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void what_the_sink_writes_of_the_source_s_types_is_equal(HashIn hashIn) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id integer PRIMARY KEY, flag boolean, total numeric(19,4), code text, born date,"
                        + " at7 time(6) without time zone, changed timestamp(6) without time zone,"
                        + " sent timestamp(6) with time zone, version bytea)",
                "INSERT INTO t VALUES (1, true, 922337203685477.5807, 'ab   ', '2024-02-29', '10:00:00.123457',"
                        + " '2024-02-29 10:11:12.123457', '2024-02-29 04:41:12.123457+00', '\\x00000000000007d1')",
                "INSERT INTO t VALUES (2, false, 0.0001, '     ', '0001-01-01', '23:59:59.999999',"
                        + " '1970-01-01 00:00:00', '1969-12-31 23:59:59+00', '\\x')",
                "INSERT INTO t VALUES (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        InMemoryTable source = source().column("flag", new ValueType.Bool())
                .column("total", new ValueType.FixedDecimal(19, 4))
                .column("code", new ValueType.Text(5, true))
                .column("born", new ValueType.Date())
                .column("at7", new ValueType.Time(7))
                .column("changed", new ValueType.Timestamp(7))
                .column("sent", new ValueType.Instant(7))
                .column("version", new ValueType.Binary(8))
                .row(
                        1,
                        true,
                        new BigDecimal("922337203685477.5807"),
                        "ab   ",
                        LocalDate.parse("2024-02-29"),
                        LocalTime.parse("10:00:00.1234565"),
                        LocalDateTime.parse("2024-02-29T10:11:12.1234565"),
                        Instant.parse("2024-02-29T04:41:12.1234565Z"),
                        new byte[] {0, 0, 0, 0, 0, 0, 7, (byte) 0xd1})
                .row(
                        2,
                        false,
                        new BigDecimal("0.0001"),
                        "     ",
                        LocalDate.parse("0001-01-01"),
                        LocalTime.parse("23:59:59.9999994"),
                        LocalDateTime.parse("1969-12-31T23:59:59.9999995"),
                        Instant.parse("1969-12-31T23:59:59Z"),
                        new byte[0])
                .row(3, null, null, null, null, null, null, null, null);

        assertThat(compare(source, PAIR, hashIn).verdict()).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "DEBEZIUM_MICROSECONDS, 10:00:00.123456, 10:11:12.123456",
        "DEBEZIUM_ADAPTIVE_TIME_MICROSECONDS, 10:00:00.123456, 10:11:12.123457",
        "DEBEZIUM_CONNECT, 10:00:00.123, 10:11:12.123",
        "DEBEZIUM, 10:00:00.123457, 10:11:12.123457",
    })
    void what_a_time_precision_mode_cuts_off_is_equal_under_its_preset_alone(
            Preset mode, String time, String timestamp) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id integer PRIMARY KEY, at7 time(6) without time zone,"
                        + " changed timestamp(6) without time zone, sent timestamp(6) with time zone)",
                "INSERT INTO t VALUES (1, '" + time + "', '2024-02-29 " + timestamp
                        + "', '2024-02-29 04:41:12.123457+00')");
        for (HashIn hashIn : List.of(HashIn.DATABASE, HashIn.CLIENT)) {
            for (Preset preset : Preset.values()) {
                InMemoryTable source = source().column("at7", new ValueType.Time(7))
                        .column("changed", new ValueType.Timestamp(7))
                        .column("sent", new ValueType.Instant(7))
                        .row(
                                1,
                                LocalTime.parse("10:00:00.1234565"),
                                LocalDateTime.parse("2024-02-29T10:11:12.1234565"),
                                Instant.parse("2024-02-29T04:41:12.1234565Z"));
                boolean equal = preset == mode
                        // Digits that the pipeline cut off are not seen, so that microseconds are equal to them too.
                        || preset == Preset.DEBEZIUM_CONNECT
                        || (preset == Preset.NONE && mode == Preset.DEBEZIUM);
                assertThat(compare(source, PAIR.withPreset(preset), hashIn).verdict())
                        .as(preset + " in " + hashIn)
                        .isEqualTo(equal ? Verdict.MATCH : Verdict.MISMATCH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void texts_that_stand_for_other_types_are_equal_once_cast_by_the_documented_rules(HashIn hashIn) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id integer PRIMARY KEY, guid text, total text, photo text, safe text, hex text,"
                        + " born text, at7 text, changed text)",
                "INSERT INTO t VALUES (1, '0E984725-C51C-4BF4-9960-E1C80E27ABA0', '1.50', '/wD7', '_wD7', 'ff00fb',"
                        + " '2024-02-29Z', '10:00:00.1234565Z', '2024-02-29T10:11:12.1234565Z')",
                "INSERT INTO t VALUES (2, NULL, '-0.01', '', '', '', '0001-01-01Z', '00:00:00Z',"
                        + " '9999-12-31T23:59:59.9999999Z')",
                "INSERT INTO t VALUES (3, NULL, NULL, 'AQ==', 'AQ==', '01', '9999-12-31Z', '23:59:59.9999999Z',"
                        + " '1969-12-31T23:59:59Z')");
        ValueType bytes = new ValueType.Binary(10);
        UUID guid = UUID.fromString("0e984725-c51c-4bf4-9960-e1c80e27aba0");
        byte[] photo = {(byte) 0xff, 0, (byte) 0xfb};
        InMemoryTable source = source().column("guid", new ValueType.Uuid())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .column("photo", bytes)
                .column("safe", bytes)
                .column("hex", bytes)
                .column("born", new ValueType.Date())
                .column("at7", new ValueType.Time(7))
                .column("changed", new ValueType.Timestamp(7))
                .row(
                        1,
                        guid,
                        new BigDecimal("1.50"),
                        photo,
                        photo,
                        photo,
                        LocalDate.parse("2024-02-29"),
                        LocalTime.parse("10:00:00.1234565"),
                        LocalDateTime.parse("2024-02-29T10:11:12.1234565"))
                .row(
                        2,
                        null,
                        new BigDecimal("-0.01"),
                        new byte[0],
                        new byte[0],
                        new byte[0],
                        LocalDate.parse("0001-01-01"),
                        LocalTime.MIDNIGHT,
                        LocalDateTime.parse("9999-12-31T23:59:59.9999999"))
                .row(
                        3,
                        null,
                        null,
                        new byte[] {1},
                        new byte[] {1},
                        new byte[] {1},
                        LocalDate.parse("9999-12-31"),
                        LocalTime.parse("23:59:59.9999999"),
                        LocalDateTime.parse("1969-12-31T23:59:59"));
        Softening asIs = Softening.Nothing.NOTHING;
        Softening cut = new Softening.Fraction(6, Rounding.TRUNCATE);
        ColumnRules rules = ColumnRules.of(Map.of(
                "guid", cast(asIs, "guid::uuid"),
                "total", cast(asIs, "total::numeric"),
                "photo", cast(asIs, "decode(photo, 'base64')"),
                "safe", cast(asIs, "decode(translate(safe, '-_', '+/'), 'base64')"),
                "hex", cast(asIs, "decode(hex, 'hex')"),
                "born", cast(asIs, "rtrim(born, 'Z')::date"),
                "at7", cast(cut, "rtrim(left(at7, 15), 'Z')::time"),
                "changed", cast(cut, "rtrim(left(changed, 26), 'Z')::timestamp")));

        TableReport table = compare(source, PAIR.withRules(rules), hashIn);

        assertThat(table.verdict()).as(table.reasons().toString()).isEqualTo(Verdict.MATCH);
        assertThat(table.columnsCompared()).hasSize(9);
        EmbeddedPostgresServer.execute(url, "UPDATE t SET guid = replace(guid, '0E', '0F')");
        assertThat(rows(compare(source, PAIR.withRules(rules), hashIn)).details())
                .extracting(DebeziumPresetIT::changed)
                .containsExactly("guid");
    }

    private static ColumnRule cast(Softening softening, String targetSql) {
        return new ColumnRule(softening, SqlExpression.none(), new SqlExpression(targetSql));
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void damage_is_told_and_never_imitated(HashIn hashIn) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id integer PRIMARY KEY, at7 time(6) without time zone,"
                        + " changed timestamp(6) without time zone, sent timestamp(6) with time zone)",
                "INSERT INTO t VALUES (1, '00:00:00', '1816-03-30 05:56:08.066277', '1970-01-01 00:00:00.5+00')",
                "INSERT INTO t VALUES (2, '00:00:00', '1754-08-30 22:43:41.128655', '2024-01-01 00:00:00+00')");
        InMemoryTable source = source().column("at7", new ValueType.Time(7))
                .column("changed", new ValueType.Timestamp(7))
                .column("sent", new ValueType.Instant(7))
                .row(
                        1,
                        LocalTime.parse("23:59:59.9999999"),
                        LocalDateTime.parse("9999-12-31T23:59:59.9999999"),
                        Instant.parse("1969-12-31T23:59:59.5Z"))
                .row(
                        2,
                        LocalTime.MIDNIGHT,
                        LocalDateTime.parse("0001-01-01T00:00:00"),
                        Instant.parse("2024-01-01T00:00:00Z"));

        RowsReport rows = rows(compare(source, PAIR, hashIn));

        assertThat(rows.details().stream().map(DebeziumPresetIT::changed))
                .containsExactlyInAnyOrder("at7 changed sent", "changed");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE", "CLIENT"})
    void rows_marked_as_deleted_are_left_out_and_the_pipeline_s_columns_expected(HashIn hashIn) {
        fillWithMarks("text");
        for (Depth depth : Depth.values()) {
            Report report = report(twoRows(), PAIR, hashIn, depth);
            assertThat(report.tables().get(0).verdict()).isEqualTo(Verdict.MATCH);
            assertThat(report.tables().get(0).targetCount()).isEqualTo(2);
            assertThat(report.tables().get(0).reductions())
                    .contains(
                            "Target rows whose __deleted is true count as deleted and are left out (preset debezium).");
            assertThat(report.warnings()).noneMatch(warning -> warning.contains("Only the target has"));
        }
        assertThat(compare(twoRows(), PAIR, hashIn).reductions())
                .contains("__deleted, __op, __source_ts_ms are columns that the pipeline adds to the target; nothing is"
                        + " compared there (preset debezium).");
    }

    @Test
    void a_check_says_what_the_preset_will_leave_out() {
        fillWithMarks("text");
        try (Database target = EmbeddedPostgresServer.open("target", url)) {
            TableCheck check = new Checker(InMemoryDatabase.of(twoRows()), target, Clock.systemUTC())
                    .check(List.of(PAIR), RunOptions.DEFAULT.withDepth(Depth.ROWS), new Cancellation())
                    .tables()
                    .get(0);
            assertThat(check.notes().stream().map(Note::text))
                    .contains(
                            "Target rows whose __deleted is true count as deleted and are left out (preset debezium).")
                    .noneMatch(note -> note.contains("Only the target has"));
        }
    }

    @Test
    void a_row_that_only_the_target_marked_as_deleted_is_missing() {
        fillWithMarks("text");
        RowsReport rows = rows(compare(twoRows().row(3, "gone"), PAIR, HashIn.AUTO));
        assertThat(rows.missing()).isEqualTo(1);
        assertThat(rows.different()).isEqualTo(1);
    }

    @Test
    void a_boolean_marks_rows_as_a_text_does() {
        fillWithMarks("boolean");
        assertThat(compare(twoRows(), PAIR, HashIn.AUTO).verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void without_the_preset_marked_rows_are_extra() {
        fillWithMarks("text");
        RowsReport rows = rows(compare(twoRows(), PAIR.withPreset(Preset.NONE), HashIn.AUTO));
        assertThat(rows.extra()).isEqualTo(2);
        assertThat(rows.different()).isEqualTo(2);
    }

    /** Two rows that stand, of which one was written before there were marks, and two that are marked as deleted. */
    private static void fillWithMarks(String type) {
        EmbeddedPostgresServer.execute(
                url,
                "CREATE TABLE t (id integer PRIMARY KEY, name text, __deleted " + type
                        + ", __op text, __source_ts_ms bigint)",
                "INSERT INTO t VALUES (1, 'one', 'false', 'r', 1700000000123), (2, 'two', NULL, NULL, NULL),"
                        + " (3, 'gone', 'true', 'd', 1700000000123), (4, 'gone', 'true', 'd', 1700000000123)");
    }

    private static InMemoryTable twoRows() {
        return source().column("name", TEXT).row(1, "one").row(2, "two");
    }

    private static InMemoryTable source() {
        return InMemoryTable.named("dbo.t")
                .column(new Column("id", "int", new ValueType.Whole(), false, null))
                .primaryKey("id");
    }

    private static String changed(RowDifference difference) {
        return String.join(
                " ",
                difference.columns().stream()
                        .map(RowDifference.ChangedColumn::column)
                        .toList());
    }

    private static RowsReport rows(TableReport report) {
        return Objects.requireNonNull(report.rows());
    }

    private static TableReport compare(InMemoryTable source, TablePair pair, HashIn hashIn) {
        return report(source, pair, hashIn, Depth.ROWS).tables().get(0);
    }

    private static Report report(InMemoryTable source, TablePair pair, HashIn hashIn, Depth depth) {
        try (Database target = EmbeddedPostgresServer.open("target", url)) {
            return new Reconciler(InMemoryDatabase.of(source), target, Clock.systemUTC())
                    .run(
                            List.of(pair),
                            RunOptions.DEFAULT
                                    .withDepth(depth)
                                    .withHashIn(hashIn)
                                    .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2)));
        }
    }
}
