package dev.reconcile.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.check.KeyUsed.Origin;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.Note.Topic;
import dev.reconcile.core.check.SideCheck.Access;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Hashing;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckerTest {

    private static final Instant NOW = Instant.parse("2025-12-02T20:15:30.123456Z");
    private static final RunOptions ROWS = RunOptions.DEFAULT.withDepth(Depth.ROWS);
    private static final TablePair PAIR = TablePair.of("dbo.orders", "orders");

    private static InMemoryTable orders(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .primaryKey("id");
    }

    private static CheckReport check(InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options) {
        return new Checker(InMemoryDatabase.of(source), InMemoryDatabase.of(target), InstantSource.fixed(NOW))
                .check(List.of(pair), options, new Cancellation());
    }

    private static TableCheck checked(InMemoryTable source, InMemoryTable target) {
        return check(source, target, PAIR, ROWS).tables().get(0);
    }

    private static TableCheck checked(InMemoryTable source, InMemoryTable target, TablePair pair) {
        return check(source, target, pair, ROWS).tables().get(0);
    }

    @Test
    void says_of_tables_without_trouble_what_a_run_would_do() {
        CheckReport report = check(
                orders("dbo.orders").estimate(4_000_000),
                orders("public.orders").estimate(10),
                PAIR,
                ROWS);

        assertThat(report.ready()).isTrue();
        assertThat(report.summary()).isEqualTo("Nothing stands in the way of a run over 1 table.");
        assertThat(report.timestamp()).isEqualTo(NOW);
        assertThat(report.depth()).isEqualTo(Depth.ROWS);
        assertThat(report.source().features()).containsExactly(new Feature("storage", "memory"));
        assertThat(report.warnings()).isEmpty();
        TimeEstimate time = new TimeEstimate(Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(report.time()).isEqualTo(time);
        Hashing there = new Hashing(
                HashPlace.DATABASE,
                "The database can hash all compared columns exactly. In a large table a run may try both places, and takes the"
                        + " faster one.");
        assertThat(report.tables())
                .containsExactly(new TableCheck(
                        "dbo.orders",
                        "orders",
                        new SideCheck("dbo.orders", TableKind.TABLE, OptionalLong.of(4_000_000), Access.GRANTED, there),
                        new SideCheck("public.orders", TableKind.TABLE, OptionalLong.of(10), Access.GRANTED, there),
                        new KeyUsed(Origin.PRIMARY_KEY, "orders_pkey", List.of("id")),
                        List.of(
                                new ColumnCheck("id", "Whole[]", "id", "Whole[]", "whole"),
                                new ColumnCheck(
                                        "total",
                                        "FixedDecimal[precision=10, scale=2]",
                                        "total",
                                        "FixedDecimal[precision=10, scale=2]",
                                        "decimal")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        time));
    }

    @Test
    void a_missing_table_is_noted_on_both_sides_and_hides_no_other_pair() {
        InMemoryDatabase source = InMemoryDatabase.of(orders("dbo.orders"));
        InMemoryDatabase target = InMemoryDatabase.of(orders("public.orders"));

        CheckReport report = new Checker(source, target, InstantSource.fixed(NOW))
                .check(List.of(TablePair.of("dbo.ordes", "oders"), PAIR), ROWS, new Cancellation());

        assertThat(report.tables()).extracting(TableCheck::atBest).containsExactly(Verdict.ERROR, Verdict.MATCH);
        assertThat(report.tables().get(0).notes())
                .extracting(Note::level, Note::topic, Note::text)
                .containsExactly(
                        tuple(
                                Level.ABORTS,
                                Topic.TABLE,
                                "There is no table dbo.ordes in memory that this login can see. Did you mean"
                                        + " dbo.orders?"),
                        tuple(
                                Level.ABORTS,
                                Topic.TABLE,
                                "There is no table oders in memory that this login can see. Did you mean"
                                        + " public.orders?"));
        assertThat(report.ready()).isFalse();
        assertThat(report.summary()).isEqualTo("Of 2 tables 1 would fail, 1 can match.");
    }

    @Test
    void a_right_that_the_login_lacks_aborts_and_the_other_side_is_tried_all_the_same() {
        TableCheck table = checked(
                orders("dbo.orders")
                        .refusesReads(() -> new DatabaseException(Kind.PERMISSION, "The login lacks a right.", null)),
                orders("public.orders"));

        assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(table.notes()).containsExactly(new Note(Level.ABORTS, Topic.PERMISSION, "The login lacks a right."));
        assertThat(table.sourceSide().access()).isEqualTo(Access.REFUSED);
        assertThat(table.targetSide().access()).isEqualTo(Access.GRANTED);
    }

    @Test
    void a_lock_weakens_because_a_run_would_skip_the_table() {
        TableCheck table = checked(
                orders("dbo.orders").refusesReads(() -> new DatabaseException(Kind.LOCKED, "It is locked.", null)),
                orders("public.orders"));

        assertThat(table.atBest()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.notes()).containsExactly(new Note(Level.WEAKENS, Topic.TABLE, "It is locked."));
    }

    @Test
    void a_filter_that_the_database_does_not_take_aborts() {
        TablePair pair = new TablePair(
                PAIR.source(), PAIR.target(), PAIR.columns(), PAIR.key(), new RowFilter("id >> 10"), RowFilter.none());

        TableCheck table = checked(orders("dbo.orders"), orders("public.orders"), pair);

        assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(table.notes())
                .containsExactly(
                        new Note(Level.ABORTS, Topic.TABLE, "The filter of dbo.orders is not valid SQL."),
                        new Note(Level.WARNS, Topic.ROWS, "Only source rows that satisfy id >> 10 are compared."));
    }

    @Test
    void accepted_differences_that_would_not_be_applied_or_do_not_fit_are_noted() {
        AcceptedDifference known = AcceptedDifference.all("accepted[1]", "Known", LocalDate.of(9999, 1, 1));
        AcceptedDifference over = AcceptedDifference.all("accepted[2]", "Old", LocalDate.of(2000, 1, 1));
        RowFilter mistyped = new RowFilter("id >> 10");

        TableCheck warned =
                checked(orders("dbo.orders"), orders("public.orders"), PAIR.withAccepted(List.of(known, over)));
        TableCheck filtered = checked(
                orders("dbo.orders"),
                orders("public.orders"),
                PAIR.withAccepted(List.of(known.withFilters(mistyped, mistyped))));
        TableCheck unknown = checked(
                orders("dbo.orders"),
                orders("public.orders"),
                PAIR.withAccepted(List.of(known.withColumns(Set.of("nope")))));

        assertThat(warned.notes())
                .containsExactly(new Note(
                        Level.WARNS,
                        Topic.ROWS,
                        "accepted[2] (\"Old\") ended on 2000-01-01: what it accepted counts again. Take it out, or give it"
                                + " a later day."));
        assertThat(filtered.notes())
                .extracting(Note::text)
                .containsExactly(
                        "The filter of accepted[1] cannot be asked: The filter of dbo.orders is not valid SQL.",
                        "The filter of accepted[1] cannot be asked: The filter of public.orders is not valid SQL.");
        assertThat(filtered.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(unknown.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(unknown.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text())
                        .startsWith(
                                "Cannot accept changes of column nope (accepted[1]): dbo.orders has no such column."));
    }

    @Test
    void rows_that_a_preset_leaves_out_are_warned_of() {
        TableCheck table = checked(
                orders("dbo.orders"),
                orders("public.orders").column("__deleted", text(5)),
                PAIR.withPreset(Preset.DEBEZIUM));

        assertThat(table.atBest()).isEqualTo(Verdict.MATCH);
        assertThat(table.notes()).singleElement().satisfies(note -> {
            assertThat(note.level()).isEqualTo(Level.WARNS);
            assertThat(note.topic()).isEqualTo(Topic.ROWS);
            assertThat(note.text()).contains("__deleted");
        });
    }

    @Test
    void a_table_with_hidden_rows_is_weakened_and_no_statement_tries_it() {
        TableCheck table = checked(
                orders("dbo.orders")
                        .hidesRows("A policy hides rows.")
                        .refusesReads(() -> new AssertionError("It was tried.")),
                orders("public.orders"));

        assertThat(table.atBest()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.notes()).containsExactly(new Note(Level.WEAKENS, Topic.ROWS, "A policy hides rows."));
        assertThat(table.sourceSide().access()).isEqualTo(Access.NOT_TRIED);
        assertThat(table.targetSide().access()).isEqualTo(Access.NOT_TRIED);
    }

    @Test
    void a_column_that_the_target_lacks_differs_and_one_without_a_form_weakens() {
        TableCheck table = checked(
                orders("dbo.orders")
                        .column("shape", new ValueType.Incomparable("no canonical text is defined for geometry"))
                        .column("note", new ValueType.Text(50, false)),
                orders("public.orders").column("shape", new ValueType.Binary(8)));

        assertThat(table.atBest()).isEqualTo(Verdict.MISMATCH);
        assertThat(table.columnsMissing()).containsExactly("note");
        assertThat(table.columnsNotCompared())
                .singleElement()
                .satisfies(c -> assertThat(c.column()).isEqualTo("shape"));
        assertThat(table.notes()).extracting(Note::level).containsExactly(Level.DIFFERS, Level.WEAKENS);
        assertThat(table.notes().get(0).text()).startsWith("public.orders lacks the source's column note");
        assertThat(table.notes().get(1).text()).contains("no canonical text is defined for geometry");
    }

    @Test
    void what_columns_hold_is_of_no_matter_where_rows_are_only_counted() {
        InMemoryTable source = orders("dbo.orders")
                .column("shape", new ValueType.Incomparable("it is odd"))
                .column("note", new ValueType.Text(50, false))
                .cannotHash("It cannot.");
        InMemoryTable target = orders("public.orders").column("shape", new ValueType.Binary(8));

        CheckReport report = check(source, target, PAIR, RunOptions.DEFAULT.withHashIn(HashIn.DATABASE));

        assertThat(report.ready()).isTrue();
        TableCheck table = report.tables().get(0);
        assertThat(table.notes()).extracting(Note::level).containsExactly(Level.WARNS, Level.WARNS);
        assertThat(table.sourceSide().hashing()).isNull();
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void says_where_each_side_is_hashed_and_why(HashIn wanted) {
        TableCheck table = check(
                        orders("dbo.orders").cannotHash("It has no UTF-8."),
                        orders("public.orders"),
                        PAIR,
                        ROWS.withHashIn(wanted))
                .tables()
                .get(0);

        Hashing expected = switch (wanted) {
            case AUTO -> new Hashing(HashPlace.CLIENT, "It has no UTF-8.");
            case CLIENT -> new Hashing(HashPlace.CLIENT, "The settings say so.");
            case DATABASE -> new Hashing(null, "It has no UTF-8. Use --hash-in auto or --hash-in client.");
        };
        assertThat(table.sourceSide().hashing()).isEqualTo(expected);
        assertThat(table.atBest()).isEqualTo(wanted == HashIn.DATABASE ? Verdict.ERROR : Verdict.MATCH);
        if (wanted == HashIn.DATABASE) {
            assertThat(table.notes()).singleElement().satisfies(note -> {
                assertThat(note.topic()).isEqualTo(Topic.HASHING);
                assertThat(note.text())
                        .isEqualTo("dbo.orders cannot be hashed in the database: It has no UTF-8. Use --hash-in auto"
                                + " or --hash-in client.");
            });
        }
    }

    @Test
    void a_pair_that_names_a_column_that_is_not_there_aborts() {
        TableCheck table = checked(
                orders("dbo.orders"), orders("public.orders"), PAIR.withColumns(ColumnSelection.only(List.of("totl"))));

        assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(table.notes().get(0).text()).endsWith("Did you mean total?");
        assertThat(table.sourceSide().table()).isEqualTo("dbo.orders");
    }

    @Test
    void a_pairs_own_mask_that_is_no_column_of_it_aborts() {
        TableCheck table = checked(
                orders("dbo.orders"),
                orders("public.orders"),
                PAIR.withColumns(ColumnSelection.all().masking(Set.of("telephone_number"))));

        assertThat(table.atBest()).isEqualTo(Verdict.ERROR);
        assertThat(table.notes().get(0).text()).startsWith("Cannot mask column telephone_number: ");
    }

    @Test
    void a_mask_for_all_tables_that_no_table_has_is_warned_of() {
        CheckReport report = check(
                orders("dbo.orders"),
                orders("public.orders"),
                PAIR.withColumns(ColumnSelection.all().maskingWherePresent(Set.of("telephone_number", "TOTAL"))),
                ROWS);

        assertThat(report.ready()).isTrue();
        assertThat(report.warnings())
                .containsExactly("No table has the masked column telephone_number, so nothing is masked for it. Correct"
                        + " its name, or take it out.");
    }

    @Test
    void columns_of_lists_that_no_table_has_are_warned_of() {
        InMemoryTable source = orders("dbo.orders").column("written_at", new ValueType.Timestamp(6));
        InMemoryTable target = orders("public.orders")
                .column("written_at", new ValueType.Timestamp(6))
                .column("loaded_at", new ValueType.Timestamp(6));
        ChangeLimit changed = new ChangeLimit(
                new Since.Ago(Duration.ofHours(1)),
                List.of("loaded_at", "written_at"),
                AgeLimit.Lack.IS_SAID,
                ZoneOffset.UTC);
        AgeLimit old = AgeLimit.byFirstOf(List.of("writen_at", "WRITTEN_AT"), Duration.ofHours(1));

        assertThat(check(source, target, PAIR.withChangeLimit(changed), ROWS).warnings())
                .containsExactly(
                        "The change-column loaded_at names no column of any table that is compared, so no row is"
                                + " chosen by it. Correct its name, or take it out.");
        assertThat(check(source, target, PAIR.withAgeLimit(old), ROWS).warnings())
                .containsExactly("The age-column writen_at names no column of any table that is compared, so no row is"
                        + " chosen by it. Did you mean written_at? Correct its name, or take it out.");
    }

    @Test
    void tables_without_a_key_can_match_and_are_warned_of() {
        InMemoryTable source = InMemoryTable.named("dbo.orders").column("id", new ValueType.Whole());
        InMemoryTable target = InMemoryTable.named("public.orders").column("id", new ValueType.Whole());

        TableCheck table = checked(source, target);

        assertThat(table.atBest()).isEqualTo(Verdict.MATCH);
        assertThat(table.key()).isEqualTo(new KeyUsed(Origin.NONE, null, List.of()));
        assertThat(table.notes()).singleElement().satisfies(note -> {
            assertThat(note.level()).isEqualTo(Level.WARNS);
            assertThat(note.topic()).isEqualTo(Topic.KEY);
            assertThat(note.text()).startsWith("There is no key");
        });
    }

    @Test
    void a_target_without_the_key_is_warned_of_and_so_is_a_key_of_the_settings_that_nothing_keeps_unique() {
        InMemoryTable source = orders("dbo.orders");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("ID", new ValueType.Whole())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .primaryKey("ID", "total");

        assertThat(checked(source, target).notes())
                .extracting(Note::text)
                .singleElement()
                .asString()
                .startsWith("The target's public.orders has no unique key over (ID); its primary key is (ID, total): ");
        TableCheck configured = checked(source, target, PAIR.withKey(List.of("total")));
        assertThat(configured.key()).isEqualTo(new KeyUsed(Origin.SETTINGS, null, List.of("total")));
        assertThat(configured.notes())
                .extracting(Note::text)
                .anyMatch(text -> text.startsWith("The source's dbo.orders has no unique key over (total);"))
                .anyMatch(text -> text.startsWith("The target's public.orders has no unique key over (total);"));
    }

    @Test
    void tells_where_the_target_cannot_hold_what_the_source_can() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .column(new Column("code", "varchar(9)", new ValueType.Text(9, false), false, "Latin1_General_CI_AS"))
                .column(new Column(
                        "note", "nvarchar(max)", text(ValueType.Text.UNBOUNDED), true, "Latin1_General_CI_AS"))
                .column(new Column("total", "decimal(12,2)", new ValueType.FixedDecimal(12, 2), true, null))
                .column(new Column("hash", "varbinary(32)", new ValueType.Binary(32), true, null))
                .primaryKey("code");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .column(new Column("code", "varchar(9)", new ValueType.Text(9, false), false, null))
                .column(new Column("note", "varchar(50)", text(50), true, "C"))
                .column(new Column("total", "numeric(12,4)", new ValueType.FixedDecimal(12, 4), false, null))
                .column(new Column("hash", "varbinary(16)", new ValueType.Binary(16), true, null))
                .primaryKey("code");

        TableCheck table = checked(source, target);

        assertThat(table.atBest()).isEqualTo(Verdict.MATCH);
        assertThat(table.notes())
                .extracting(note -> note.level() + " " + note.topic() + " " + note.text())
                .containsExactly(
                        "WARNS COLLATION code is collated by Latin1_General_CI_AS in the source and by the database's"
                                + " default in the target. Values are compared byte by byte all the same. Keys that one"
                                + " side takes for the same may be two on the other.",
                        "WARNS LENGTH The target's note (varchar(50)) holds shorter texts than the source's note"
                                + " (nvarchar(max)): others cannot arrive whole.",
                        "WARNS NULLABILITY The source's total (decimal(12,2)) may hold NULL, the target's may not: such"
                                + " a row cannot arrive.",
                        "WARNS PRECISION The target's total (numeric(12,4)) holds smaller numbers than the source's"
                                + " total (decimal(12,2)): others cannot arrive whole.",
                        "WARNS LENGTH The target's hash (varbinary(16)) holds fewer bytes than the source's hash"
                                + " (varbinary(32)): others cannot arrive whole.",
                        "INFORMS COLLATION note is collated by Latin1_General_CI_AS in the source and by C in the"
                                + " target. Values are compared byte by byte all the same.");
    }

    private static ValueType text(long length) {
        return new ValueType.Text(length, false);
    }

    @Test
    void says_nothing_where_the_target_holds_more() {
        InMemoryTable source = orders("dbo.orders").requiredColumn("note", text(50));
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.FreeDecimal())
                .column("total", new ValueType.FreeDecimal())
                .column("note", text(ValueType.Text.UNBOUNDED))
                .primaryKey("id");

        assertThat(checked(source, target).notes()).isEmpty();
    }

    @Test
    void a_number_of_any_size_does_not_fit_a_decimal() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("total", new ValueType.FreeDecimal())
                .primaryKey("id");

        assertThat(checked(source, orders("public.orders")).notes())
                .extracting(Note::level, Note::topic)
                .containsExactly(tuple(Level.WARNS, Topic.PRECISION), tuple(Level.WARNS, Topic.PRECISION));
    }

    @Test
    void what_a_run_warns_of_a_check_does_too() {
        InMemoryDatabase source = InMemoryDatabase.of(orders("dbo.orders").warns("The column total is computed."))
                .withFacts(new DatabaseFacts("Memory 1.0", "SERIALIZABLE", true, List.of("The login can write.")));
        InMemoryDatabase target = InMemoryDatabase.of(orders("public.orders").column("__op", text(1)));

        CheckReport report =
                new Checker(source, target, InstantSource.fixed(NOW)).check(List.of(PAIR), ROWS, new Cancellation());

        assertThat(report.ready()).isTrue();
        assertThat(report.warnings())
                .containsExactly(
                        "The source is a read-only replica: what it holds may lag behind its primary.",
                        "The login can write.");
        assertThat(report.tables().get(0).notes())
                .extracting(Note::text)
                .containsExactly(
                        "The column total is computed.",
                        "Only the target has the column __op; nothing is compared there.");
    }

    @Test
    void a_plan_without_the_keys_index_is_warned_of_where_contents_are_read() {
        InMemoryTable target = orders("orders").estimate(30_000).cutsBadly("It would sort the table.");

        assertThat(checked(orders("dbo.orders"), target).notes())
                .containsExactly(new Note(Level.WARNS, Topic.KEY, "It would sort the table."));
        assertThat(check(orders("dbo.orders"), target, PAIR, RunOptions.DEFAULT.withDepth(Depth.COUNTS))
                        .tables()
                        .get(0)
                        .notes())
                .isEmpty();
    }

    @Test
    void without_a_table_there_is_nothing_to_be_ready_for() {
        CheckReport report = new Checker(InMemoryDatabase.of(), InMemoryDatabase.of(), InstantSource.fixed(NOW))
                .check(List.of(), ROWS, new Cancellation());

        assertThat(report.ready()).isFalse();
        assertThat(report.summary()).isEqualTo("There is no table to compare.");
        assertThat(report.time()).isEqualTo(new TimeEstimate(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void the_time_of_several_tables_lies_between_at_once_and_one_after_the_other() {
        TimeEstimate second = new TimeEstimate(Duration.ofSeconds(1), Duration.ofSeconds(10));
        TimeEstimate minute = new TimeEstimate(Duration.ofSeconds(60), Duration.ofSeconds(600));

        assertThat(TimeEstimate.ofAll(List.of(second, minute, second), 4))
                .isEqualTo(new TimeEstimate(Duration.ofSeconds(60), Duration.ofSeconds(620)));
        assertThat(TimeEstimate.ofAll(List.of(second, second, second, second), 2))
                .isEqualTo(new TimeEstimate(Duration.ofSeconds(2), Duration.ofSeconds(40)));
    }

    @Test
    void without_a_number_of_rows_no_time_is_told() {
        assertThat(checked(orders("dbo.orders").estimate(5), orders("public.orders"))
                        .estimate())
                .isEmpty();
        assertThat(TimeEstimate.of(OptionalLong.of(16_000_000), OptionalLong.of(0), 9, Depth.COUNTS))
                .hasValue(new TimeEstimate(Duration.ofSeconds(2), Duration.ofSeconds(20)));
    }

    @Test
    void a_cancelled_check_ends() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Checker checker = new Checker(
                InMemoryDatabase.of(orders("dbo.orders")),
                InMemoryDatabase.of(orders("public.orders")),
                InstantSource.fixed(NOW));

        assertThatThrownBy(() -> checker.check(List.of(PAIR), ROWS, cancellation))
                .isInstanceOf(CancelledException.class);
    }
}
