package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

    private static final Instant TIME = Instant.parse("2026-01-31T23:59:59.9Z");

    @TempDir
    private Path folder;

    @Test
    void a_report_is_named_by_the_time_in_utc_and_is_the_latest_too() throws IOException {
        Path file = write(TIME, "one", OptionalInt.empty());

        assertThat(file).isEqualTo(folder.resolve("reconcile_20260131_235959.json"));
        assertThat(names()).containsExactly("latest.json", "reconcile_20260131_235959.json");
        assertThat(folder.resolve("latest.json")).hasContent("one");
    }

    @Test
    void reports_of_one_second_stand_beside_each_other() throws IOException {
        for (int i = 1; i <= 11; i++) {
            write(TIME, String.valueOf(i), OptionalInt.empty());
        }

        assertThat(names()).hasSize(12);
        assertThat(folder.resolve("reconcile_20260131_235959_11.json")).hasContent("11");
        assertThat(folder.resolve("latest.json")).hasContent("11");
    }

    @Test
    void the_oldest_go_where_only_so_many_are_kept() throws IOException {
        Files.writeString(folder.resolve("reconcile_check_20200101_000000.json"), "another");
        Files.writeString(folder.resolve("reconcile_20200101_000000.csv"), "another");
        Files.writeString(folder.resolve("reconcile_20200101_000000.json.bak"), "another");
        write(TIME.minusSeconds(60), "before", OptionalInt.empty());
        for (int i = 1; i <= 11; i++) {
            write(TIME, String.valueOf(i), OptionalInt.of(3));
        }

        List<String> kept = names().stream()
                .filter(name -> name.matches("reconcile_2026.*json"))
                .toList();
        assertThat(kept).hasSize(3);
        assertThat(contents(kept)).containsExactlyInAnyOrder("9", "10", "11");
        assertThat(names())
                .contains(
                        "latest.json",
                        "reconcile_20200101_000000.csv",
                        "reconcile_20200101_000000.json.bak",
                        "reconcile_check_20200101_000000.json");
    }

    @Test
    void a_folder_that_is_not_there_is_made() {
        new ReportFolder(folder.resolve("a/b"), ReportFormat.CSV).check();

        assertThat(folder.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new ReportFolder(folder.resolve("file/b"), ReportFormat.JSON).check())
                .isInstanceOf(ReportWriteException.class)
                .hasMessageContainingAll("file/b", "Make it, or name another.");
    }

    private Path write(Instant time, String text, OptionalInt most) {
        return new ReportFolder(folder, ReportFormat.JSON).writeReport(time, out -> out.append(text), most);
    }

    private List<String> contents(List<String> names) throws IOException {
        List<String> contents = new ArrayList<>();
        for (String name : names) {
            contents.add(Files.readString(folder.resolve(name)));
        }
        return contents;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
