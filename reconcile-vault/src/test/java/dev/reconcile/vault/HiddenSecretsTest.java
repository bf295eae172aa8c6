package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import dev.reconcile.vault.VaultStandIn.Fault;
import dev.reconcile.vault.VaultStandIn.Health;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No secret stands in a message, a stack trace, a text form or a log, whatever goes wrong and however it is said. */
class HiddenSecretsTest {

    private static final String VALUE = "canary-value";
    private static final String TOKEN = "canary-token";
    private static final String ROLE_ID = "canary-role-id";
    private static final String SECRET_ID = "canary-secret-id";
    private static final String JWT = "canary.json.web-token";

    /** Echoes what came in, as a badly made proxy does. */
    private static final String ECHO =
            "{\"errors\":[\"token {token} body {body}\"],\"data\":{\"x\":\"" + VALUE + "\"}}";

    private static final String UNEXPECTED = ("{'renewable':'V','lease_id':5,'data':{'ttl':'V','creation_ttl':1.5,"
                    + "'renewable':'V','path':['V'],'options':{'version':'V'},'metadata':{'destroyed':'V',"
                    + "'deletion_time':['V']}},'auth':{'client_token':['V'],'lease_duration':'V','policies':'V'}}")
            .replace('\'', '"')
            .replace("V", VALUE);

    private final VaultStandIn vault = VaultStandIn.start();
    private final CapturedLog log = CapturedLog.start();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        log.close();
        vault.close();
    }

    @TestFactory
    Stream<DynamicTest> whatever_goes_wrong() throws IOException {
        VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);
        admin.mount("secret", 2);
        admin.write2("secret", "x", "{\"password\":\"" + VALUE + "\",\"port\":\"" + VALUE + "\"}");
        Path jwt = Files.writeString(folder.resolve("jwt"), JWT);
        List<VaultAuthentication> ways = List.of(
                new Token(TOKEN),
                new Token(VaultStandIn.ROOT_TOKEN),
                new AppRole(ROLE_ID, SECRET_ID),
                new Kubernetes("role", jwt, "kubernetes"));
        return ways.stream()
                .flatMap(way -> faults().entrySet().stream()
                        .map(fault -> DynamicTest.dynamicTest(
                                way.getClass().getSimpleName() + ", " + fault.getKey(),
                                () -> check(way, fault.getValue()))));
    }

    private Map<String, Runnable> faults() {
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put("nothing wrong with the server", () -> {});
        faults.put("sealed", () -> vault.health(Health.SEALED));
        faults.put("standby", () -> vault.health(Health.STANDBY));
        for (int status : new int[] {200, 204, 307, 400, 403, 404, 418, 429, 500}) {
            faults.put("echo " + status, () -> vault.fault(Fault.always(status, status == 204 ? "" : ECHO)));
        }
        faults.put(
                "echo that is not JSON",
                () -> vault.fault(Fault.always(200, "{token} {body} " + VALUE).asText()));
        faults.put("broken JSON", () -> vault.fault(Fault.always(200, "{\"data\":{\"x\":\"" + VALUE + "\"")));
        faults.put("unexpected types", () -> vault.fault(Fault.always(200, UNEXPECTED)));
        faults.put("unexpected types of a secret that is missing", () -> vault.fault(Fault.always(404, UNEXPECTED)));
        faults.put("unexpected JSON", () -> vault.fault(Fault.always(200, "{\"auth\":\"" + VALUE + "\"}")));
        return faults;
    }

    private void check(VaultAuthentication way, Runnable fault) {
        vault.health(Health.ACTIVE);
        vault.noFault();
        fault.run();
        StringBuilder seen = new StringBuilder();
        VaultSettings settings = VaultSettings.of(vault.address(), way);
        seen.append(settings);
        try (VaultSecretStore store = VaultSecretStore.open(settings, Quick.PACE)) {
            seen.append(store);
            for (String path : List.of("secret/none", "other/x", "secret")) {
                try {
                    store.read(path);
                } catch (SecretException e) {
                    append(seen, e);
                }
            }
            new DatabaseSecrets(store).read(DatabaseSecretLayout.POSTGRESQL, "secret/x");
        } catch (SecretException e) {
            append(seen, e);
            assertThat(e.getMessage()).doesNotContain("\n");
        }
        assertHidden(seen + log.text());
    }

    @Test
    void while_a_token_is_renewed_in_vain() {
        VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);
        AppRole role = admin.appRole("approle", "none", "\"token_ttl\":\"2s\"");
        String given = admin.token("none", 2, "");
        try (VaultSecretStore one = VaultSecretStore.open(VaultSettings.of(vault.address(), role), Quick.PACE);
                VaultSecretStore other =
                        VaultSecretStore.open(VaultSettings.of(vault.address(), new Token(given)), Quick.PACE)) {
            vault.fault(Fault.always(500, ECHO));
            while (log.events().stream()
                            .filter(event -> event.getFormattedMessage().contains("could not be renewed"))
                            .count()
                    < 2) {
                VaultAdmin.pause(Duration.ofMillis(20));
            }
        }
        assertHidden(log.text());
        assertThat(log.text()).doesNotContain(given, role.secretId(), role.roleId(), "hvs.");
    }

    private static void append(StringBuilder seen, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        seen.append(trace);
    }

    private static void assertHidden(String text) {
        assertThat(text).doesNotContain(VALUE, TOKEN, VaultStandIn.ROOT_TOKEN, ROLE_ID, SECRET_ID, JWT);
    }
}
