package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.history.UncomparedPatterns.WholeRun;
import dev.reconcile.core.table.TablePattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UncomparedPatternsTest {

    private static final Instant BEGUN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BEFORE = BEGUN.minusSeconds(60);
    private static final Instant AFTER = BEGUN.plusSeconds(60);

    @Test
    void a_run_of_a_part_says_nothing_of_the_other_names() {
        assertThat(uncompared(List.of("q.a", "q.b"), List.of(), pairs("q.b"), null))
                .containsExactly("q.a");
    }

    @Test
    void patterns_are_open_until_a_run_of_the_whole_job_has_come_to_its_end() {
        assertThat(uncompared(List.of("q.*"), List.of(), pairs("q.b"), null)).containsExactly("q.*");
        assertThat(uncompared(List.of("q.*"), List.of(), pairs("q.b"), whole(BEFORE, "q.b")))
                .isEmpty();
    }

    @Test
    void what_came_to_the_settings_since_the_last_run_of_the_whole_job_is_told() {
        assertThat(uncompared(List.of("q.a", "q.slow", "r.*"), List.of(), pairs("q.a", "q.old"), whole(BEFORE, "q.a")))
                .containsExactly("q.slow", "r.*");
    }

    @Test
    void a_pair_that_was_forgotten_is_told_by_the_patterns_that_mean_it() {
        assertThat(uncompared(List.of("q.a", "q.b", "q.*"), List.of(), pairs("q.b"), whole(AFTER, "q.a", "q.b")))
                .containsExactly("q.a", "q.*");
    }

    @Test
    void a_pair_that_was_excluded_since_may_be_forgotten_and_speaks_for_no_pattern() {
        assertThat(uncompared(List.of("q.*"), List.of("q.a"), pairs("q.b"), whole(BEFORE, "q.a", "q.b")))
                .isEmpty();
        assertThat(uncompared(List.of("q.*"), List.of("q.a"), pairs("q.a"), whole(BEFORE, "q.a")))
                .containsExactly("q.*");
    }

    @Test
    void what_a_run_with_these_settings_left_out_with_a_warning_is_not_waited_for() {
        List<String> include = List.of("q.a", "q.view_without_partner", "r.*");

        assertThat(uncompared(include, List.of("r.*"), pairs("q.a"), whole(BEFORE, "q.a")))
                .containsExactly("q.view_without_partner", "r.*");
        assertThat(uncompared(include, List.of("r.*"), pairs("q.a"), whole(AFTER, "q.a")))
                .isEmpty();
        assertThat(uncompared(include, List.of("r.*"), pairs("q.a"), whole(BEGUN, "q.a")))
                .isEmpty();
    }

    @Test
    void a_name_without_a_schema_or_in_another_case_means_the_table() {
        assertThat(uncompared(
                        List.of("q.orders", "Q.LINES", "plain"),
                        List.of(),
                        pairs("orders", "q.lines", "q.plain"),
                        null))
                .isEmpty();
        assertThat(uncompared(List.of("\"Q\".lines"), List.of(), pairs("q.lines"), null))
                .hasSize(1);
    }

    @Test
    void names_that_need_quotes_are_read_as_they_are_remembered() {
        assertThat(uncompared(List.of("q.\"a.b\""), List.of(), pairs("q.\"a.b\""), null))
                .isEmpty();
    }

    @Test
    void without_patterns_there_is_none() {
        assertThat(uncompared(List.of(), List.of(), pairs(), whole(BEFORE, "q.a")))
                .isEmpty();
    }

    private static List<String> uncompared(
            List<String> include, List<String> exclude, Set<PairName> compared, WholeRun last) {
        return new UncomparedPatterns(patterns(include), patterns(exclude), BEGUN)
                .among(compared, Optional.ofNullable(last)).stream()
                        .map(TablePattern::toString)
                        .toList();
    }

    private static WholeRun whole(Instant start, String... sources) {
        return new WholeRun(start, pairs(sources));
    }

    private static Set<PairName> pairs(String... sources) {
        return Stream.of(sources)
                .map(source -> new PairName("main", source, source))
                .collect(Collectors.toSet());
    }

    private static List<TablePattern> patterns(List<String> texts) {
        return texts.stream().map(TablePattern::parse).toList();
    }
}
