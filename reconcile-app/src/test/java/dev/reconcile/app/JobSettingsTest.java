package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.job.JobSettings;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.core.schedule.UnixCron;
import dev.reconcile.history.StorePlace;
import dev.reconcile.jdbc.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of the file, when they are due, and where their runs are remembered. */
class JobSettingsTest {

    private static final String CONNECTIONS = """
            source: {server: a, database: b, username: u, password: p}
            target: {host: a, database: b, username: u, password: p}
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void a_jobs_own_settings_win_over_those_for_all() throws IOException {
        file("""
                tables: {source-tables: [dbo.a], columns: [id]}
                options: {parallelism: 2, confirm-delay: 5s}
                jobs:
                  nightly:
                    tables: {source-tables: [dbo.b, dbo.c]}
                    options: {validate-checksums: true, parallelism: 3}
                """);

        Settings nightly = read("nightly");

        assertThat(nightly.tables().pairs())
                .extracting(pair -> pair.source().toString())
                .containsExactly("dbo.b", "dbo.c");
        assertThat(nightly.runOptions().depth()).isEqualTo(Depth.ROWS);
        assertThat(nightly.runOptions().parallelism()).isEqualTo(3);
        assertThat(nightly.runOptions().rows().confirmDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(nightly.job()).isEqualTo("nightly");
    }

    @Test
    void flags_and_variables_win_over_a_job() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs:
                  nightly: {options: {parallelism: 3, max-details: 7}}
                """);
        flags.put("options.parallelism", "2");
        environment.put("RECONCILE_MAX_DETAILS", "9");

        Settings nightly = read("nightly");

        assertThat(nightly.runOptions().parallelism()).isEqualTo(2);
        assertThat(nightly.runOptions().rows().maxDetails()).isEqualTo(9);
    }

    @Test
    void tables_named_beside_those_of_the_file_are_not_what_its_job_is_about() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs:
                  nightly: {options: {parallelism: 3}}
                """);
        assertThat(read("nightly").isForOtherTables()).isFalse();

        flags.put("tables.source-tables", "dbo.b");
        assertThat(read("nightly").isForOtherTables()).isTrue();
        assertThat(read("nightly").isNamedOutsideTheFile()).isFalse();

        file("tables: {source-tables: [dbo.a]}");
        assertThat(read("by-hand").isForOtherTables()).isTrue();
        assertThat(read("by-hand").isNamedOutsideTheFile()).isTrue();

        file("""
                tables: {pairs: [{source: dbo.a}, {source: dbo.b}]}
                jobs: {nightly: {}}
                """);
        assertThat(read("nightly").isForOtherTables()).isTrue();

        file("jobs: {nightly: {options: {parallelism: 3}}}");
        assertThat(read("nightly").isForOtherTables())
                .as("where the file names none")
                .isFalse();
    }

    @Test
    void what_the_file_says_of_pairs_holds_for_the_tables_of_a_job() throws IOException {
        file("""
                tables:
                  pairs: [{source: dbo.a, target: other, key: [id]}, {source: dbo.b}]
                jobs:
                  nightly: {tables: {source-tables: [dbo.a]}}
                """);

        assertThat(read("nightly").tables().pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.target()).hasToString("other");
            assertThat(pair.key()).containsExactly("id");
        });
    }

    @Test
    void a_jobs_patterns_stand_in_the_place_of_the_tables_for_all() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs:
                  nightly: {tables: {include: ["sales.*"]}}
                """);

        assertThat(read("nightly").tables().include()).hasSize(1);
        assertThat(read("nightly").tables().pairs()).isEmpty();
    }

    @Test
    void jobs_are_told_in_the_order_of_the_file() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs: {b: , a: {schedule: {interval: 60}}, c: }
                """);
        flags.put("config", folder.resolve("reconcile.yaml").toString());

        assertThat(SettingsReader.jobs(flags, environment)).containsExactly("b", "a", "c");
        assertThat(SettingsReader.jobs(Map.of(), environment)).isEmpty();
    }

    @Test
    void a_misspelt_job_is_a_problem_with_the_nearest_name() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs: {nightly: , hourly: }
                """);

        assertThatThrownBy(() -> read("nightlly"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("--job: the file has no such job. Did you mean nightly?");
    }

    @Test
    void a_wrong_value_of_any_job_is_a_problem_with_its_place() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs:
                  nightly: {}
                  hourly: {schedule: {cron: "61 * * * *"}}
                """);

        assertThatThrownBy(() -> read("nightly"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageMatching("(?s).*reconcile.yaml:6: jobs.hourly.schedule.cron: the minute is wrong. Write .*");
    }

    @Test
    void a_jobs_interval_wins_over_the_cron_for_all() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                schedule: {cron: "0 2 * * *", time-zone: Europe/Berlin}
                jobs:
                  hourly: {schedule: {interval: 1h}}
                  nightly:
                """);

        assertThat(read("hourly").schedule().timetable()).contains(new Timetable.Every(Duration.ofHours(1)));
        assertThat(read("nightly").schedule().timetable())
                .contains(new Timetable.Crontab(UnixCron.parse("0 2 * * *"), ZoneId.of("Europe/Berlin")));
    }

    @Test
    void an_interval_is_a_number_of_seconds_as_in_the_guide() throws IOException {
        file("tables: {source-tables: [dbo.a]}\n");
        flags.put("schedule.interval", "21600");

        assertThat(read(null).schedule().timetable()).contains(new Timetable.Every(Duration.ofHours(6)));
    }

    @Test
    void paths_of_a_job_begin_at_the_folder_of_the_file() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                jobs: {nightly: {options: {output-dir: reports, keep-reports: 3}}}
                """);

        assertThat(read("nightly").outputDir()).contains(folder.resolve("reports"));
        assertThat(read("nightly").keepReports()).hasValue(3);
    }

    @Test
    void a_part_of_a_job_writes_none_of_its_files_and_is_remembered() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                history: {data-dir: state}
                options: {validate-checksums: true, metrics-file: m.prom, pushgateway: "http://localhost:9091"}
                jobs:
                  reports: {options: {output: report.json, details-file: d.jsonl, repair-file: r.sql, checkpoint: c}}
                  folder: {options: {output-dir: reports, keep-reports: 3}}
                """);
        flags.put("config", folder.resolve("reconcile.yaml").toString());
        environment.put("RECONCILE_METRICS_FILE", "variable.prom");
        JobSettings jobs = new JobSettings(flags, environment, folder);
        RunChoice depth = new RunChoice(Optional.of(Depth.COUNTS), Set.of());

        assertThat(jobs.of("reports").repairFile()).isPresent();
        for (RunChoice part : List.of(depth, new RunChoice(Optional.empty(), Set.of("dbo.a")))) {
            for (String job : List.of("reports", "folder")) {
                Settings settings = jobs.of(job, part);
                assertThat(List.of(
                                settings.output(),
                                settings.outputDir(),
                                settings.detailsFile(),
                                settings.repairFile(),
                                settings.metrics().file(),
                                settings.metrics().gateway()))
                        .as(job)
                        .containsOnly(Optional.empty());
                assertThat(settings.history().place()).contains(new StorePlace.Folder(folder.resolve("state")));
            }
            assertThat(jobs.of("reports", part).checkpoint()).isPresent();
        }
    }

    @Test
    void what_somebody_waits_for_bothers_no_database_longer_than_that() throws IOException {
        file("""
                tables: {source-tables: [dbo.a]}
                options: {connect-timeout: 2h, statement-timeout: 1h, lock-timeout: 30m}
                """);
        for (Settings patient : List.of(read(null), read(null).with(Secrets.UNKNOWN))) {
            Settings settings = patient.within(Duration.ofSeconds(60));
            for (ConnectionSettings side :
                    List.of(settings.source().orElseThrow(), settings.target().orElseThrow())) {
                assertThat(side.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
                assertThat(side.statementTimeout()).isEqualTo(Duration.ofSeconds(60));
                assertThat(side.lockTimeout()).isEqualTo(Duration.ofSeconds(10));
            }
            assertThat(settings.with(Secrets.UNKNOWN).source().orElseThrow().statementTimeout())
                    .as("with what lies in Vault")
                    .isEqualTo(Duration.ofSeconds(60));
        }

        flags.put("options.connect-timeout", "5s");
        flags.put("options.statement-timeout", "8s");
        flags.put("options.lock-timeout", "7s");
        ConnectionSettings source =
                read(null).within(Duration.ofSeconds(60)).source().orElseThrow();
        assertThat(source.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(source.statementTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(source.lockTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_history_lies_in_a_folder_or_in_postgresql() throws IOException {
        file("tables: {source-tables: [dbo.a]}\nhistory: {data-dir: state, max-findings: 7}\n");
        HistorySettings inFile = read(null).history();
        assertThat(inFile.place()).contains(new StorePlace.Folder(folder.resolve("state")));
        assertThat(inFile.maxFindings()).isEqualTo(7);
        assertThat(inFile.storeValues()).isFalse();

        flags.put("history.url", "jdbc:postgresql://h/history");
        flags.put("history.username", "me");
        flags.put("history.password", "hunter2");
        HistorySettings onServer = read(null).history();
        assertThat(onServer.place()).contains(new StorePlace.Server("jdbc:postgresql://h/history", "me", "hunter2"));
        assertThat(onServer.toString()).doesNotContain("hunter2");
    }

    @Test
    void without_a_place_there_is_no_history_but_where_a_daemon_has_one() throws IOException {
        file("tables: {source-tables: [dbo.a]}\n");
        assertThat(read(null).history().place()).isEmpty();

        flags.put("config", folder.resolve("reconcile.yaml").toString());
        Path daemons = folder.resolve("daemon");
        assertThat(new JobSettings(flags, environment, daemons)
                        .of("reconcile")
                        .history()
                        .place())
                .contains(new StorePlace.Folder(daemons));
    }

    @Test
    void a_history_in_sql_server_and_a_login_without_a_server_are_problems() throws IOException {
        file("tables: {source-tables: [dbo.a]}\n");
        flags.put("history.url", "jdbc:sqlserver://h;databaseName=d");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("--history-url: a history lies in PostgreSQL alone.");

        flags.remove("history.url");
        flags.put("history.username", "me");
        assertThat(problems()).containsExactly("--history-username: says nothing without --history-url.");
    }

    private List<String> problems() {
        try {
            read(null);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("reconcile.yaml"), CONNECTIONS + text);
    }

    private Settings read(@Nullable String job) {
        Map<String, String> all = new HashMap<>(flags);
        all.put("config", folder.resolve("reconcile.yaml").toString());
        if (job != null) {
            all.put("options.job", job);
        }
        return SettingsReader.read(all, environment, PasswordPrompt.NONE);
    }
}
