package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.jdbc.dialect.Failure.Persistence;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlServerFailuresTest {

    @ParameterizedTest(name = "error {0} is {1}, {2}")
    @CsvSource({
        "18456, LOGIN, LASTING",
        "4060, NOT_FOUND, LASTING",
        "208, NOT_FOUND, LASTING",
        "207, NOT_FOUND, LASTING",
        "229, PERMISSION, LASTING",
        "230, PERMISSION, LASTING",
        "1205, OTHER, PASSING",
        "1222, LOCKED, PASSING",
        "3960, OTHER, PASSING",
        "3961, OTHER, PASSING",
        "3952, OTHER, LASTING",
        "41332, OTHER, LASTING",
        "596, CONNECTION, LASTING",
        "8115, OTHER, LASTING",
        "8152, OTHER, LASTING",
        "8645, OTHER, PASSING",
        "701, OTHER, LASTING",
        "978, CONNECTION, LASTING",
        "10928, CONNECTION, PASSING",
        "10929, CONNECTION, PASSING",
        "40197, CONNECTION, PASSING",
        "40501, CONNECTION, PASSING",
        "40613, CONNECTION, PASSING",
        "49918, CONNECTION, PASSING",
        "49920, CONNECTION, PASSING",
        "40615, CONNECTION, LASTING",
        "50000, OTHER, LASTING"
    })
    void knows_what_an_error_number_means(int number, Kind kind, Persistence persistence) {
        Failure failure = SqlServerFailures.of(new SQLException("Conversion failed: 'secret'", "S0001", number));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.persistence()).isEqualTo(persistence);
        assertThat(failure.code()).isEqualTo("error " + number);
        assertThat(failure.toString()).doesNotContain("secret");
    }

    @Test
    void tries_again_after_a_lost_connection() {
        Failure failure = SqlServerFailures.of(new SQLException("Connection reset", "08S01"));
        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
        assertThat(failure.persistence()).isEqualTo(Persistence.PASSING);
        assertThat(failure.code()).isEqualTo("SQLState 08S01");
    }

    @Test
    void does_not_try_again_after_a_timeout_of_the_statement() {
        for (SQLException timeout : new SQLException[] {
            new SQLTimeoutException("The query has timed out.", "HY008"), new SQLException("canceled", "HY008")
        }) {
            Failure failure = SqlServerFailures.of(timeout);
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.persistence()).isEqualTo(Persistence.LASTING);
            assertThat(failure.remedy()).contains("--statement-timeout");
        }
    }

    @Test
    void does_not_try_again_after_a_silence_that_outlasted_the_statement_timeout() {
        SQLException error = new SQLException("Read timed out", "08S01", new SocketTimeoutException("Read timed out"));
        Failure failure = SqlServerFailures.of(error);
        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.persistence()).isEqualTo(Persistence.LASTING);
    }

    @Test
    void has_words_for_an_error_without_number_and_state() {
        Failure failure = SqlServerFailures.of(new SQLException("odd"));
        assertThat(failure.kind()).isEqualTo(Kind.OTHER);
        assertThat(failure.code()).isEqualTo("a driver error");
    }
}
