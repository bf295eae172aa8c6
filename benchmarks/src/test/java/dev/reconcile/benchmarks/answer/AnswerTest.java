package dev.reconcile.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.benchmarks.data.Damage;
import dev.reconcile.benchmarks.data.Damage.Kind;
import dev.reconcile.benchmarks.program.ProgramRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    private static final List<Damage.Row> DAMAGE =
            List.of(new Damage.Row(Kind.MISSING, 10, List.of()), new Damage.Row(Kind.CHANGED, 20, List.of("note")));

    private static final String RIGHT = """
            {"status": "FAIL", "total_tables": 1, "tables_matched": 0, "tables": [{"compared": "rows",
              "source_count": 5000, "target_count": 4999, "rows": {"missing_rows": 1, "extra_rows": 0, "changed_rows": 1,
              "details_left_out": 0, "details": [
                {"kind": "changed", "key": [{"column": "id", "type": "integer", "value": "20"}], "columns": ["note"]},
                {"kind": "missing", "key": [{"column": "id", "type": "integer", "value": "10"}], "columns": []}]}}]}
            """;

    private static final String MATCH = """
            {"status": "PASS", "total_tables": 2, "tables_matched": 2, "tables": [{"compared": "rows",
              "source_count": 5000, "target_count": 5000, "rows": null}]}
            """;

    @Test
    void an_answer_that_names_just_the_damage_is_right() {
        assertThatCode(() -> answer(1, RIGHT).mustBe(5000, DAMAGE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"note\"]; \"customer\"]",
                "\"value\": \"10\"; \"value\": \"11\"",
                "\"kind\": \"missing\"; \"kind\": \"extra\"",
                "\"missing_rows\": 1; \"missing_rows\": 2",
                "\"details_left_out\": 0; \"details_left_out\": 1",
                "\"source_count\": 5000; \"source_count\": 5001",
                "\"compared\": \"rows\"; \"compared\": \"counts\"",
                "\"status\": \"FAIL\"; \"status\": \"PASS\""
            })
    void an_answer_with_one_thing_wrong_is_wrong(String right, String wrong) {
        Answer answer = answer(1, RIGHT.replace(right, wrong));

        assertThatThrownBy(() -> answer.mustBe(5000, DAMAGE)).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void a_right_report_with_a_wrong_exit_code_is_wrong() {
        assertThatThrownBy(() -> answer(0, RIGHT).mustBe(5000, DAMAGE)).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void a_match_is_right_only_where_nothing_was_damaged() {
        answer(0, MATCH).mustBe(5000, List.of());
        answer(0, MATCH).mustMatch(2);

        assertThatThrownBy(() -> answer(0, MATCH).mustBe(5000, DAMAGE)).isInstanceOf(WrongAnswerException.class);
        assertThatThrownBy(() -> answer(0, MATCH).mustMatch(3)).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void no_report_is_a_wrong_answer() {
        assertThatThrownBy(() -> answer(2, "")).isInstanceOf(WrongAnswerException.class);
        assertThatThrownBy(() -> answer(2, "{\"status\": ")).isInstanceOf(WrongAnswerException.class);
    }

    private static Answer answer(int exitCode, String out) {
        return Answer.of(new ProgramRun(exitCode, 1, 1, 1, out, ""));
    }
}
