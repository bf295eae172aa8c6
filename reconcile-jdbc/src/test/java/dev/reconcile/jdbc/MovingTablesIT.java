package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tables that are written all the time, hot rows among them, and a target that is always behind: what is no difference is
 * never reported, what is one always is, and tables without any come to MATCH while they move, as far as they have a key.
 */
class MovingTablesIT {

    private static final List<HashIn> PLACES = List.of(HashIn.DATABASE, HashIn.CLIENT);
    private static final int LAST_OF_REST = MovingPipeline.ROWS / 2;

    @Test
    void what_is_late_is_no_difference_and_damage_is_always_found() throws Exception {
        watch(Duration.ofSeconds(20), Duration.ofMillis(800), Duration.ofSeconds(2));
    }

    @Test
    @Tag("slow")
    void what_is_late_is_no_difference_and_damage_is_always_found_for_ten_minutes() throws Exception {
        watch(Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(12));
    }

    private static void watch(Duration howLong, Duration longestLag, Duration confirmDelay) throws Exception {
        String sourceUrl = EmbeddedPostgresServer.createDatabase();
        String targetUrl = EmbeddedPostgresServer.createDatabase();
        try (MovingPipeline pipeline = new MovingPipeline(
                        sourceUrl,
                        targetUrl,
                        List.of("sound", "spoiled"),
                        List.of("sound_heap", "spoiled_heap"),
                        longestLag.dividedBy(4),
                        longestLag);
                Database source = EmbeddedPostgresServer.open("source", sourceUrl);
                Database target = EmbeddedPostgresServer.open("target", targetUrl)) {
            pipeline.load();
            Damage damage = Damage.plantedIn(targetUrl);
            pipeline.start();
            Thread.sleep(longestLag.toMillis());

            Reconciler reconciler = new Reconciler(source, target, Clock.systemUTC());
            long end = System.nanoTime() + howLong.toNanos();
            Figures figures = new Figures();
            for (int run = 0; run < PLACES.size() || System.nanoTime() < end; run++) {
                pipeline.requireHealth();
                Report report = reconciler.run(pairs(), options(confirmDelay, run));
                figures.add(report);
                assertSound(report.tables().get(0));
                assertNothingFound(report.tables().get(1));
                damage.assertFound(report.tables().get(2), Confirmation.VOLATILE);
                damage.assertFoundInHeap(report.tables().get(3));
                Report old = reconciler.run(oldRows(), options(confirmDelay, run));
                assertSound(old.tables().get(0));
                damage.assertFoundAtRest(old.tables().get(1));
                figures.add(old);
            }
            System.out.println(
                    figures + ", " + pipeline.transactions() + " transactions in " + howLong.toSeconds() + " s.");

            pipeline.comeToRest();
            Report atRest = reconciler.run(pairs(), options(Duration.ZERO, 0));
            assertSound(atRest.tables().get(0));
            assertSound(atRest.tables().get(1));
            damage.assertFound(atRest.tables().get(2), Confirmation.PERSISTENT);
            damage.assertFoundInHeap(atRest.tables().get(3));
        }
    }

    private static List<TablePair> pairs() {
        return List.of(
                TablePair.of("sound", "sound"),
                TablePair.of("sound_heap", "sound_heap"),
                TablePair.of("spoiled", "spoiled"),
                TablePair.of("spoiled_heap", "spoiled_heap"));
    }

    /** What was written within this minute is left out: the hot rows among it, whatever is damaged there. */
    private static List<TablePair> oldRows() {
        return pairs().stream()
                .filter(pair -> !pair.source().name().endsWith("_heap"))
                .map(pair -> pair.withAgeLimit(AgeLimit.by("at", Duration.ofSeconds(1))))
                .toList();
    }

    private static RunOptions options(Duration confirmDelay, int run) {
        return RunOptions.DEFAULT
                .withDepth(Depth.ROWS)
                .withHashIn(PLACES.get(run % PLACES.size()))
                .withRows(RowOptions.DEFAULT.confirmed(confirmDelay, 3).showing(ShownValues.OF_DIFFERENCES));
    }

