package dev.reconcile.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost:5432/warehouse",
                "jdbc:postgresql://a:1,b:2/warehouse?targetServerType=primary&sslmode=verify-full",
                "jdbc:postgresql:warehouse",
                "jdbc:postgresql://[::1]:5432/warehouse?options=-c%20search_path%3Dsales",
                "jdbc:sqlserver://localhost:1433;databaseName=warehouse;encrypt=true",
                "jdbc:sqlserver://host\\instance;databaseName={a;b}",
                "jdbc:sqlserver://localhost;databaseName={a}}b}",
                "jdbc:sqlserver://localhost",
            })
    void a_url_without_a_login_comes_out_as_it_went_in(String url) {
        assertThat(JdbcUrl.parse(url).withoutLogin().text()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h/d?user=me&password=p%26w%2B | me | p&w+ | jdbc:postgresql://h/d",
                "jdbc:postgresql://h/d?sslmode=require&password=pw | | pw | jdbc:postgresql://h/d?sslmode=require",
                "jdbc:postgresql://me:p%40w@h:1/d?a=b | me | p@w | jdbc:postgresql://h:1/d?a=b",
                "jdbc:postgresql://me:p@w/x@h:1/d | me | p@w/x | jdbc:postgresql://h:1/d",
                "jdbc:sqlserver://h;user=me;password={p;w}}};encrypt=false | me | p;w} | jdbc:sqlserver://h;encrypt=false",
                "jdbc:sqlserver://h;UserName=me;PASSWORD=pw; | me | pw | jdbc:sqlserver://h",
                "JDBC:SQLSERVER://h;password = pw | | pw | JDBC:SQLSERVER://h",
            })
    void the_login_is_taken_out(String url, String username, String password, String rest) {
        JdbcUrl parsed = JdbcUrl.parse(url);

        assertThat(parsed.username().orElse(null)).isEqualTo(username);
        assertThat(parsed.password()).contains(password);
        assertThat(parsed.withoutLogin().text()).isEqualTo(rest);
        assertThat(parsed.toString()).doesNotContain(password);
    }

    @Test
    void other_secrets_are_found_by_their_names() {
        JdbcUrl url =
                JdbcUrl.parse("jdbc:sqlserver://h;trustStorePassword=x;accessToken=y;keyStoreSecret=z;encrypt=true");

        assertThat(url.secretProperties()).containsOnlyKeys("trustStorePassword", "accessToken", "keyStoreSecret");
        assertThat(url.without(url.secretProperties().keySet()).text()).isEqualTo("jdbc:sqlserver://h;encrypt=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "jdbc:mysql://h/d?password=hunter2",
                "jdbc:sqlserver://h;password={hunter2",
                "jdbc:sqlserver://h;password={hunter2}x",
                "jdbc:sqlserver://h;hunter2",
                "jdbc:sqlserver://me:hunter2@h",
                "jdbc:sqlserver://h;password=hunter2;Password=x",
                "jdbc:postgresql://h/d?password=hunter2%",
                "jdbc:postgresql://h/d?=hunter2",
            })
    void a_bad_url_is_refused_without_quoting_it(String url) {
        assertThatThrownBy(() -> JdbcUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "SQLSERVER | localhost | 1433 | warehouse | jdbc:sqlserver://localhost:1433;databaseName=warehouse",
                "SQLSERVER | host\\sql1 | - | a;b=c}d | jdbc:sqlserver://host\\sql1;databaseName={a;b=c}}d}",
                "SQLSERVER | ::1 | 1433 | w | jdbc:sqlserver://;serverName=::1;portNumber=1433;databaseName=w",
                "POSTGRESQL | localhost | - | warehouse | jdbc:postgresql://localhost/warehouse",
                "POSTGRESQL | db.example.com | 5433 | a b/c?d | jdbc:postgresql://db.example.com:5433/a%20b%2Fc%3Fd",
                "POSTGRESQL | ::1 | 5432 | w | jdbc:postgresql://[::1]:5432/w",
                "POSTGRESQL | [::1] | 5432 | w | jdbc:postgresql://[::1]:5432/w",
            })
    void an_address_makes_a_url(Engine engine, String server, Integer port, String database, String url) {
        assertThatCode(() -> ServerName.check(engine, server)).doesNotThrowAnyException();
        assertThat(engine.url(server, port, database)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:5432",
                "h,1433",
                "h/d",
                "h;encrypt=false",
                "a b",
                "",
                "jdbc:postgresql://h",
                "h?x",
                "[::1",
                "me@h"
            })
    void a_server_name_holds_nothing_else(String server) {
        assertThatThrownBy(() -> ServerName.check(Engine.SQLSERVER, server))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerName.check(Engine.POSTGRESQL, server))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
