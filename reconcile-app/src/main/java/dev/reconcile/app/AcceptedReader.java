package dev.reconcile.app;

import dev.reconcile.app.tables.AcceptedEntry;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes out which differences are accepted. */
final class AcceptedReader {

    private final SettingValues values;
    private final Problems problems;

    AcceptedReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /**
     * The entry; empty if something of it is not known yet or wrong, which is among the problems then: half an entry would
     * accept more than it says.
     */
    Optional<AcceptedEntry> read(GivenAccepted given) {
        given.all().forEach(values::check);
        Optional<TableName> table = required(given, AcceptedField.TABLE).flatMap(values::tableName);
        Optional<String> reason = required(given, AcceptedField.REASON).flatMap(values::text);
        Optional<LocalDate> until = required(given, AcceptedField.UNTIL)
                .flatMap(value -> values.text(value).map(((SettingShape.Day) value.shape())::parse));
        Optional<Filters> filters = filters(given);
        List<Map<String, String>> keys =
                given.keys().stream().map(values::mapping).toList();
        Optional<Set<Kind>> kinds = given.field(AcceptedField.KINDS).map(this::kinds);
        Optional<Set<String>> columns = given.field(AcceptedField.COLUMNS)
                .map(values::names)
                .map(names -> names.stream().collect(Collectors.toSet()));
        boolean onlyChanged = kinds.isEmpty() || kinds.get().equals(Set.of(Kind.CHANGED));
        if (columns.isPresent() && !onlyChanged) {
            given.field(AcceptedField.COLUMNS)
                    .ifPresent(value -> problems.add(
                            value.place(),
                            "only changed rows have columns that differ. Leave out " + AcceptedField.KINDS.key()
                                    + ", and write another entry for missing and extra rows."));
            return Optional.empty();
        }
        if (table.isEmpty()
                || reason.isEmpty()
                || until.isEmpty()
                || filters.isEmpty()
                || keys.stream().anyMatch(Map::isEmpty)
                || kinds.filter(Set::isEmpty).isPresent()
                || columns.filter(Set::isEmpty).isPresent()) {
            return Optional.empty();
        }
        AcceptedDifference difference = AcceptedDifference.all(given.name(), reason.get(), until.get())
                .withKeys(keys)
                .withFilters(filters.get().source(), filters.get().target());
        if (kinds.isPresent()) {
            difference = difference.withKinds(kinds.get());
        }
        if (columns.isPresent()) {
            difference = difference.withColumns(columns.get());
        }
        return Optional.of(new AcceptedEntry(table.get(), difference));
    }

    private Optional<Given> required(GivenAccepted given, AcceptedField field) {
        Optional<Given> value = given.field(field);
        if (value.isEmpty()) {
            problems.add(
                    given.place(), "accepted differences need the key " + field.key() + ". " + field.description());
        }
        return value;
    }

    private record Filters(RowFilter source, RowFilter target) {}

    private Optional<Filters> filters(GivenAccepted given) {
        Optional<Given> both = given.field(AcceptedField.FILTER);
        List<Given> single = new ArrayList<>();
        given.field(AcceptedField.SOURCE_FILTER).ifPresent(single::add);
        given.field(AcceptedField.TARGET_FILTER).ifPresent(single::add);
        if (both.isPresent() && !single.isEmpty()) {
            problems.add(both.get().place(), "a side has a condition of its own too. Leave out the one or the others.");
            return Optional.empty();
        }
        if (single.size() == 1) {
            problems.add(
                    single.get(0).place(),
                    "the other side has no condition. Give both, or one for both as " + AcceptedField.FILTER.key()
                            + ".");
            return Optional.empty();
        }
        if (both.isPresent()) {
            return both.flatMap(values::text).map(RowFilter::new).map(filter -> new Filters(filter, filter));
        }
        if (single.isEmpty()) {
            return Optional.of(new Filters(RowFilter.none(), RowFilter.none()));
        }
        Optional<String> ofSource = values.text(single.get(0));
        Optional<String> ofTarget = values.text(single.get(1));
        return ofSource.isEmpty() || ofTarget.isEmpty()
                ? Optional.empty()
                : Optional.of(new Filters(new RowFilter(ofSource.get()), new RowFilter(ofTarget.get())));
    }

    private Set<Kind> kinds(Given given) {
        return values.names(given).stream()
                .map(name -> Kind.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
