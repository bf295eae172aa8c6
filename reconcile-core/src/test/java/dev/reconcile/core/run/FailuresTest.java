package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.orders;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class FailuresTest {

    private static final String SECRET = "4711-0815";

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "LOCKED")
    void a_failing_table_is_an_error_while_others_are_compared(Kind kind) {
        InMemoryDatabase source = InMemoryDatabase.of(
                orders("dbo.a").row(1, null, "x"),
                orders("dbo.b").row(1, null, "x").row(2, null, "x").failsAfter(1, () -> failure(kind)),
                orders("dbo.c").row(1, null, "x"));
        InMemoryDatabase target = InMemoryDatabase.of(
                orders("public.a").row(1, null, "x"),
                orders("public.b").row(1, null, "x"),
                orders("public.c").row(1, null, "changed"));

        Report report = new Reconciler(source, target, CLOCK).run(List.of(pair("a"), pair("b"), pair("c")), CHECKSUMS);

        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .containsExactly(Verdict.MATCH, Verdict.ERROR, Verdict.MISMATCH);
        assertThat(report.tables().get(1).reasons()).containsExactly("It failed with " + kind + ".");
        assertThat(report.tables().get(1).compared()).isNull();
        assertThat(report.tables().get(1).sourceCount()).isNull();
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.complete()).isTrue();
        assertThat(report.discrepancies()).hasSize(1);
    }

    @Test
    void a_table_that_stays_locked_is_skipped_and_never_passed_while_others_are_compared() {
        InMemoryDatabase source = InMemoryDatabase.of(
                orders("dbo.a").row(1, null, "x"), orders("dbo.b").failsAfter(0, () -> failure(Kind.LOCKED)));
        InMemoryDatabase target = InMemoryDatabase.of(orders("public.a").row(1, null, "x"), orders("public.b"));

        Report report = new Reconciler(source, target, CLOCK).run(List.of(pair("a"), pair("b")), CHECKSUMS);

        assertThat(report.tables())
                .extracting(TableReport::verdict)
                .containsExactly(Verdict.MATCH, Verdict.INCONCLUSIVE);
        assertThat(report.tables()).extracting(TableReport::skipped).containsExactly(null, Skipped.LOCKED);
        assertThat(report.tables().get(1).reasons())
                .containsExactly("Skipped, because it stayed locked. It failed with LOCKED.");
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.complete()).isTrue();
        assertThat(report.summary())
                .isEqualTo("1 table is not fully compared (skipped: 1 that stayed locked). 1 table is consistent.");
    }

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void a_failure_in_mid_read_is_never_a_match(HashIn place) {
        for (RunOptions options : List.of(RunOptions.DEFAULT, CHECKSUMS.withHashIn(place))) {
            Report report = reconcile(
                    source().row(1, null, "x").failsAfter(1, () -> failure(Kind.CONNECTION)),
                    target().row(1, null, "x"),
                    options);
            assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        }
    }

    @Test
    void both_sides_failing_is_one_error() {
        Report report = reconcile(
                source().failsAfter(0, () -> failure(Kind.TIMEOUT)),
                target().failsAfter(0, () -> failure(Kind.TIMEOUT)),
                CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons()).containsExactly("It failed with TIMEOUT.");
        assertThat(report.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void an_unknown_table_is_an_error_that_offers_near_names() {
        Report report = reconcile(source(), target(), TablePair.of("dbo.ordes", "orders"), CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons())
                .containsExactly(
                        "There is no table dbo.ordes in memory that this login can see. Did you mean" + " dbo.orders?");
        assertThat(only(report).source()).isEqualTo("dbo.ordes");
    }

    @Test
    void a_table_that_cannot_be_described_is_an_error() {
        Report report = reconcile(source(), target().failsToDescribe(() -> failure(Kind.PERMISSION)), CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons()).containsExactly("It failed with PERMISSION.");
    }

    @Test
    void an_unknown_column_is_an_error() {
        Report report = reconcile(
                source(), target(), PAIR.withColumns(ColumnSelection.only(List.of("totl"))), RunOptions.DEFAULT);
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons()).singleElement().asString().endsWith("Did you mean total?");
    }

    @Test
    void the_target_s_failure_stops_the_source() {
        Report report =
                reconcile(source().hangsAfter(0), target().failsAfter(0, () -> failure(Kind.CONNECTION)), CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons()).containsExactly("It failed with CONNECTION.");
        assertThat(report.complete()).as("nobody interrupted the run").isTrue();
    }

    @Test
    void the_source_s_failure_stops_the_target() {
        Report report =
                reconcile(source().failsAfter(0, () -> failure(Kind.CONNECTION)), target().hangsAfter(0), CHECKSUMS);
        assertThat(only(report).reasons()).containsExactly("It failed with CONNECTION.");
    }

    @Test
    void the_failure_that_came_first_is_told_whatever_the_stopped_side_says() {
        Supplier<DatabaseException> consequence = () -> failure(Kind.OTHER);
        assertThat(only(reconcile(
                                source().hangsAfter(0, consequence),
                                target().failsAfter(0, () -> failure(Kind.TIMEOUT)),
                                CHECKSUMS))
                        .reasons())
                .containsExactly("It failed with TIMEOUT.");
        assertThat(only(reconcile(
                                source().failsAfter(0, () -> failure(Kind.TIMEOUT)),
                                target().hangsAfter(0, consequence),
                                CHECKSUMS))
                        .reasons())
                .containsExactly("It failed with TIMEOUT.");
    }

    static Stream<Arguments> unexpected_failures() {
        return Stream.of(
                Arguments.of(
                        (Supplier<Throwable>) () -> new IllegalStateException(SECRET),
                        "An unexpected IllegalStateException at "),
                Arguments.of(
                        (Supplier<Throwable>) () -> new NumberFormatException(SECRET),
                        "An unexpected NumberFormatException at "),
                Arguments.of(
                        (Supplier<Throwable>) () -> new OutOfMemoryError(SECRET), "This process ran out of memory: "),
                Arguments.of(
                        (Supplier<Throwable>) () -> new StackOverflowError(SECRET),
                        "An unexpected StackOverflowError at "),
                Arguments.of(
                        (Supplier<Throwable>) () -> new NoClassDefFoundError(SECRET),
                        "An unexpected NoClassDefFoundError at "),
                Arguments.of(
                        (Supplier<Throwable>) () -> new AssertionError(SECRET), "An unexpected AssertionError at "));
    }

    @ParameterizedTest
    @MethodSource("unexpected_failures")
    void an_unexpected_failure_is_told_without_its_message_and_hides_no_other_table(
            Supplier<Throwable> failure, String beginning) {
        for (boolean onTheSource : new boolean[] {true, false}) {
            InMemoryDatabase source = InMemoryDatabase.of(
                    onTheSource ? orders("dbo.a").failsAfter(0, failure) : orders("dbo.a"), orders("dbo.b"));
            InMemoryDatabase target = InMemoryDatabase.of(
                    onTheSource ? orders("public.a") : orders("public.a").failsAfter(0, failure), orders("public.b"));

            Report report = new Reconciler(source, target, CLOCK).run(List.of(pair("a"), pair("b")), CHECKSUMS);

            assertThat(report.tables()).extracting(TableReport::verdict).containsExactly(Verdict.ERROR, Verdict.MATCH);
            assertThat(report.tables().get(0).reasons())
                    .singleElement()
                    .asString()
                    .startsWith(beginning)
                    .containsAnyOf("please report this line", "--hash-in database");
            assertThat(report.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void half_a_surrogate_pair_is_an_error_that_names_the_column_and_not_the_value() {
        String value = SECRET + "\ud83d";
        Report report = reconcile(
                source().row(1, null, value), target().row(1, null, value), CHECKSUMS.withHashIn(HashIn.CLIENT));
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons())
                .singleElement()
                .asString()
                .containsPattern("^(dbo|public)\\.orders\\.note \\(.*\\) holds a text with half of a surrogate pair")
                .endsWith("Mend the value or exclude the column.");
        assertThat(report.toString()).doesNotContain(SECRET);
    }

    @Test
    void a_value_in_a_finding_s_table_never_reaches_the_report() {
        Report report = reconcile(source().row(1, null, SECRET), target().row(1, null, SECRET + "!"), CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.toString()).doesNotContain(SECRET);
    }

    @Test
    void a_read_that_was_started_again_takes_no_row_twice() {
        Report report = reconcile(
                source().row(1, null, "x").row(2, null, "y").row(3, null, "z").restartsAfter(2),
                target().row(3, null, "z").row(2, null, "y").row(1, null, "x"),
                CHECKSUMS.withHashIn(HashIn.CLIENT));
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(report).sourceCount()).isEqualTo(3);
    }

    private static TablePair pair(String name) {
        return TablePair.of("dbo." + name, name);
    }

    private static DatabaseException failure(Kind kind) {
        return new DatabaseException(kind, "It failed with " + kind + ".", null);
    }
}
