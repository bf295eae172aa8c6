package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    void names_every_library_that_it_holds_with_version_and_licence() throws IOException {
        List<String> named = text("META-INF/THIRD-PARTY.txt")
                .lines()
                .filter(line -> line.contains(" | "))
                .toList();
        Map<String, String> licences = named.stream()
                .map(line -> line.split(" \\| "))
                .collect(Collectors.toMap(
                        parts -> parts[0].substring(parts[0].indexOf(':') + 1).replace(':', '-'), parts -> parts[1]));
        Set<String> held = new TreeSet<>();
        try (JarFile jar = new JarFile(Program.jar().toFile())) {
            for (Path library : libraries()) {
                if (isHeld(jar, library)) {
                    held.add(library.getFileName().toString());
                }
            }
        }

        assertThat(held).hasSizeGreaterThan(50).anyMatch(name -> name.startsWith("h2-"));
        assertThat(held)
                .as("what is held")
                .allMatch(name -> licences.keySet().stream().anyMatch(known -> isOf(name, known)));
        assertThat(licences.values()).noneMatch(licence -> licence.isBlank() || licence.contains("Unknown"));
        assertThat(named)
                .anyMatch(line -> line.matches(
                        "com\\.h2database:h2:[0-9.]+ \\| EPL 1\\.0 or MPL 2\\.0 \\| https://h2database.com"));
    }

    /** @param known artifact and version; a classifier may follow */
    private static boolean isOf(String jarName, String known) {
        return jarName.equals(known + ".jar") || jarName.startsWith(known + "-");
    }

    /** The jars of others that these tests run with, among them all that the program needs. */
    private static List<Path> libraries() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .filter(jar -> !jar.getFileName().toString().matches("(reconcile|adapter)-.*"))
                .toList();
    }

    /** Whether all classes of a library are in another jar as they are, or all its files where it has no classes. */
    private static boolean isHeld(JarFile jar, Path library) throws IOException {
        try (JarFile other = new JarFile(library.toFile())) {
            List<? extends ZipEntry> files = other.stream()
                    .filter(file -> !file.isDirectory())
                    .filter(file -> !file.getName().startsWith("META-INF/")
                            && !file.getName().endsWith("module-info.class"))
                    .toList();
            List<? extends ZipEntry> classes = files.stream()
                    .filter(file -> file.getName().endsWith(".class"))
                    .toList();
            return !files.isEmpty()
                    && (classes.isEmpty() ? files : classes).stream().allMatch(file -> {
                        ZipEntry held = jar.getEntry(file.getName());
                        return held != null && held.getCrc() == file.getCrc();
                    });
        }
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
