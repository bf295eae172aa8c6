package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the jar, in an installation of its own without sources. */
class LauncherIT {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("reconcile.launcher", "../reconcile")).toAbsolutePath();

    @TempDir
    private Path folder;

    private Path installation;

    @BeforeEach
    void install() throws IOException {
        installation = folder.resolve("it's installed here");
        Files.createDirectories(installation.resolve("adapter-cli/target"));
        Files.copy(LAUNCHER, installation.resolve("reconcile"));
        Files.setPosixFilePermissions(installation.resolve("reconcile"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Program.jar(), installation.resolve("adapter-cli/target/reconcile.jar"));
    }

    @Test
    void starts_from_any_folder_through_links_and_with_blanks_in_paths() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("link one"), Path.of("it's installed here/reconcile"));
        Path second = Files.createSymbolicLink(folder.resolve("link two"), first);

        for (Path launcher : List.of(installation.resolve("reconcile"), first, second)) {
            Outcome version = launch(Map.of(), launcher, "--version");
            assertThat(version.exitCode()).as(version.err()).isZero();
            assertThat(version.out()).startsWith("reconcile ");
            assertThat(version.err()).isEmpty();
        }
    }

    @Test
    void passes_arguments_as_they_are() throws Exception {
        for (String locale : List.of("C", "C.UTF-8", "")) {
            Outcome absent = launch(
                    Map.of("LC_ALL", locale), installation.resolve("reconcile"), "report", "a  b'\"$HOME*ü→.json");

            assertThat(absent.exitCode()).isEqualTo(2);
            assertThat(absent.err()).contains("a  b'\"$HOME*ü→.json");
        }
    }

    @Test
    void keeps_an_archive_for_the_next_start_and_survives_a_broken_one() throws Exception {
        launch(Map.of(), installation.resolve("reconcile"), "--version");
        List<Path> archives = archives();
        assertThat(archives).hasSize(1);
        assertThat(archives.get(0)).isNotEmptyFile();

        Files.delete(archives.get(0));
        Files.writeString(archives.get(0), "no archive");
        Outcome version = launch(Map.of(), installation.resolve("reconcile"), "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("reconcile ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void gives_java_the_options_of_the_environment() throws Exception {
        Outcome memory = launch(
                Map.of("RECONCILE_JAVA_OPTS", "-Xmx300m -XshowSettings:vm"),
                installation.resolve("reconcile"),
                "--version");

        assertThat(memory.err() + memory.out()).contains("300.00M");
    }

    @Test
    void refuses_an_old_java_and_a_wrong_home() throws Exception {
        Path old = folder.resolve("old jdk");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(old.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));

        Outcome tooOld = launch(Map.of("JAVA_HOME", old.toString()), installation.resolve("reconcile"), "--version");
        assertThat(tooOld.exitCode()).isEqualTo(2);
        assertThat(tooOld.err()).contains("Java 17 or later is needed").contains("11.0.2");

        Outcome wrong = launch(Map.of("JAVA_HOME", "/no/jdk"), installation.resolve("reconcile"), "--version");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("JAVA_HOME is /no/jdk");
    }

    @Test
    void says_that_the_jar_is_missing_where_there_is_nothing_to_build() throws Exception {
        Files.delete(installation.resolve("adapter-cli/target/reconcile.jar"));

        Outcome missing = launch(Map.of(), installation.resolve("reconcile"), "--version");

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("reconcile.jar is missing");
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.list(installation.resolve("adapter-cli/target"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static Outcome launch(Map<String, String> environment, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return Program.start(environment, command).outcome();
    }
}
