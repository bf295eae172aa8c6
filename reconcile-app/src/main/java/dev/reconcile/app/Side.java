package dev.reconcile.app;

import java.util.Locale;

/** The two databases of a run. */
enum Side {
    SOURCE,
    TARGET;

    /** The setting of this side: {@code port}. */
    SettingKey key(String keyInSection) {
        return SettingKey.find(this + "." + keyInSection).orElseThrow();
    }

    /** The setting that says where this side's secret lies in Vault. */
    SettingKey vaultPath() {
        return this == SOURCE ? SettingKey.VAULT_SOURCE_PATH : SettingKey.VAULT_TARGET_PATH;
    }

    /** {@code source} or {@code target}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
