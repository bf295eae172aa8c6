package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.vault.VaultAuthentication.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Before Java 18 the JVM's character set follows the locale, and the driver follows the JVM's. */
class CharacterSetTest {

    @Test
    void keeps_the_characters_of_a_value_in_a_jvm_that_knows_only_ascii() throws IOException, InterruptedException {
        try (VaultStandIn vault = VaultStandIn.start()) {
            VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);
            admin.mount("secret", 2);
            admin.write2("secret", "x", "{\"password\":\"pä€😀\"}");
            Process reader = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dfile.encoding=US-ASCII",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Reader.class.getName(),
                            vault.address())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(reader.waitFor()).isZero();
            assertThat(output.lines()).contains("password has the characters [112, 228, 8364, 128512]");
        }
    }

    /** Reads one password and prints its characters as numbers. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            VaultSettings settings = VaultSettings.of(arguments[0], new Token(VaultStandIn.ROOT_TOKEN));
            try (VaultSecretStore store = VaultSecretStore.open(settings)) {
                String password = store.read("secret/x").get("password");
                System.out.println("password has the characters "
                        + password.codePoints().boxed().toList());
            }
        }
    }
}
