package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that hash by functions of their own; in memory these give other hashes for each name. */
class OwnHashesTest {

    private static final String MD5 = checksum(table("dbo.orders"), table("public.orders"), HashIn.AUTO);

    @Test
    void two_databases_that_hash_alike_do_so_by_functions_of_their_own() {
        InMemoryTable source = table("dbo.orders").hashesAs("fast").estimate(1_000_000);
        InMemoryTable target = table("public.orders").hashesAs("fast").estimate(1_000_000);
        InMemoryDatabase database = InMemoryDatabase.of(source);
        TableReport report = compare(database, InMemoryDatabase.of(target), HashIn.AUTO);

        assertThat(report.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(report.sourceSide().hashedIn()).isEqualTo(HashPlace.DATABASE);
        assertThat(report.sourceSide().checksum()).isNotEqualTo(MD5);
        assertThat(database.reads()).as("nothing is tried elsewhere").doesNotContain("scan dbo.orders");
    }

    @ParameterizedTest
    @CsvSource({"fast, faster", "fast,", ",fast"})
    void databases_that_do_not_hash_alike_hash_as_all_can(@Nullable String source, @Nullable String target) {
        assertThat(checksum(hashing("dbo.orders", source), hashing("public.orders", target), HashIn.AUTO))
                .isEqualTo(MD5);
    }

    @Test
    void a_side_that_is_hashed_here_leaves_the_other_to_MD5() {
        assertThat(checksum(
                        table("dbo.orders").hashesAs("fast").cannotHash("It is too old."),
                        table("public.orders").hashesAs("fast"),
                        HashIn.AUTO))
                .isEqualTo(MD5);
    }

    @Test
    void nothing_is_hashed_there_where_the_settings_say_here() {
        TableReport report = compare(
                InMemoryDatabase.of(table("dbo.orders").hashesAs("fast")),
                InMemoryDatabase.of(table("public.orders").hashesAs("fast")),
                HashIn.CLIENT);
        assertThat(report.sourceSide().hashedIn()).isEqualTo(HashPlace.CLIENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "DATABASE"})
    void rows_that_differ_are_found_by_the_same_hashes(HashIn place) {
        InMemoryTable target = Reconciled.target()
                .hashesAs("fast")
                .row(1, null, "Ada")
                .row(3, null, "Bob")
                .row(4, null, "Eve");
        TableReport report =
                compare(InMemoryDatabase.of(table("dbo.orders").hashesAs("fast")), InMemoryDatabase.of(target), place);
        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.rows()).satisfies(rows -> {
            assertThat(Objects.requireNonNull(rows).missing()).isEqualTo(1);
            assertThat(rows.extra()).isEqualTo(1);
            assertThat(rows.changed()).isEqualTo(1);
        });
    }

    private static InMemoryTable hashing(String name, @Nullable String ownName) {
        return ownName == null ? table(name) : table(name).hashesAs(ownName);
    }

    private static InMemoryTable table(String name) {
        return Reconciled.orders(name).row(1, null, "Ada").row(2, null, "Grace").row(3, null, "Linus");
    }

    private static String checksum(InMemoryTable source, InMemoryTable target, HashIn place) {
        TableReport report = compare(InMemoryDatabase.of(source), InMemoryDatabase.of(target), place);
        assertThat(report.verdict()).isEqualTo(Verdict.MATCH);
        return Objects.requireNonNull(report.sourceSide().checksum());
    }

    private static TableReport compare(InMemoryDatabase source, InMemoryDatabase target, HashIn place) {
        return only(new Reconciler(source, target, Reconciled.CLOCK)
                .run(
                        List.of(Reconciled.PAIR),
                        Reconciled.COUNTS.withDepth(Depth.ROWS).withHashIn(place)));
    }
}
