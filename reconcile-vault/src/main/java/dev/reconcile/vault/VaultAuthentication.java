package dev.reconcile.vault;

import java.nio.file.Path;
import java.util.Objects;

/** How to prove to Vault who asks. Secrets are hidden in {@code toString}. */
public sealed interface VaultAuthentication {

    /**
     * A token that somebody made before.
     *
     * @param token the token; white space around it is dropped
     */
    record Token(String token) implements VaultAuthentication {

        public Token {
            token = secret(token, "The token");
        }

        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }

    /**
     * A login with the AppRole method.
     *
     * @param roleId the role's id
     * @param secretId a secret id of the role; one that may be used once allows no second login in a long run
     * @param mount where the method is mounted below {@code auth/}
     */
    record AppRole(String roleId, String secretId, String mount) implements VaultAuthentication {

        /** Where Vault mounts the method unless told otherwise. */
        public static final String DEFAULT_MOUNT = "approle";

        public AppRole {
            roleId = secret(roleId, "The role id");
            secretId = secret(secretId, "The secret id");
            mount = SecretPath.parse(mount).toString();
        }

        /** With the method at its usual place. */
        public AppRole(String roleId, String secretId) {
            this(roleId, secretId, DEFAULT_MOUNT);
        }

        @Override
        public String toString() {
            return "AppRole[mount=" + mount + ", hidden]";
        }
    }

    /**
     * A login with the service account of the Kubernetes pod.
     *
     * @param role the role's name in Vault
     * @param jwtFile the service account's token; read again for every login, because Kubernetes replaces it
     * @param mount where the method is mounted below {@code auth/}
     */
    record Kubernetes(String role, Path jwtFile, String mount) implements VaultAuthentication {

        /** Where Vault mounts the method unless told otherwise. */
        public static final String DEFAULT_MOUNT = "kubernetes";

        /** Where Kubernetes puts the service account's token. */
        public static final Path DEFAULT_JWT_FILE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

        public Kubernetes {
            role = secret(role, "The Kubernetes role");
            Objects.requireNonNull(jwtFile, "jwtFile");
            mount = SecretPath.parse(mount).toString();
        }

        /** With the token and the method at their usual places. */
        public Kubernetes(String role) {
            this(role, DEFAULT_JWT_FILE, DEFAULT_MOUNT);
        }
    }

    /** Checks what travels in a header, without ever showing it: the HTTP client would quote it in its error. */
    private static String secret(String value, String name) {
        String stripped = value.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(name + " for Vault must not be empty.");
        }
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    name + " for Vault holds a space, a line break or another character that cannot be part of it.");
        }
        return stripped;
    }
}
