package dev.reconcile.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommenderTest {

    private static final String TROUBLESHOOTING = "Consult docs/troubleshooting.md for detailed resolution steps.";
    private static final List<TableReport> DIFFERENT = List.of(table("orders", Verdict.MISMATCH, Depth.CHECKSUMS));

    @Test
    void consistent_tables_need_nothing() {
        assertThat(Recommender.recommend(
                        List.of(),
                        List.of(
                                table("a", Verdict.MATCH, Depth.CHECKSUMS),
                                table("b", Verdict.MATCH, Depth.CHECKSUMS))))
                .containsExactly("No action needed: source and target are consistent.");
    }

    @Test
    void tables_of_which_not_all_was_compared_are_not_told_as_consistent() {
        UncomparedColumn note = new UncomparedColumn("note", "Excluded by the settings.", true);
        String filter = "Only source rows that satisfy region = 'EU' are compared.";

        for (TableReport some : List.of(matching(List.of(note), List.of()), matching(List.of(), List.of(filter)))) {
            assertThat(Recommender.recommend(List.of(), List.of(table("a", Verdict.MATCH, Depth.CHECKSUMS), some)))
                    .containsExactly("No action needed: what was compared of source and target is consistent.");
        }
    }

    private static TableReport matching(List<UncomparedColumn> uncompared, List<String> reductions) {
        return new TableReport(
                "b",
                "b",
                Verdict.MATCH,
                List.of("Equal."),
                Depth.CHECKSUMS,
                null,
                null,
                null,
                null,
                null,
                List.of("id"),
                List.of("id"),
                uncompared,
                reductions,
                1);
    }

    @Test
    void agreeing_counts_are_not_sold_as_agreeing_contents() {
        assertThat(Recommender.recommend(List.of(), List.of(table("a", Verdict.MATCH, Depth.COUNTS))))
                .containsExactly("No action needed: the row counts agree. Contents were not compared; run with"
                        + " --validate-checksums to compare them.");
    }

    @Test
    void nothing_is_advised_where_there_are_no_tables() {
        assertThat(Recommender.recommend(List.of(), List.of())).isEmpty();
    }

    @Test
    void missing_rows_lead_to_the_connector() {
        assertThat(Recommender.recommend(
                        List.of(found("orders", RowCounts.of(10_000, 8_950)), found("items", RowCounts.of(8, 7))),
                        DIFFERENT))
                .containsExactly(
                        "Target database is missing 1,051 rows (orders: 1,050, items: 1). Check replication lag and"
                                + " connector status, then run the reconciliation again.",
                        "Review Kafka Connect logs for errors or backpressure, and the sink's dead letter queue.",
                        TROUBLESHOOTING);
    }

    @Test
    void extra_rows_lead_to_duplicates_and_deletes() {
        assertThat(Recommender.recommend(List.of(found("orders", RowCounts.of(7, 8))), DIFFERENT))
                .containsExactly(
                        "Target database has 1 extra row (orders: 1). Check for duplicate inserts and for manual inserts"
                                + " into the target, and review the CDC configuration for deletes that are not captured (on SQL"
                                + " Server EXEC sys.sp_cdc_help_change_data_capture; on PostgreSQL pg_publication and the tables'"
                                + " replica identity).",
                        TROUBLESHOOTING);
    }

    @Test
    void different_contents_lead_to_conversions() {
        Contents contents = new Contents("0a", "0b", 1024, 1);
        assertThat(Recommender.recommend(List.of(found("orders", contents), found("items", contents)), DIFFERENT))
                .containsExactly(
                        "The contents of orders, items differ. Check type conversion in Kafka Connect, schema evolution"
                                + " (the schema registry's /subjects) and single message transforms.",
                        TROUBLESHOOTING);
    }

    @Test
    void lacking_columns_come_first_each_with_its_table() {
        assertThat(Recommender.recommend(
                        List.of(
                                found("orders", RowCounts.of(8, 7)),
                                found("orders", new UnpairedColumn("total", "money")),
                                found("orders", new UnpairedColumn("note", "text")),
                                found("items", new UnpairedColumn("price", "money"))),
                        DIFFERENT))
                .startsWith("The target lacks orders.total, orders.note, items.price. Add the columns and let the sink"
                        + " fill them (schema evolution), or exclude them if they are left out on purpose.")
                .hasSize(4);
    }

    @Test
    void colliding_keys_lead_to_the_key_s_type() {
        assertThat(Recommender.recommend(
                        List.of(found("orders", new CollidingKeys(List.of("at", "line"), 2))), DIFFERENT))
                .containsExactly(
                        "Rows of one side share a key in orders.at, orders.line. Give the key's columns a type that holds"
                                + " all of its digits or characters on both sides, or name another key; the rows cannot be"
                                + " told apart otherwise.",
                        TROUBLESHOOTING);
    }

    @Test
    void more_than_five_discrepancies_are_reason_to_resynchronise() {
        Discrepancy one = found("orders", new Contents("0a", "0b", 1024, 1));
        String advice =
                "There are 6 discrepancies: consider pausing the sink connector and resynchronising the tables.";
        assertThat(Recommender.recommend(Collections.nCopies(6, one), DIFFERENT))
                .contains(advice);
        assertThat(Recommender.recommend(Collections.nCopies(5, one), DIFFERENT))
                .noneMatch(text -> text.contains("resynchronising"));
    }

    @Test
    void what_failed_or_was_left_out_is_never_taken_for_consistent() {
        assertThat(Recommender.recommend(
                        List.of(),
                        List.of(
                                table("a", Verdict.MATCH, Depth.CHECKSUMS),
                                table("b", Verdict.ERROR, null),
                                table("c", Verdict.INCONCLUSIVE, null),
                                table("d", Verdict.ERROR, null))))
                .containsExactly(
                        "Nothing is known of b, d: mend what the reason of each says, then run the reconciliation"
                                + " again.",
                        "Do not take c for consistent: not everything was compared, for the reasons given.",
                        TROUBLESHOOTING);
    }

    private static Discrepancy found(String table, Evidence evidence) {
        return Discrepancy.of("dbo." + table, table, evidence, Instant.EPOCH);
    }

    private static TableReport table(String target, Verdict verdict, @Nullable Depth compared) {
        return new TableReport(
                "dbo." + target,
                target,
                verdict,
                List.of(),
                compared,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1);
    }
}
