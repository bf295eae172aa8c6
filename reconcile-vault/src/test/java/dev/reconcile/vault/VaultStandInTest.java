package dev.reconcile.vault;

import dev.reconcile.vault.VaultAuthentication.AppRole;
import org.junit.jupiter.api.AfterEach;

/** The contract on the stand-in, which is always there. */
class VaultStandInTest extends VaultContract {

    private final VaultStandIn vault = VaultStandIn.start();

    @AfterEach
    @Override
    void cleanUp() {
        super.cleanUp();
        vault.close();
    }

    @Override
    String address() {
        return vault.address();
    }

    @Override
    String rootToken() {
        return VaultStandIn.ROOT_TOKEN;
    }

    @Override
    boolean trustServiceAccount(VaultAdmin admin, String mount, String role, String policy, String jwt) {
        admin.enableLogin(mount, "kubernetes");
        admin.call(
                "POST",
                "auth/" + mount + "/role/" + role,
                "{\"token_policies\":[\"" + policy + "\"],\"token_ttl\":\"60s\"}");
        vault.acceptServiceAccount(role, jwt);
        return true;
    }

    @Override
    void revokeTokensOf(AppRole role) {
        vault.expire();
    }
}
