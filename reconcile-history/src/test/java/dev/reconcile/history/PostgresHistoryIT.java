package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.HistoryException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A history in PostgreSQL. */
class PostgresHistoryIT extends HistoryContract {

    private static EmbeddedPostgres postgres;
    private static int databases;

    @BeforeAll
    static void startServer() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        postgres.close();
    }

    @Override
    StorePlace place() throws SQLException {
        String database = "history_" + ++databases;
        execute("postgres", "CREATE DATABASE " + database);
        return new StorePlace.Server(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database, "postgres", "unused");
    }

    @RepeatedTest(5)
    void two_processes_that_begin_at_once_make_the_tables_once() throws SQLException {
        StorePlace place = place();
        CompletableFuture<HistoryStore> one = CompletableFuture.supplyAsync(() -> HistoryStore.open(place, 10));
        CompletableFuture<HistoryStore> other = CompletableFuture.supplyAsync(() -> HistoryStore.open(place, 10));

        try (HistoryStore first = one.join();
                HistoryStore second = other.join()) {
            assertThat(first.states()).isEmpty();
            assertThat(second.states()).isEmpty();
        }
    }

    @Test
    void tables_of_others_in_the_same_schema_are_left_alone() throws SQLException {
        StorePlace.Server place = (StorePlace.Server) place();
        execute("history_" + databases, "CREATE TABLE run (id int)");

        try (HistoryStore history = HistoryStore.open(place, 10)) {
            assertThat(history.states()).isEmpty();
        }
    }

    @Test
    void a_refused_login_is_an_error_without_the_password() throws SQLException {
        execute("postgres", "CREATE ROLE nobody NOLOGIN");
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?password=hunter2";

        assertThatThrownBy(() -> HistoryStore.open(new StorePlace.Server(url, "nobody", "hunter2"), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres: ")
                .hasMessageContaining("refuses the login")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_server_that_is_not_there_is_an_error_that_says_so() {
        assertThatThrownBy(() -> HistoryStore.open(
                        new StorePlace.Server("jdbc:postgresql://127.0.0.1:1/none", "someone", "hunter2"), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("hunter2");
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
