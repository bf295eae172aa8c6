package dev.reconcile.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstFewTest {

    @Test
    void names_all_of_a_few() {
        assertThat(FirstFew.of(List.of())).isEmpty();
        assertThat(FirstFew.of(List.of("a", "b"))).isEqualTo("a, b");
        assertThat(FirstFew.of(names(11))).isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11");
    }

    @Test
    void counts_what_would_be_too_many() {
        assertThat(FirstFew.of(names(12))).isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
        assertThat(FirstFew.of(names(1_000))).isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 990 more");
    }

    @Test
    void advice_and_the_tables_that_it_is_about_stay_readable_however_many_there_are() {
        List<TableReport> tables = names(1_000).stream()
                .map(name -> TableReport.uncompared("s" + name, "t" + name, Verdict.ERROR, "It failed.", 0))
                .toList();

        assertThat(Recommender.recommend(List.of(), tables))
                .first()
                .asString()
                .startsWith("Nothing is known of t1, t2, t3, t4, t5, t6, t7, t8, t9, t10 and 990 more: mend");
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }
}