    /** Rows without a key that are written again cannot be told from damaged ones, so the answer may be left open. */
    private static void assertNothingFound(TableReport table) {
        assertThat(table.verdict()).as("%s", table).isIn(Verdict.MATCH, Verdict.INCONCLUSIVE);
        assertThat(table.rows() == null ? 0 : table.rows().different())
                .as("%s", table)
                .isZero();
    }

    private static void assertSound(TableReport table) {
        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MATCH);
    }

    /** What was done to the target alone: to rows that nobody writes, and to one that changes all the time. */
    private record Damage(Set<String> atRest, String hot) {

        static Damage plantedIn(String url) {
            Set<String> planted = new TreeSet<>();
            List<String> statements = new ArrayList<>();
            for (String table : List.of("spoiled", "spoiled_heap")) {
                for (int id = 100; id < 107; id++) {
                    statements.add("DELETE FROM " + table + " WHERE id = " + id);
                    planted.add("MISSING " + id);
                }
                for (int id = -3; id < 0; id++) {
                    statements.add("INSERT INTO " + table + " VALUES (" + id + ", 0, 'extra', NULL)");
                    planted.add("EXTRA " + id);
                }
                for (int id = LAST_OF_REST - 4; id <= LAST_OF_REST; id++) {
                    statements.add("UPDATE " + table + " SET at = at + interval '1 us' WHERE id = " + id);
                    planted.add("CHANGED " + id);
                }
            }
            statements.add("CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$"
                    + " BEGIN NEW.note := 'spoiled'; RETURN NEW; END $$");
            statements.add("CREATE TRIGGER spoil BEFORE UPDATE ON spoiled FOR EACH ROW WHEN (OLD.id = "
                    + MovingPipeline.FIRST_HOT + ") EXECUTE FUNCTION spoil()");
            statements.add("UPDATE spoiled SET note = note WHERE id = " + MovingPipeline.FIRST_HOT);
            EmbeddedPostgresServer.execute(url, statements.toArray(String[]::new));
            return new Damage(planted, "CHANGED " + MovingPipeline.FIRST_HOT);
        }

        void assertFound(TableReport table, Confirmation ofHotRow) {
            Set<String> expected = new TreeSet<>(atRest);
            Set<String> open = new HashSet<>();
            (ofHotRow == Confirmation.PERSISTENT ? expected : open).add(hot);
            assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
            assertThat(found(table, Confirmation.PERSISTENT)).as("%s", table).isEqualTo(expected);
            assertThat(found(table, Confirmation.VOLATILE)).as("%s", table).isEqualTo(open);
        }

        void assertFoundAtRest(TableReport table) {
            assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
            assertThat(found(table, Confirmation.PERSISTENT)).as("%s", table).isEqualTo(atRest);
            assertThat(found(table, Confirmation.VOLATILE)).as("%s", table).isEmpty();
        }

        /** Without a key a changed row is one that is missing and one that is too many. */
        void assertFoundInHeap(TableReport table) {
            Set<String> expected = atRest.stream()
                    .flatMap(damage -> damage.startsWith("CHANGED ")
                            ? List.of(damage.replace("CHANGED", "MISSING"), damage.replace("CHANGED", "EXTRA")).stream()
                            : List.of(damage).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MISMATCH);
            assertThat(found(table, Confirmation.PERSISTENT)).as("%s", table).isEqualTo(expected);
        }

        private static Set<String> found(TableReport table, Confirmation confirmation) {
            RowsReport rows = table.rows();
            assertThat(rows).as("%s", table).isNotNull();
            return rows.details().stream()
                    .filter(row -> row.confirmation() == confirmation)
                    .map(Damage::described)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static String described(RowDifference row) {
            return row.kind() + " " + row.key().get(0).value().text();
        }
    }

    /** What the runs saw. */
    private static final class Figures {

        private int runs;
        private long inFlight;
        private long younger;
        private int looks;

        void add(Report report) {
            runs++;
            for (TableReport table : report.tables()) {
                RowsReport rows = table.rows();
                if (rows != null) {
                    inFlight += rows.inFlight();
                    younger += rows.younger();
                    looks = Math.max(looks, rows.looks());
                }
            }
        }

        @Override
        public String toString() {
            return runs + " runs, " + inFlight + " rows in flight, " + younger + " too young, " + looks
                    + " looks at most";
        }
    }
}
