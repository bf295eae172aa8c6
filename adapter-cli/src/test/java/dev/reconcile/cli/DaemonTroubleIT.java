package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.cli.Program.Outcome;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import dev.reconcile.vault.VaultAdmin;
import dev.reconcile.vault.VaultStandIn;
import dev.reconcile.vault.VaultStandIn.Health;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with credentials in Vault, to which happens what happens to daemons. It loses no finding and no account of a tick. */
class DaemonTroubleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FOUND = "FAIL: Reconciliation found";
    private static final String BEGINS = " begins\n";

    @TempDir
    private Path folder;

    private int port;
    private EmbeddedPostgres postgres;
    private VaultStandIn vault;
    private Program daemon;
    private int foundBefore;
    private Duration interval = Duration.ofSeconds(1);
    private Duration confirmDelay = Duration.ZERO;

    @BeforeEach
    void startServers() throws Exception {
        startDatabases();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(database, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");
            execute(database, "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 1000) n");
        }
        execute("b", "DELETE FROM orders WHERE id IN (7, 77, 777)");
        vault = VaultStandIn.start();
        VaultAdmin admin = new VaultAdmin(vault.address(), VaultStandIn.ROOT_TOKEN);
        String mount = admin.mount("secret", 2);
        for (String database : List.of("a", "b")) {
            admin.write2(
                    mount,
                    "database/" + database,
                    "{\"host\":\"localhost\",\"port\":\"" + port + "\",\"database\":\"" + database
                            + "\",\"username\":\"postgres\",\"password\":\"hunter2\"}");
        }
    }

    @AfterEach
    void stopServers() throws Exception {
        if (daemon != null && daemon.isAlive()) {
            daemon.kill();
        }
        vault.close();
        postgres.close();
    }

    @Test
    void databases_that_stop_a_vault_that_is_sealed_and_a_kill_lose_nothing() throws Exception {
        Path data = folder.resolve("data");
        startDaemon(data);
        awaitFound(2);
        Instant foundFirst = Instant.now();

        postgres.close();
        daemon.awaitErr("FAILED: Cannot connect");
        startDatabases();
        awaitFound(2);

        vault.health(Health.SEALED);
        daemon.awaitErr("is sealed");
        vault.health(Health.ACTIVE);
        awaitFound(2);

        assertThat(daemon.kill()).isTrue();
        Thread.sleep(3_000);
        startDaemon(data);
        awaitFound(2);
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).doesNotContain("hunter2");
        assertNothingIsLost(data, foundFirst);
    }

    @Test
    void a_disk_that_is_full_for_a_while_loses_nothing() throws Exception {
        Path data = smallDisk("4m");
        try {
            startDaemon(data);
            awaitFound(2);
            Instant foundFirst = Instant.now();
            Path filler = data.resolve("filler");
            fill(filler);
            daemon.awaitErr("because the disk is full. Free space there.");
            awaitFound(3);
            Files.delete(filler);
            daemon.awaitErr("The history is on again");
            awaitFound(2);
            daemon.signal("TERM");

            assertThat(daemon.outcome().exitCode()).isZero();
            assertNothingIsLost(data, foundFirst);
        } finally {
            removeDisk(data);
        }
    }

    @Test
    @Tag("slow")
    void an_hour_in_which_one_trouble_follows_another_loses_nothing() throws Exception {
        Path data = smallDisk("20m");
        Random random = new Random(5);
        interval = Duration.ofMinutes(1);
        confirmDelay = Duration.ofSeconds(8);
        Instant end = Instant.now().plus(Duration.ofHours(1));
        try {
            startDaemon(data);
            awaitFound(1);
            Instant foundFirst = Instant.now();
            int trouble = 0;
            for (; Instant.now().isBefore(end); trouble++) {
                switch (trouble % 6) {
                    case 0 -> {
                        awaitBegin();
                        postgres.close();
                        Thread.sleep(random.nextInt(90_000));
                        startDatabases();
                    }
                    case 1 -> {
                        vault.health(Health.SEALED);
                        daemon.awaitErr("is sealed");
                        vault.health(Health.ACTIVE);
                    }
                    case 2 -> {
                        Path filler = data.resolve("filler");
                        fill(filler);
                        Thread.sleep(70_000 + random.nextInt(90_000));
                        Files.delete(filler);
                    }
                    case 3 -> {
                        awaitBegin();
                        Thread.sleep(random.nextInt(8_000));
                        assertThat(daemon.kill()).isTrue();
                        startDaemon(data);
                    }
                    case 4 -> {
                        assertThat(daemon.kill()).isTrue();
                        Thread.sleep(random.nextInt(150_000));
                        startDaemon(data);
                    }
                    default -> {
                        awaitBegin();
                        daemon.signal("TERM");
                        assertThat(daemon.outcome().exitCode()).isZero();
                        startDaemon(data);
                    }
                }
                awaitFound(1);
                awaitHistory();
            }
            daemon.signal("TERM");

            assertThat(daemon.outcome().exitCode()).isZero();
            assertThat(trouble).isGreaterThanOrEqualTo(12);
            assertNothingIsLost(data, foundFirst);
        } finally {
            removeDisk(data);
        }
    }

    /** Every time that was due has an account, every account its run, every run its end, every report its run. */
    private void assertNothingIsLost(Path data, Instant foundFirst) throws IOException {
        try (HistoryStore history = HistoryStore.open(new StorePlace.Folder(data), 100)) {
            List<Tick> ticks = history.ticks("trouble", 1_000);
            for (int i = 1; i < ticks.size(); i++) {
                assertThat(Duration.between(ticks.get(i).due(), ticks.get(i - 1).due()))
                        .isEqualTo(interval);
            }
            assertThat(Duration.between(ticks.get(0).due(), Instant.now())).isLessThan(interval.plus(PATIENCE));
            Map<String, RunEntry> runs = history.runs(Optional.empty(), 0, 1_000).items().stream()
                    .collect(Collectors.toMap(RunEntry::id, Function.identity()));
            assertThat(ticks).allSatisfy(tick -> assertThat(runs).containsKey(tick.run()));
            assertThat(runs.values()).allSatisfy(run -> assertThat(run.state()).isNotEqualTo(RunState.RUNNING));
            long found = history.results(new PairName("trouble", "orders", "orders"), 1_000).stream()
                    .filter(result -> result.verdict() == Verdict.MISMATCH)
                    .count();
            assertThat(history.findings(FindingQuery.openOf("orders", 100)).items())
                    .hasSize(3)
                    .allSatisfy(finding -> {
                        assertThat(finding.firstSeen()).isBefore(foundFirst);
                        assertThat((long) finding.timesSeen()).isEqualTo(found);
                    });
            assertThat(history.findings(new FindingQuery(null, null, null, false, 0, 100))
                            .total())
                    .isZero();
            try (Stream<Path> reports = Files.list(folder.resolve("reports"))) {
                for (Path report :
                        reports.filter(file -> !file.endsWith("latest.json")).toList()) {
                    assertThat(runs)
                            .containsKey(new ObjectMapper()
                                    .readTree(report.toFile())
                                    .get("run_id")
                                    .asText());
                }
            }
        }
    }

    private void startDaemon(Path data) throws IOException {
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {engine: postgresql, sslmode: disable}
                target: {sslmode: disable}
                vault:
                  {use: true, address: "%s", token: "%s", source-path: secret/database/a, target-path: secret/database/b}
                tables: {source-tables: [orders]}
                options: {validate-checksums: true, confirm-delay: %ds, output-dir: reports, job: trouble}
                history: {data-dir: "%s"}
                schedule: {interval: %d}
                """.formatted(
                vault.address(), VaultStandIn.ROOT_TOKEN, confirmDelay.toSeconds(), data, interval.toSeconds()));
        daemon = Program.startJar(Map.of(), List.of(), "schedule", "--config", config.toString());
        foundBefore = 0;
    }

    /** Waits for so many more runs that find what is to be found. */
    private void awaitFound(int more) throws Exception {
        int enough = Math.max(found(), foundBefore) + more;
        await(() -> found() >= enough);
        foundBefore = enough;
    }

    private int found() throws IOException {
        return daemon.err().split(FOUND, -1).length - 1;
    }

    /** Waits until the history is on: what waits for it is lost with the process, as is documented. */
    private void awaitHistory() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (daemon.err().lastIndexOf("The history is off") > daemon.err().lastIndexOf("The history is on again")) {
            assertThat(System.nanoTime()).as(daemon.err()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** Waits until one more run begins. */
    private void awaitBegin() throws Exception {
        int enough = begun() + 1;
        await(() -> begun() >= enough);
    }

    private int begun() throws IOException {
        return daemon.err().split(BEGINS, -1).length - 1;
    }

    private void startDatabases() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("databases"))
                .setCleanDataDirectory(false);
        postgres = port == 0 ? builder.start() : builder.setPort(port).start();
        port = postgres.getPort();
    }

    /** A file system of its own, so that it can be full. */
    private Path smallDisk(String size) throws Exception {
        Path disk = Files.createDirectories(folder.resolve("small"));
        Process mount =
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()).start();
        assumeTrue(mount.waitFor() == 0, "A small disk can be had by root alone");
        return disk;
    }

    private static void removeDisk(Path disk) throws Exception {
        assertThat(new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor())
                .isZero();
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it is to be.
        }
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.plus(interval.multipliedBy(2)).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }
}
