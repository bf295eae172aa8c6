package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.LoadReading.Known;
import dev.reconcile.core.port.LoadReading.Unknown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a PostgreSQL says of how busy it is. */
@Timeout(120)
class PostgresLoadIT {

    private static String url = "";

    private final List<Connection> sessions = new ArrayList<>();

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresServer.createDatabase();
        EmbeddedPostgresServer.execute(url, "CREATE ROLE plain LOGIN", "CREATE ROLE watching LOGIN");
        EmbeddedPostgresServer.execute(url, "GRANT pg_read_all_stats TO watching", "CREATE TABLE t (id int)");
    }

    @AfterEach
    void endSessions() throws SQLException {
        for (Connection session : sessions) {
            session.close();
        }
    }

    private static LoadReading load(String ofUrl, LoadMeasure measure) {
        try (Database database = EmbeddedPostgresServer.open("source", ofUrl)) {
            return database.load(measure, new Cancellation());
        }
    }

    private static long sessions(String login) {
        return ((Known) load(EmbeddedPostgresServer.as(url, login), LoadMeasure.ACTIVE_SESSIONS)).value();
    }

    /** A session of this application's name that sleeps from now on. */
    private void sleeper(String application) throws SQLException {
        Connection session = DriverManager.getConnection(url + "&ApplicationName=" + application);
        sessions.add(session);
        CompletableFuture.runAsync(() -> {
            try (Statement statement = session.createStatement()) {
                statement.execute("SELECT pg_sleep(100)");
            } catch (SQLException ended) {
                // The test is over.
            }
        });
        until("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = '" + application
                + "'");
    }

    /** Asks again until the answer is no zero. */
    private static void until(String sql) throws SQLException {
        until(url, sql);
    }

    private static void until(String ofUrl, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ofUrl);
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    if (row.getLong(1) != 0) {
                        return;
                    }
                }
            }
        }
    }

    @Test
    void counts_the_sessions_that_run_a_statement_but_its_own() throws Exception {
        long before = sessions("watching");
        sleeper("busy1");
        sleeper("busy2");
        assertThat(sessions("watching")).isEqualTo(before + 2);
        assertThat(sessions("postgres")).isEqualTo(before + 2);
        sleeper("reconcile");
        assertThat(sessions("postgres")).as("of the same login and name").isEqualTo(before + 2);
        assertThat(sessions("watching")).as("of another login").isEqualTo(before + 3);
        sessions.add(DriverManager.getConnection(url));
        assertThat(sessions("watching")).as("with an idle one").isEqualTo(before + 3);
    }

    @Test
    void a_login_that_may_not_see_what_others_do_does_not_take_them_for_idle() {
        for (LoadMeasure measure : LoadMeasure.values()) {
            assertThat(load(EmbeddedPostgresServer.as(url, "plain"), measure))
                    .isEqualTo(new Unknown("The login may not read the server's statistics: GRANT pg_read_all_stats (or"
                            + " pg_monitor) to it."));
        }
    }

    @Test
    void sessions_that_do_not_tell_what_they_do_are_not_idle() throws Exception {
        try (Connection silent = DriverManager.getConnection(url);
                Statement statement = silent.createStatement()) {
            statement.execute("SET track_activities = off");
            statement.execute("SELECT 1");
            until("SELECT count(*) FROM pg_stat_activity WHERE state = 'disabled'");
            assertThat(load(url, LoadMeasure.ACTIVE_SESSIONS))
                    .isEqualTo(new Unknown("Sessions do not tell what they do: switch track_activities on."));
        }
    }

    @Test
    void a_server_without_a_replica_has_no_lag_that_could_be_low() {
        assertThat(load(url, LoadMeasure.REPLICA_LAG)).isEqualTo(new Unknown("No replica is connected to it."));
    }

    @Test
    void tells_the_lag_on_the_primary_and_on_the_replica(@TempDir Path folder) throws Exception {
        try (StreamingReplica replica = StreamingReplica.of(url, folder)) {
            until("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'");
            EmbeddedPostgresServer.execute(url, "INSERT INTO t VALUES (1)");
            until(replica.url(), "SELECT count(*) FROM t WHERE id = 1");
            until("SELECT count(*) FROM pg_stat_replication WHERE replay_lag IS NOT NULL");
            assertThat(((Known) load(url, LoadMeasure.REPLICA_LAG)).value()).isLessThan(60_000);
            until(replica.url(), "SELECT (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn())::int");
            assertThat(load(replica.url(), LoadMeasure.REPLICA_LAG)).isEqualTo(new Known(0));
            assertThat(load(EmbeddedPostgresServer.as(url, "plain"), LoadMeasure.REPLICA_LAG))
                    .as("who may not see it")
                    .isInstanceOf(Unknown.class);

            EmbeddedPostgresServer.execute(replica.url(), "SELECT pg_wal_replay_pause()");
            EmbeddedPostgresServer.execute(url, "INSERT INTO t VALUES (2)");
            until("SELECT count(*) FROM pg_stat_replication WHERE replay_lag > interval '200 ms'");
            until(
                    replica.url(),
                    "SELECT count(*) WHERE pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()"
                            + " AND now() - pg_last_xact_replay_timestamp() > interval '200 ms'");
            assertThat(((Known) load(url, LoadMeasure.REPLICA_LAG)).value()).isGreaterThanOrEqualTo(200);
            assertThat(((Known) load(replica.url(), LoadMeasure.REPLICA_LAG)).value())
                    .isGreaterThanOrEqualTo(200);

            EmbeddedPostgresServer.execute(replica.url(), "SELECT pg_wal_replay_resume()");
            until(replica.url(), "SELECT count(*) FROM t WHERE id = 2");
            replica.cutOff();
            until(replica.url(), "SELECT (count(*) = 0)::int FROM pg_stat_wal_receiver");
            assertThat(((Known) load(replica.url(), LoadMeasure.REPLICA_LAG)).value())
                    .as("of one that has replayed all that it received, but receives nothing")
                    .isPositive();
            assertThat(load(url, LoadMeasure.REPLICA_LAG)).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void asks_nothing_once_it_is_cancelled() {
        try (Database database = EmbeddedPostgresServer.open("source", url)) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThatThrownBy(() -> database.load(LoadMeasure.ACTIVE_SESSIONS, cancellation))
                    .isInstanceOf(CancelledException.class);
        }
    }
}
