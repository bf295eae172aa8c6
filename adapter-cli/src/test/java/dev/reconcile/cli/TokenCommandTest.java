package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"--role viewer,operator", "--role viewer --role operator", "--role operator,viewer --role viewer"
            })
    void a_token_gets_several_roles_by_commas_or_one_by_one(String roles) {
        Invocation created = Invocation.of(("token create --name lead " + roles).split(" "));

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.err()).containsPattern("(?m)^lead viewer,operator pbkdf2-sha256:");
        assertThat(created.out()).startsWith("lead.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer,boss", "viewer;operator", "viewer,,operator"})
    void a_role_that_there_is_not_is_refused_with_those_that_there_are(String roles) {
        Invocation refused = Invocation.of("token", "create", "--name", "lead", "--role", roles);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("--role: ", "viewer, operator, detail");
    }

    @Test
    void its_help_says_how_to_give_several() {
        assertThat(Invocation.of("token", "create", "--help").out()).contains("Several by commas.");
    }
}
