package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Over random tables, keys and entries: each row that differs is either told as a difference or accepted, and accepted
 * exactly by the first entry that a brute-force oracle finds.
 */
class AcceptedOracleTest {

    private static final int RUNS = 300;
    private static final String FILTER = "half of the rows";

    @Test
    void what_is_accepted_and_what_differs_are_together_what_differs_without_entries() {
        int[] accepted = new int[1];
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 5);
            RandomTable source = tables.next();
            RandomTable target = tables.damaged(tables.withRowsShuffled(source));
            List<String> key = tables.someNames(source);
            if (key.isEmpty()) {
                key = List.of(source.columns().get(0).name());
            }
            Case tested = new Case(source, target, key);
            List<RowDifference> all = tested.run(List.of()).told();
            List<AcceptedDifference> entries = tested.entries(all, random);

            Outcome outcome = tested.run(entries);

            Map<String, List<String>> expected = new TreeMap<>();
            for (RowDifference difference : all) {
                String by = tested.acceptedBy(difference, entries)
                        .map(AcceptedDifference::name)
                        .orElse("nobody");
                expected.computeIfAbsent(by, name -> new ArrayList<>()).add(tested.described(difference));
            }
            expected.values().forEach(Collections::sort);
            assertThat(outcome.byEntry(tested)).as("%s %s", key, entries).isEqualTo(expected);
            assertThat(outcome.table().verdict() == Verdict.MATCH)
                    .as("%s", outcome.table())
                    .isEqualTo(!expected.containsKey("nobody"));
            accepted[0] += expected.size();
        });
        assertThat(accepted[0])
                .as("entries that accept something are among the cases")
                .isGreaterThan(RUNS / 2);
    }

    private record Outcome(TableReport table, List<RowDifference> told) {

        Map<String, List<String>> byEntry(Case tested) {
            Map<String, List<String>> byEntry = new TreeMap<>();
            if (!told.isEmpty()) {
                byEntry.put(
                        "nobody", told.stream().map(tested::described).sorted().toList());
            }
            RowsReport rows = table.rows();
            for (AcceptedRows accepted : rows == null ? List.<AcceptedRows>of() : rows.accepted()) {
                byEntry.put(
                        accepted.entry(),
                        accepted.details().stream()
                                .map(tested::described)
                                .sorted()
                                .toList());
                assertThat(accepted.count()).isEqualTo(accepted.details().size());
            }
            return byEntry;
        }
    }

    private static final class Case {

        private final RandomTable source;
        private final RandomTable target;
        private final List<String> key;
        private final List<CanonicalType> types;
        private final List<CanonicalType> keyTypes;

        Case(RandomTable source, RandomTable target, List<String> key) {
            this.source = source;
            this.target = target;
            this.key = key;
            this.types = source.canonicalTypes();
            this.keyTypes =
                    key.stream().map(name -> types.get(source.indexOf(name))).toList();
        }

        Outcome run(List<AcceptedDifference> entries) {
            List<RowDifference> told = new ArrayList<>();
            RunListener listener = new RunListener() {
                @Override
                public void rowDiffers(TablePair pair, RowDifference difference) {
                    told.add(difference);
                }
            };
            InMemoryTable from = source.inMemory("dbo.t").filter(FILTER, this::isSatisfiedBy);
            InMemoryTable to = target.inMemory("public.t").filter(FILTER, this::isSatisfiedBy);
            TableReport table = Reconciled.only(new Reconciler(
                            InMemoryDatabase.of(from), InMemoryDatabase.of(to), Reconciled.CLOCK)
                    .run(
                            List.of(TablePair.of("dbo.t", "t").withKey(key).withAccepted(entries)),
                            RunOptions.DEFAULT
                                    .withDepth(Depth.ROWS)
                                    .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1)),
                            listener,
                            new Cancellation()));
            return new Outcome(table, told);
        }

        List<AcceptedDifference> entries(List<RowDifference> differences, Random random) {
            List<AcceptedDifference> entries = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                entries.add(entry("accepted[" + i + "]", differences, random));
            }
            return entries;
        }

        private AcceptedDifference entry(String name, List<RowDifference> differences, Random random) {
            AcceptedDifference entry = AcceptedDifference.all(name, "Known.", LocalDate.of(2030, 1, 1));
            if (random.nextInt(3) > 0) {
                List<Kind> kinds = new ArrayList<>(Arrays.asList(Kind.values()));
                Collections.shuffle(kinds, random);
                entry = entry.withKinds(new HashSet<>(kinds.subList(0, 1 + random.nextInt(3))));
            }
            if (random.nextBoolean()) {
                List<String> names = new ArrayList<>(
                        source.columns().stream().map(Column::name).toList());
                Collections.shuffle(names, random);
                Set<String> some = new HashSet<>(names.subList(0, 1 + random.nextInt(names.size())));
                entry = random.nextInt(3) == 0 ? entry.withColumns(some) : entry;
            }
            if (random.nextBoolean() && !differences.isEmpty()) {
                List<Map<String, String>> keys = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    keys.add(written(differences.get(random.nextInt(differences.size()))));
                }
                entry = entry.withKeys(keys);
            }
            return random.nextBoolean() ? entry : entry.withFilters(new RowFilter(FILTER), new RowFilter(FILTER));
        }

        private static Map<String, String> written(RowDifference difference) {
            Map<String, String> key = new HashMap<>();
            difference
                    .key()
                    .forEach(named -> key.put(
                            named.column(),
                            named.value() == Value.Null.NULL
                                    ? "\\N"
                                    : named.value().text()));
            return key;
        }

        /** By brute force: the written rule for each entry, and the filter asked of all rows of the key. */
        Optional<AcceptedDifference> acceptedBy(RowDifference difference, List<AcceptedDifference> entries) {
            return entries.stream()
                    .filter(entry -> entry.kinds().contains(difference.kind()))
                    .filter(entry -> entry.columns().isEmpty()
                            || entry.columns()
                                    .containsAll(difference.columns().stream()
                                            .map(ChangedColumn::column)
                                            .toList()))
                    .filter(entry -> entry.keys().isEmpty()
                            || entry.keys().stream().anyMatch(written -> isKeyOf(written, difference)))
                    .filter(entry -> !entry.hasFilter()
                            || ((difference.kind() == Kind.EXTRA || isSatisfiedByAll(source, difference))
                                    && (difference.kind() == Kind.MISSING || isSatisfiedByAll(target, difference))))
                    .findFirst();
        }

        private boolean isKeyOf(Map<String, String> written, RowDifference difference) {
            return difference.key().stream().allMatch(named -> {
                CanonicalType type = types.get(source.indexOf(named.column()));
                String text = String.valueOf(written.get(named.column()));
                Value value = text.equals("\\N")
                        ? Value.Null.NULL
                        : Value.parse(
                                text,
                                source.columns()
                                        .get(source.indexOf(named.column()))
                                        .valueType());
                return RowEncoder.frameOf(List.of(value), List.of(type))
                        .equals(RowEncoder.frameOf(List.of(named.value()), List.of(type)));
            });
        }

        private boolean isSatisfiedByAll(RandomTable table, RowDifference difference) {
            return table.byKey(key, types).get(frame(difference)).stream().allMatch(this::isSatisfiedBy);
        }

        private boolean isSatisfiedBy(List<@Nullable Object> row) {
            return new String(CanonicalText.frame(row, types), StandardCharsets.UTF_8).hashCode() % 3 != 0;
        }

        String described(RowDifference difference) {
            return difference.kind() + " " + frame(difference) + " "
                    + difference.columns().stream().map(ChangedColumn::column).toList();
        }

        private String frame(RowDifference difference) {
            return RowEncoder.frameOf(
                    difference.key().stream().map(NamedValue::value).toList(), keyTypes);
        }
    }
}
