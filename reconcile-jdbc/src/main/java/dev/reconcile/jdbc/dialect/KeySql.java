package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The condition that finds the rows of some keys, in the words of both engines. */
final class KeySql {

    private final Words words;

    KeySql(Words words) {
        this.words = words;
    }

    /** Where the engines differ. */
    interface Words {

        /** The column as SQL. */
        String name(ReadColumn column);

        /** The value as a literal of the column's own type; empty where the column cannot hold it. Never NULL. */
        Optional<String> literal(Value value, ReadColumn column);

        /** A condition that holds where the column has the text, spaces at the end not counted; empty as above. */
        Optional<String> withoutTrailingBlanks(String text, ReadColumn column);
    }

    /** The condition; empty where no row can have any of the keys. */
    Optional<String> where(List<ReadColumn> columns, List<SoughtKey> keys) {
        List<String> inList = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (SoughtKey key : keys) {
            Optional<String> single =
                    columns.size() == 1 ? plainLiteral(key.conditions().get(0), columns.get(0)) : Optional.empty();
            if (single.isPresent()) {
                inList.add(single.get());
            } else {
                all(key, columns).ifPresent(others::add);
            }
        }
        List<String> alternatives = new ArrayList<>();
        if (!inList.isEmpty()) {
            alternatives.add(words.name(columns.get(0)) + " IN (" + String.join(", ", inList) + ")");
        }
        alternatives.addAll(others);
        return alternatives.isEmpty() ? Optional.empty() : Optional.of(String.join("\n  OR ", alternatives));
    }

    private Optional<String> plainLiteral(KeyCondition condition, ReadColumn column) {
        return condition instanceof KeyCondition.Exactly exactly && exactly.value() != Value.Null.NULL
                ? words.literal(exactly.value(), column)
                : Optional.empty();
    }

    private Optional<String> all(SoughtKey key, List<ReadColumn> columns) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Optional<String> condition = one(key.conditions().get(i), columns.get(i));
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return Optional.of("(" + String.join(" AND ", conditions) + ")");
    }

    private Optional<String> one(KeyCondition condition, ReadColumn column) {
        String name = words.name(column);
        if (condition instanceof KeyCondition.Exactly exactly) {
            return exactly.value() == Value.Null.NULL
                    ? Optional.of(name + " IS NULL")
                    : words.literal(exactly.value(), column).map(literal -> name + " = " + literal);
        }
        if (condition instanceof KeyCondition.Between between) {
            Optional<String> from = words.literal(between.from(), column);
            Optional<String> to = words.literal(between.to(), column);
            List<String> bounds = new ArrayList<>();
            from.ifPresent(literal -> bounds.add(name + " >= " + literal));
            to.ifPresent(literal -> bounds.add(name + " <= " + literal));
            // A bound that the column cannot hold lies beyond all its values, and bounds nothing.
            return bounds.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", bounds));
        }
        if (condition instanceof KeyCondition.WithoutTrailingBlanks text) {
            return words.withoutTrailingBlanks(text.text(), column);
        }
        return Optional.empty();
    }
}
