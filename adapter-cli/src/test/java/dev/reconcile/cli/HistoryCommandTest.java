package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten of pairs that share a name, and what a person is told then. */
class HistoryCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PairName STALE = new PairName("main", "m.t001", "m.old name");
    private static final PairName LIVE = new PairName("main", "m.t001", "m.t001");
    private static final PairName OF_OTHER_JOB = new PairName("other", "m.t001", "m.t001");

    @TempDir
    private Path data;

    @Test
    void a_pair_that_is_no_longer_compared_is_forgotten_without_those_that_share_its_name() {
        remember("main", Set.of(LIVE), STALE, LIVE);
        remember("other", Set.of(OF_OTHER_JOB), OF_OTHER_JOB);

        Invocation forgotten = history("m.t001", "--forget");

        assertThat(forgotten.exitCode()).isZero();
        assertThat(forgotten.err())
                .contains(
                        "Forgotten: m.t001 → m.old name of job main",
                        "Kept, for the runs of their jobs hold them still.")
                .contains("  reconcile history m.t001=m.t001 --job main --forget\n")
                .contains("  reconcile history m.t001=m.t001 --job other --forget\n");
        assertThat(known()).containsExactly(LIVE, OF_OTHER_JOB);
    }

    @Test
    void where_it_is_not_clear_which_is_meant_nothing_is_forgotten_and_the_commands_are_told() {
        remember("main", Set.of(STALE, LIVE), STALE, LIVE);

        Invocation refused = history("m.t001", "--forget");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("nothing is forgotten, for the runs of the jobs hold all 2 pairs that the name fits")
                .contains("  reconcile history 'm.t001=m.old name' --job main --forget\n")
                .contains("  reconcile history m.t001=m.t001 --job main --forget\n");
        assertThat(known()).containsExactly(STALE, LIVE);

        assertThat(history("m.t001=m.old name", "--job", "main", "--forget").exitCode())
                .isZero();
        assertThat(known()).containsExactly(LIVE);
        assertThat(history("m.t001", "--forget").exitCode()).isZero();
        assertThat(known()).isEmpty();
        assertThat(history("m.t001", "--forget").exitCode()).isEqualTo(2);
    }

    @Test
    void all_pairs_that_are_no_longer_compared_are_forgotten_at_once() {
        remember("main", Set.of(LIVE), STALE, LIVE, new PairName("main", "m.a", "m.a"));

        Invocation forgotten = history("--forget", "--left-out");

        assertThat(forgotten.exitCode()).isZero();
        assertThat(forgotten.err().lines().filter(line -> line.startsWith("Forgotten: ")))
                .hasSize(2);
        assertThat(known()).containsExactly(LIVE);
        assertThat(history("--forget", "--left-out"))
                .isEqualTo(new Invocation(0, "", "Nothing is forgotten: no pair that is known is left out.\n"));
        assertThat(history("m.t001", "--forget", "--left-out").exitCode()).isEqualTo(2);
        assertThat(history("--forget").exitCode()).isEqualTo(2);
        assertThat(history("--left-out").exitCode()).isEqualTo(2);
        assertThat(known()).containsExactly(LIVE);
    }

    @Test
    void a_pair_is_looked_at_by_both_its_names() {
        remember("main", Set.of(STALE, LIVE), STALE, LIVE);

        assertThat(history("m.t001=m.old name").out())
                .contains("m.t001 → m.old name (main)")
                .doesNotContain("m.t001 (main)");
    }

    private Invocation history(String... arguments) {
        return Invocation.of(Stream.concat(Stream.of("history", "--data-dir", data.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private List<PairName> known() {
        try (HistoryStore history = store()) {
            return history.states().stream().map(TableState::pair).toList();
        }
    }

    /** A run of a job that compared some pairs, and came to an end at which the job has these. */
    private void remember(String job, Set<PairName> held, PairName... pairs) {
        try (HistoryStore history = store()) {
            history.begin(new RunStart(job, job, Trigger.SCHEDULE, NOW, null, null, false));
            for (PairName pair : pairs) {
                history.record(new TableOutcome(
                        new TableEntry(
                                job,
                                pair,
                                NOW,
                                Verdict.MATCH,
                                null,
                                Depth.ROWS,
                                false,
                                Reach.NUMBERS,
                                Set.of(),
                                1L,
                                1L,
                                0L,
                                0L,
                                0L,
                                0L,
                                "",
                                1),
                        List.of(),
                        Coverage.ALL_ROWS,
                        List.of(),
                        Map.of()));
            }
            history.end(job, new RunEnd(RunState.COMPLETED, Status.PASS, NOW, "", null, held));
        }
    }

    private HistoryStore store() {
        return HistoryStore.open(new StorePlace.Folder(data), 100);
    }
}
