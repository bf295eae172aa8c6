package dev.reconcile.app.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {

    @Test
    void splits_at_commas_outside_of_quotes() {
        assertThat(NameList.split("dbo.a, dbo.b ,c")).containsExactly("dbo.a", "dbo.b", "c");
        assertThat(NameList.split("[dbo].[a,b],\"x,y\".z")).containsExactly("[dbo].[a,b]", "\"x,y\".z");
        assertThat(NameList.split("[a]],b],\"c\"\",d\"")).containsExactly("[a]],b]", "\"c\"\",d\"");
        assertThat(NameList.split("a[1,b\"2")).containsExactly("a[1", "b\"2");
        assertThat(NameList.split("  [a,b] , c")).containsExactly("[a,b]", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,", ",a", "a,,b", "[a", "a,\"b", "[a]]"})
    void refuses_empty_names_and_open_quotes(String text) {
        assertThatThrownBy(() -> NameList.split(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takes_quotes_off() {
        assertThat(NameList.unquoted("[a]]b]")).isEqualTo("a]b");
        assertThat(NameList.unquoted("\"a\"\"b\"")).isEqualTo("a\"b");
        assertThat(NameList.unquoted("a.b")).isEqualTo("a.b");
        assertThat(NameList.unquoted("[")).isEqualTo("[");
    }
}
