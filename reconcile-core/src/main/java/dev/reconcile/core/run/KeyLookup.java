package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/** Looks rows of one side up by their keys. */
final class KeyLookup {

    private final TableReader reader;
    private final RowVersions versions;
    private final List<CanonicalType> keyTypes;
    private final IntConsumer foundOfOneKey;

    KeyLookup(TableReader reader, ComparisonPlan plan) {
        this(reader, plan, count -> {});
    }

    /**
     * A lookup that may be stopped.
     *
     * @param foundOfOneKey told after each row how many of its key were found so far; what it throws ends the lookup
     */
    KeyLookup(TableReader reader, ComparisonPlan plan, IntConsumer foundOfOneKey) {
        this.reader = reader;
        this.versions = new RowVersions(plan);
        this.keyTypes = plan.identifyingTypes();
        this.foundOfOneKey = foundOfOneKey;
    }

    /** A row as it was found. */
    record FoundRow(List<Value> values, RowVersion version) {}

    /**
     * The rows by their canonical keys, those of one key in the order of their hashes; a key without rows is absent.
     *
     * @param wanted the canonical keys: rows that the database takes for equal, but that have other keys, are dropped
     */
    Map<String, List<FoundRow>> find(List<SoughtKey> keys, Set<String> wanted) {
        List<SoughtKey> possible =
                keys.stream().filter(key -> !key.isImpossible()).toList();
        if (possible.isEmpty()) {
            return Map.of();
        }
        // A read that is begun again starts with an empty sink: only what the last one took counts.
        IdentityHashMap<Values, Map<String, List<FoundRow>>> attempts = new IdentityHashMap<>();
        Values successful = reader.lookup(possible, () -> {
            Map<String, List<FoundRow>> rows = new HashMap<>();
            Values sink = new Values(values -> keep(values, wanted, rows));
            attempts.put(sink, rows);
            return sink;
        });
        Map<String, List<FoundRow>> found = Objects.requireNonNull(attempts.get(successful));
        found.values()
                .forEach(rows ->
                        rows.sort(Comparator.comparing(row -> row.version().hash())));
        return found;
    }

    private void keep(List<Value> values, Set<String> wanted, Map<String, List<FoundRow>> rows) {
        String key = RowEncoder.frameOf(values.subList(0, keyTypes.size()), keyTypes);
        if (wanted.contains(key)) {
            List<FoundRow> ofThisKey = rows.computeIfAbsent(key, k -> new ArrayList<>());
            ofThisKey.add(new FoundRow(values, versions.of(values)));
            foundOfOneKey.accept(ofThisKey.size());
        }
    }

    /** What the rows held. */
    static List<RowVersion> version(List<FoundRow> rows) {
        return rows.stream().map(FoundRow::version).toList();
    }
}
