package dev.reconcile.core.history;

import dev.reconcile.core.history.TableOutcome.Coverage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a pair's findings by what a run found out: some are seen again, some are new, some have ended. None ends by a run
 * that did not compare all that it was to.
 *
 * @param changed findings that the history has already, as they are now
 * @param added findings that it has not
 */
public record Reckoning(List<Finding> changed, List<Finding> added) {

    public Reckoning {
        changed = List.copyOf(changed);
        added = List.copyOf(added);
    }

    /**
     * Reckons.
     *
     * @param open the pair's findings that are open, in any order
     * @param most how many findings may be open of one pair; more are not added
     */
    public static Reckoning of(List<Finding> open, TableOutcome outcome, int most) {
        Map<String, Finding> known = new HashMap<>();
        open.forEach(finding -> known.put(finding.row().identity(), finding));
        List<Finding> changed = new ArrayList<>();
        List<Finding> added = new ArrayList<>();
        List<SightedRow> others = new ArrayList<>();
        for (SightedRow row : outcome.rows()) {
            Finding before = known.remove(row.identity());
            if (before != null) {
                changed.add(before.again(outcome, row));
            } else {
                others.add(row);
            }
        }
        Map<List<Object>, Finding> byKey = byKey(known.values());
        for (SightedRow row : others) {
            Finding before = row.plainKey().map(byKey::remove).orElse(null);
            if (before != null) {
                known.remove(before.row().identity());
                changed.add(before.again(outcome, row));
            } else if (row.certain()) {
                added.add(Finding.first(outcome, row));
            }
        }
        int ended = 0;
        for (Finding unseen : known.values()) {
            String accepts = outcome.accepted().get(unseen.row().identity());
            if (accepts != null) {
                changed.add(unseen.acceptedBy(accepts));
            } else if (covers(outcome, unseen)
                    && outcome.couldCompare(unseen.row())
                    && !outcome.unlisted().mayHold(unseen.row().identity())) {
                changed.add(unseen.endedBy(outcome));
                ended++;
            }
        }
        int room = Math.max(0, most - (open.size() - ended));
        return new Reckoning(changed, added.size() <= room ? added : added.subList(0, room));
    }

    private static Map<List<Object>, Finding> byKey(Collection<Finding> findings) {
        Map<List<Object>, Finding> byKey = new HashMap<>();
        findings.forEach(finding -> finding.row().plainKey().ifPresent(key -> byKey.put(key, finding)));
        return byKey;
    }

    /** Whether the run, or it and those before it of which it tells, looked at a row since it was last seen to differ. */
    private static boolean covers(TableOutcome outcome, Finding unseen) {
        Instant since = outcome.entry().readSince();
        boolean all = outcome.coverage() != Coverage.THESE_ROWS;
        return since == null
                ? all
                : (all || (outcome.entry().part() && unseen.accepted() == null))
                        && unseen.lastSeen().isBefore(since);
    }
}
