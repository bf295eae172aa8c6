package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    private static final ReportWriter WRITER = new JsonReportWriter();
    private static final Report REPORT = SampleReports.mixed();
    /** Fails after more text than any buffer holds, as a disk does that becomes full. */
    private static final ReportWriter FAILING = (report, out) -> {
        out.append("x".repeat(100_000));
        throw new IOException("No space left on device");
    };

    @TempDir
    Path directory;

    @Test
    void writes_a_new_file() {
        Path file = directory.resolve("r.json");
        ReportFile.write(file, REPORT, WRITER);
        assertThat(file).hasContent(Rendered.json(REPORT));
        assertOnly(file);
    }

    @Test
    void replaces_a_file_and_leaves_its_permissions() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "old");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        ReportFile.write(file, REPORT, WRITER);
        assertThat(file).hasContent(Rendered.json(REPORT));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
        assertOnly(file);
    }

    @Test
    void leaves_the_old_file_and_nothing_else_when_the_disk_is_full() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "old");
        assertThatThrownBy(() -> ReportFile.write(file, REPORT, FAILING))
                .isInstanceOf(ReportWriteException.class)
                .hasMessage("Cannot write the report to " + file
                        + ": No space left on device. Free space or correct the path, then write the report again.");
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void leaves_nothing_when_the_writer_itself_fails() {
        ReportWriter broken = (report, out) -> {
            throw new IllegalStateException("broken");
        };
        Path file = directory.resolve("r.json");
        assertThatThrownBy(() -> ReportFile.write(file, REPORT, broken)).isInstanceOf(IllegalStateException.class);
        assertOnly();
    }

    @Test
    void says_that_a_device_is_full() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        ReportFile.checkWritable(full);
        assertThatThrownBy(() -> ReportFile.write(full, REPORT, WRITER))
                .isInstanceOf(ReportWriteException.class)
                .hasMessageStartingWith("Cannot write the report to /dev/full: No space left on device. ");
        assertThat(full).exists();
    }

    @Test
    void writes_into_what_cannot_be_replaced() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.isWritable(device));
        ReportFile.checkWritable(device);
        ReportFile.write(device, REPORT, WRITER);
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void replaces_what_a_link_points_to_and_keeps_the_link() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path file = Files.writeString(real.resolve("r.json"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("latest.json"), Path.of("real/r.json"));
        Path linkToLink = Files.createSymbolicLink(directory.resolve("again.json"), link);
        ReportFile.write(linkToLink, REPORT, WRITER);
        assertThat(link).isSymbolicLink();
        assertThat(linkToLink).isSymbolicLink();
        assertThat(file).hasContent(Rendered.json(REPORT));
        assertOnly(real, link, linkToLink);
    }

    @Test
    void creates_what_a_link_points_to() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("latest.json"), Path.of("new.json"));
        ReportFile.checkWritable(link);
        ReportFile.write(link, REPORT, WRITER);
        assertThat(link).isSymbolicLink().hasContent(Rendered.json(REPORT));
    }

    @Test
    void refuses_links_that_never_end() throws IOException {
        Path link = directory.resolve("loop.json");
        Files.createSymbolicLink(link, link);
        assertRefused(link, "its symbolic links form a loop. Name another path, or correct this one.");
    }

    @Test
    void writes_on_an_interrupted_thread() {
        Path file = directory.resolve("r.json");
        Thread.currentThread().interrupt();
        try {
            ReportFile.checkWritable(file);
            ReportFile.write(file, REPORT, WRITER);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent(Rendered.json(REPORT));
        assertOnly(file);
    }

    @Test
    void writes_a_name_that_is_no_unicode_as_well_as_it_can() {
        Path file = directory.resolve("r.json");
        Report report = SampleReports.report(List.of(SampleReports.counted("\ud800", "t", 1, 1)), List.of(), List.of());
        ReportFile.write(file, report, WRITER);
        assertThat(file).content().contains("\"source\": \"?\"");
    }

    @Test
    void checks_without_leaving_or_changing_anything() throws IOException {
        Path file = directory.resolve("r.json");
        ReportFile.checkWritable(file);
        assertOnly();
        Files.writeString(file, "old");
        ReportFile.checkWritable(file);
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void takes_a_path_in_the_working_directory() {
        assertThatCode(() -> ReportFile.checkWritable(Path.of("r.json"))).doesNotThrowAnyException();
        assertThat(Path.of("r.json")).doesNotExist();
    }

    @Test
    void refuses_a_directory() {
        assertRefused(directory, "it is a directory. Name a file in it.");
        assertRefused(Path.of("/"), "it is a directory. Name a file in it.");
    }

    @Test
    void refuses_a_path_in_no_directory() throws IOException {
        Path absent = directory.resolve("absent");
        assertRefused(absent.resolve("r.json"), absent + " is no directory. Create it, or name another path.");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertRefused(file.resolve("r.json"), file + " is no directory. Create it, or name another path.");
    }

    /** The superuser may write anywhere, so only others see these two refusals. */
    @Test
    void refuses_a_write_protected_file() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "old");
        assumeTrue(file.toFile().setWritable(false) && !Files.isWritable(file));
        assertRefused(file, "the file is write-protected. Change its permissions, or name another path.");
        assertThat(file).hasContent("old");
    }

    @Test
    void refuses_a_write_protected_directory() throws IOException {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked));
        try {
            assertThatThrownBy(() -> ReportFile.checkWritable(locked.resolve("r.json")))
                    .isInstanceOf(ReportWriteException.class)
                    .hasMessageContaining("no file can be created in its directory: permission denied.");
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
    }

    /** Refused before a run and, should it become so during one, when the report is written. */
    private static void assertRefused(Path file, String reason) {
        String message = "Cannot write the report to " + file + ": " + reason;
        assertThatThrownBy(() -> ReportFile.checkWritable(file))
                .isInstanceOf(ReportWriteException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> ReportFile.write(file, REPORT, WRITER))
                .isInstanceOf(ReportWriteException.class)
                .hasMessage(message);
    }

    private void assertOnly(Path... files) {
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactlyInAnyOrder(files);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
