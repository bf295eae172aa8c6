package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar that runs by itself is made of. */
class JarIT {

    @Test
    void merges_the_services_of_its_libraries() throws IOException {
        assertThat(text("META-INF/services/java.sql.Driver"))
                .contains("org.postgresql.Driver", "com.microsoft.sqlserver.jdbc.SQLServerDriver");
    }

    @Test
    void holds_no_signature_and_no_module_of_any_library() throws IOException {
        try (JarFile jar = new JarFile(Program.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA|EC)"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
            assertThat(jar.isMultiRelease()).isTrue();
        }
    }

    @Test
    void holds_the_licences_of_its_libraries_and_its_own() throws IOException {
        assertThat(text("META-INF/LICENSE-reconcile")).contains("Apache License");
        assertThat(text("META-INF/LICENSE")).contains("PostgreSQL Global Development Group");
        assertThat(text("META-INF/LICENSE.txt")).contains("QOS.ch");
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(Program.jar().toFile());
                InputStream stream = jar.getInputStream(jar.getEntry(entry))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
