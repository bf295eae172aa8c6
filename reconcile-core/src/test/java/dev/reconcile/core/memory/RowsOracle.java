package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.table.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares every row with every other of its key: which differences of a pair must be reported, one line each. */
public final class RowsOracle {

    private final List<String> names;
    private final List<CanonicalType> types;
    private final Map<String, OfKey> byKey = new TreeMap<>();

    public RowsOracle(RandomPair pair) {
        this.names = pair.source().columns().stream().map(Column::name).toList();
        this.types = pair.types();
        pair.source()
                .byKey(pair.key(), types)
                .forEach((key, rows) -> ofKey(key).source.addAll(rows));
        // The target's columns stand in the order of the source's, which alone has the names of the key.
        new RandomTable(pair.source().columns(), pair.target().rows())
                .byKey(pair.key(), types)
                .forEach((key, rows) -> ofKey(key).target.addAll(rows));
        byKey.values().forEach(this::cancelEqualRows);
    }

    /** The rows of one key that have no equal one on the other side. */
    private static final class OfKey {

        private final List<List<@Nullable Object>> source = new ArrayList<>();
        private final List<List<@Nullable Object>> target = new ArrayList<>();

        boolean isOneChange() {
            return source.size() == 1 && target.size() == 1;
        }
    }

    private OfKey ofKey(String key) {
        return byKey.computeIfAbsent(key, k -> new OfKey());
    }

    private void cancelEqualRows(OfKey rows) {
        List<Integer> all = IntStream.range(0, names.size()).boxed().toList();
        for (List<@Nullable Object> row : List.copyOf(rows.source)) {
            String frame = frame(row, all);
            int equal = IntStream.range(0, rows.target.size())
                    .filter(i -> frame(rows.target.get(i), all).equals(frame))
                    .findFirst()
                    .orElse(-1);
            if (equal >= 0) {
                rows.target.remove(equal);
                rows.source.remove(row);
            }
        }
    }

    /** All differences, in order. */
    public List<String> expected() {
        List<String> lines = new ArrayList<>();
        byKey.forEach((key, rows) -> {
            int both = Math.min(rows.source.size(), rows.target.size());
            String columns = rows.isOneChange() ? " " + changed(rows.source.get(0), rows.target.get(0)) : "";
            lines.addAll(Collections.nCopies(both, Kind.CHANGED + " " + key + columns));
            lines.addAll(Collections.nCopies(rows.source.size() - both, Kind.MISSING + " " + key));
            lines.addAll(Collections.nCopies(rows.target.size() - both, Kind.EXTRA + " " + key));
        });
        Collections.sort(lines);
        return lines;
    }

    /** What was reported, in the same lines and order; the columns of a change only where the key tells the rows apart. */
    public List<String> lines(List<RowDifference> reported) {
        List<String> lines = new ArrayList<>();
        for (RowDifference row : reported) {
            List<CanonicalType> ofKey = row.key().stream()
                    .map(named -> types.get(names.indexOf(named.column())))
                    .toList();
            String key =
                    RowEncoder.frameOf(row.key().stream().map(NamedValue::value).toList(), ofKey);
            OfKey rows = byKey.get(key);
            String columns = row.kind() == Kind.CHANGED && (rows == null || rows.isOneChange())
                    ? " "
                            + row.columns().stream()
                                    .map(ChangedColumn::column)
                                    .sorted()
                                    .toList()
                    : "";
            lines.addAll(Collections.nCopies((int) row.occurrences(), row.kind() + " " + key + columns));
        }
        Collections.sort(lines);
        return lines;
    }

    private List<String> changed(List<@Nullable Object> source, List<@Nullable Object> target) {
        return IntStream.range(0, names.size())
                .filter(i -> !frame(source, List.of(i)).equals(frame(target, List.of(i))))
                .mapToObj(names::get)
                .sorted()
                .toList();
    }

    private String frame(List<@Nullable Object> row, List<Integer> positions) {
        List<@Nullable Object> values = new ArrayList<>();
        positions.forEach(position -> values.add(row.get(position)));
        return new String(
                CanonicalText.frame(values, positions.stream().map(types::get).toList()), StandardCharsets.UTF_8);
    }
}
