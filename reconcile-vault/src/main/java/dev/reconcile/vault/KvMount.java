package dev.reconcile.vault;

/**
 * A KV secrets engine.
 *
 * @param path where it is mounted
 * @param version {@link KvVersion#V1} or {@link KvVersion#V2}
 */
record KvMount(SecretPath path, KvVersion version) {

    KvMount {
        if (version == KvVersion.AUTO) {
            throw new IllegalArgumentException("A mount has a version.");
        }
    }

    /** Where Vault's API has the secret, as policies name it. */
    String apiPath(SecretPath secret) {
        String rest = secret.from(path.segments().size()).toString();
        return version == KvVersion.V2 ? path + "/data/" + rest : path + "/" + rest;
    }

    /** The rule that lets a token read the secret. */
    String policyFor(SecretPath secret) {
        return "path \"" + apiPath(secret) + "\" { capabilities = [\"read\"] }";
    }
}
