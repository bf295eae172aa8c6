package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlServerUrlTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(1500), Duration.ofHours(1), Duration.ofSeconds(5));
    private final SqlServerDialect dialect = new SqlServerDialect();

    @Test
    void finds_the_properties_that_a_url_sets() {
        assertThat(SqlServerUrl.propertyNames("jdbc:sqlserver://host")).isEmpty();
        assertThat(SqlServerUrl.propertyNames("jdbc:sqlserver://host\\i:1433;encrypt=false;databaseName=a;"))
                .containsExactlyInAnyOrder("encrypt", "databaseName");
        assertThat(SqlServerUrl.propertyNames("jdbc:sqlserver://;serverName=h; TrustServerCertificate = true"))
                .containsExactlyInAnyOrder("serverName", "TrustServerCertificate");
    }

    @Test
    void takes_what_stands_in_braces_for_a_value() {
        assertThat(SqlServerUrl.propertyNames("jdbc:sqlserver://h;password={a;encrypt=no}};x=};user=u"))
                .containsExactlyInAnyOrder("password", "user");
        assertThat(SqlServerUrl.propertyNames("jdbc:sqlserver://h;password= {p};app=mine;connectTimeout=3"))
                .containsExactlyInAnyOrder("password", "applicationName", "loginTimeout");
    }

    @Test
    void asks_for_tls_with_a_checked_certificate_and_for_limits() {
        assertThat(dialect.driverProperties("jdbc:sqlserver://h", Map.of(), LIMITS))
                .containsEntry("encrypt", "true")
                .containsEntry("trustServerCertificate", "false")
                .containsEntry("applicationName", "reconcile")
                .containsEntry("loginTimeout", "2")
                .containsEntry("lockTimeout", "5000")
                .containsEntry("socketTimeout", "3660000")
                .containsEntry("tcpKeepAlive", "true")
                .doesNotContainKey("ApplicationIntent");
    }

    @Test
    void lets_the_users_properties_win_and_the_urls_over_those() {
        Map<String, String> wanted = Map.of("trustservercertificate", "true", "encrypt", "strict");
        assertThat(dialect.driverProperties("jdbc:sqlserver://h;Encrypt=false;app=x", wanted, LIMITS))
                .containsEntry("trustServerCertificate", "true")
                .doesNotContainKey("encrypt")
                .doesNotContainKey("applicationName");
    }

    @Test
    void takes_the_urls_of_its_engine_alone() {
        assertThat(dialect.accepts("jdbc:sqlserver://host;databaseName=d")).isTrue();
        assertThat(dialect.accepts("jdbc:postgresql://host/d")).isFalse();
        assertThat(dialect.accepts("jdbc:jtds:sqlserver://host")).isFalse();
    }

    @Test
    void names_the_flags_in_the_remedy_of_a_failed_handshake() {
        assertThat(dialect.tlsRemedy("source")).contains("--source-trust-certificate", "--source-encrypt false");
        assertThat(dialect.tlsRemedy("target")).contains("--target-trust-certificate", "--target-encrypt false");
    }
}
