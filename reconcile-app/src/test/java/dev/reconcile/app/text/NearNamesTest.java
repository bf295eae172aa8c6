package dev.reconcile.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    private static final List<String> KNOWN = List.of("server", "port", "database", "statement-timeout", "key");

    @Test
    void finds_what_was_meant() {
        assertThat(NearNames.nearest("databse", KNOWN)).contains("database");
        assertThat(NearNames.nearest("Statement_Timeout", KNOWN)).contains("statement-timeout");
        assertThat(NearNames.nearest("ports", KNOWN)).contains("port");
        assertThat(NearNames.nearest("kay", KNOWN)).contains("key");
    }

    @Test
    void finds_nothing_where_nothing_is_near() {
        assertThat(NearNames.nearest("colour", KNOWN)).isEmpty();
        assertThat(NearNames.nearest("", KNOWN)).isEmpty();
        assertThat(NearNames.nearest("x", List.of())).isEmpty();
    }
}
