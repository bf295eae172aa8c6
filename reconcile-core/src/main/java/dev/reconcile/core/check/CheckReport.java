package dev.reconcile.core.check;

import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run would meet. No row was read for it.
 *
 * @param version the version of reconcile
 * @param timestamp when the check ended
 * @param depth how deep the run would compare
 * @param source the source
 * @param target the target
 * @param tables one result for each pair, in the order asked for
 * @param time how long the run may take at least, without the tables of which the number of rows is not known
 * @param warnings what else to know, one sentence each
 */
public record CheckReport(
        String version,
        Instant timestamp,
        Depth depth,
        DatabaseCheck source,
        DatabaseCheck target,
        List<TableCheck> tables,
        TimeEstimate time,
        List<String> warnings) {

    public CheckReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(depth, "depth");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(time, "time");
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** Whether a run over equal rows would pass: there are tables, and each could match. */
    public boolean ready() {
        return !tables.isEmpty() && tables.stream().allMatch(table -> table.atBest() == Verdict.MATCH);
    }

    /** How many tables would at best get this verdict. */
    public long tablesAtBest(Verdict verdict) {
        return tables.stream().filter(table -> table.atBest() == verdict).count();
    }

    /** The result in a sentence or two. */
    public String summary() {
        if (tables.isEmpty()) {
            return "There is no table to compare.";
        }
        if (ready()) {
            return "Nothing stands in the way of a run over " + tables(tables.size()) + ".";
        }
        List<String> parts = new ArrayList<>();
        part(Verdict.ERROR, "would fail").ifPresent(parts::add);
        part(Verdict.MISMATCH, "would be reported as different").ifPresent(parts::add);
        part(Verdict.INCONCLUSIVE, "could not be compared completely").ifPresent(parts::add);
        part(Verdict.MATCH, "can match").ifPresent(parts::add);
        return "Of " + tables(tables.size()) + " " + String.join(", ", parts) + ".";
    }

    private Optional<String> part(Verdict verdict, String what) {
        long count = tablesAtBest(verdict);
        return count == 0 ? Optional.empty() : Optional.of(count + " " + what);
    }

    private static String tables(int count) {
        return count == 1 ? "1 table" : count + " tables";
    }

    /** The same with these warnings before its own, none twice. */
    public CheckReport withWarningsBefore(List<String> first) {
        List<String> all = new ArrayList<>(first);
        warnings.stream().filter(warning -> !first.contains(warning)).forEach(all::add);
        return new CheckReport(version, timestamp, depth, source, target, tables, time, all);
    }
}
