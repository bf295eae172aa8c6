package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.checkpoint.ScrubbedPart;
import dev.reconcile.core.checkpoint.ScrubbedPart.Result;
import dev.reconcile.core.checkpoint.TableProgress.Scrubbed;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what is remembered of a table's parts as the report does.
 *
 * @param scrubbed what is remembered
 * @param pair the table
 * @param plan how it is compared
 * @param keyOrder the columns that the bounds of parts are of, in their order
 */
record ScrubStory(Scrubbed scrubbed, TablePair pair, ComparisonPlan plan, List<ReadColumn> keyOrder) {

    /**
     * The story.
     *
     * @param runs in about how many runs each key is compared once
     * @param round the round of this run
     * @param place of the part that it compared
     * @param estimate how many rows the table is thought to have
     */
    Scrub tell(int runs, int round, int place, long estimate) {
        return new Scrub(
                runs,
                round,
                percentCompared(estimate),
                place,
                scrubbed.parts().stream().map(this::told).toList());
    }

    /** What nobody has compared yet is never nothing. */
    private int percentCompared(long estimate) {
        if (scrubbed.parts().stream().allMatch(part -> part.last() != null)) {
            return 100;
        }
        long compared = scrubbed.parts().stream()
                .map(ScrubbedPart::last)
                .filter(last -> last != null)
                .mapToLong(Result::rows)
                .sum();
        return (int) Math.min(99, 100.0 * compared / Math.max(1, estimate));
    }

    private Scrub.Part told(ScrubbedPart part) {
        Result last = part.last();
        return new Scrub.Part(
                named(part.range().after()),
                named(part.range().upTo()),
                last == null ? null : last.at(),
                last == null ? null : last.verdict(),
                last == null ? 0 : last.rows(),
                last == null ? 0 : last.differentRows());
    }

    private List<NamedValue> named(List<Value> bound) {
        ValuePolicy policy = new ValuePolicy(pair, plan, ShownValues.NONE);
        List<NamedValue> named = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            String column = keyOrder.get(i).column().name();
            named.add(new NamedValue(column, Value.Excerpt.of(policy.told(column, bound.get(i)))));
        }
        return named;
    }
}
