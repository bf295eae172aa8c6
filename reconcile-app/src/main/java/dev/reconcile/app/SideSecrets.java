package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Vault holds of one side, and whether anybody wanted to know. */
final class SideSecrets {

    private final Side side;
    private final SettingValues values;
    private final Secrets secrets;
    private @Nullable String asked;

    SideSecrets(Side side, SettingValues values, Secrets secrets) {
        this.side = side;
        this.values = values;
        this.secrets = secrets;
    }

    /** Whether what is not given of the side comes from Vault. */
    boolean areUsed() {
        return values.isOn(SettingKey.VAULT_USE);
    }

    /** The side's login in Vault; empty if Vault has not been asked yet. */
    Optional<DatabaseCredentials> login(Engine engine) {
        String path = values.text(side.vaultPath()).orElse(null);
        asked = path == null ? engine.word() : path;
        return secrets.login(side, engine, path);
    }

    /** What tells the secret from the other side's; empty if nobody wanted it. */
    Optional<String> asked() {
        return Optional.ofNullable(asked);
    }
}
