package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadConditionTextTest {

    @ParameterizedTest
    @CsvSource({
        "replica-lag>10s, replica-lag>10s",
        "source.replica-lag>1500ms, source.replica-lag>1500ms",
        "target.replica-lag>2m, target.replica-lag>120s",
        "replica-lag>0s, replica-lag>0s",
        "active-sessions>50, active-sessions>50",
        "source.active-sessions > 0, source.active-sessions>0",
    })
    void a_condition_is_a_measure_and_a_limit_of_one_side_or_of_both(String text, String condition) {
        assertThat(LoadConditionText.parse(text)).hasToString(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replica-lag               | a condition is a measure, > and a limit
                    replica-lag<10s           | a condition is a measure, > and a limit
                    replica-lag>              | a condition is a measure, > and a limit
                    load>10                   | there is no such measure. Write replica-lag or active-sessions.
                    Active-sessions>10        | a condition is a measure, > and a limit
                    replica.active-sessions>1 | a condition is about the source or the target
                    replica-lag>10            | the value is no length of time
                    replica-lag>600h          | the time is out of range
                    active-sessions>10s       | the value is no whole number
                    active-sessions>-1        | the number is out of range
                    """)
    void what_is_none_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> LoadConditionText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }
}
