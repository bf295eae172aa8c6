package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Token;
import dev.reconcile.vault.VaultStandIn.Fault;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stand-in's tokens die when the test says so: no result depends on how fast the machine is. */
@Timeout(60)
class TokenRenewalTest {

    private static final String RENEWAL = "POST /v1/auth/token/renew-self";
    private static final String LOGIN = "POST /v1/auth/approle/login";

    private final VaultStandIn vault = VaultStandIn.start();
    private final VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);
    private final CapturedLog log = CapturedLog.start();

    TokenRenewalTest() {
        admin.mount("secret", 2);
        admin.write2("secret", "x", "{\"password\":\"s3cr3t\"}");
    }

    @AfterEach
    void stop() {
        log.close();
        vault.close();
    }

    private VaultSecretStore open(VaultAuthentication authentication) {
        return VaultSecretStore.open(VaultSettings.of(vault.address(), authentication), Quick.PACE);
    }

    private Token token(int ttlSeconds, String more) {
        return new Token(admin.token(admin.policy("secret/data/*"), ttlSeconds, more));
    }

    private AppRole appRole() {
        return admin.appRole("approle", admin.policy("secret/data/*"), "\"token_ttl\":\"2s\"");
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            VaultAdmin.pause(Duration.ofMillis(20));
        }
    }

    private boolean warned(String text) {
        return log.events().stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .anyMatch(message -> message.contains(text));
    }

    @Test
    void renews_a_given_token_again_and_again() {
        try (VaultSecretStore store = open(token(2, ""))) {
            await(() -> vault.requests(RENEWAL) >= 2);
            assertThat(store.read("secret/x")).isNotEmpty();
        }
        assertThat(log.events()).noneMatch(event -> event.getLevel() == Level.WARN);
    }

    @Test
    void renews_the_token_of_a_login_and_does_not_log_in_again() {
        try (VaultSecretStore store = open(appRole())) {
            await(() -> vault.requests(RENEWAL) >= 2);
            assertThat(store.read("secret/x")).isNotEmpty();
        }
        assertThat(vault.requests(LOGIN)).isEqualTo(1);
    }

    @Test
    void logs_in_anew_where_vault_refuses_to_renew() {
        AppRole role = appRole();
        try (VaultSecretStore store = open(role)) {
            vault.fault(Fault.on("renew-self", 403));
            await(() -> vault.requests(LOGIN) >= 2);
            assertThat(store.read("secret/x")).isNotEmpty();
        }
    }

    @Test
    void logs_in_anew_when_the_longest_life_of_the_token_nears() {
        AppRole role = appRole();
        try (VaultSecretStore store = open(role)) {
            vault.capRenewals(1);
            await(() -> vault.requests(LOGIN) >= 2);
            assertThat(store.read("secret/x")).isNotEmpty();
        }
    }

    @Test
    void keeps_trying_while_vault_is_away_and_recovers() {
        AppRole role = appRole();
        try (VaultSecretStore store = open(role)) {
            vault.fault(Fault.always(500, "{\"errors\":[\"down\"]}"));
            await(() -> warned("could not be renewed; trying again"));
            vault.noFault();
            vault.expire();
            assertThat(store.read("secret/x")).isNotEmpty();
        }
    }

    @Test
    void warns_that_a_token_is_not_renewable() {
        try (VaultSecretStore store = open(token(2, ",\"renewable\":false"))) {
            await(() -> warned("is not renewable and expires"));
            assertThat(vault.requests(RENEWAL)).isZero();
        }
    }

    @Test
    void warns_that_vault_refuses_to_renew_a_given_token() {
        try (VaultSecretStore store = open(token(2, ""))) {
            vault.fault(Fault.on("renew-self", 403));
            await(() -> warned("refuses to renew the token (HTTP 403)"));
        }
    }

    @Test
    void warns_that_a_given_token_has_reached_its_longest_life() {
        Token token = token(3, "");
        vault.capRenewals(1);
        try (VaultSecretStore store = open(token)) {
            await(() -> warned("has reached its longest life"));
        }
    }

    @Test
    void a_token_that_never_expires_needs_no_thread() {
        try (VaultSecretStore store = open(new Token(VaultStandIn.ROOT_TOKEN))) {
            assertThat(renewalThreads()).isZero();
        }
    }

    @Test
    void closing_ends_the_thread_and_the_token_of_the_login() {
        VaultSecretStore store = open(appRole());
        assertThat(renewalThreads()).isEqualTo(1);
        assertThat(vault.livingTokens()).isEqualTo(1);
        store.close();
        store.close();
        await(() -> renewalThreads() == 0);
        assertThat(vault.livingTokens()).isZero();
        assertThatThrownBy(() -> store.read("secret/x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_leaves_a_given_token_alone() {
        open(token(60, "")).close();
        await(() -> renewalThreads() == 0);
        assertThat(vault.livingTokens()).isEqualTo(1);
    }

    @Test
    void the_thread_holds_no_jvm_up() {
        try (VaultSecretStore store = open(token(60, ""))) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("reconcile-vault-renewal"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    private static long renewalThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reconcile-vault-renewal"))
                .count();
    }
}
