package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar that runs by itself is made of. */
class JarIT {

    @Test
    void merges_the_services_of_its_libraries() throws IOException {
        assertThat(text("META-INF/services/java.sql.Driver"))
                .contains("org.postgresql.Driver", "com.microsoft.sqlserver.jdbc.SQLServerDriver");
        assertThat(text("META-INF/services/io.opentelemetry.sdk.common.export.HttpSenderProvider"))
                .contains("JdkHttpSenderProvider");
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

    @Test
    void the_help_loads_nothing_that_only_runs_and_daemons_need(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("classes");

        assertThat(Program.run(Map.of(), List.of("-Xlog:class+load:file=" + log), "--help")
                        .exitCode())
                .isZero();
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" picocli."))
                .noneMatch(
                        line -> line.matches(
                                ".* (ch\\.qos\\.logback|org\\.(h2|flywaydb|jdbi|quartz|postgresql|eclipse)|io\\.(javalin|opentelemetry)|kotlin)\\..*"));
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(Program.jar().toFile());
                InputStream stream = jar.getInputStream(jar.getEntry(entry))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
