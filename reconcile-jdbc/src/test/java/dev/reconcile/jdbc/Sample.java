package dev.reconcile.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A type with values that it holds exactly.
 *
 * @param declared the type in the words of its engine
 * @param partners PostgreSQL's types that it is compared with
 * @param values of {@link dev.reconcile.core.memory.PlainValues}, {@code OffsetDateTime} and {@link Spelled}
 * @param any makes another value
 */
record Sample(
        String declared, List<String> partners, List<@Nullable Object> values, Function<Random, @Nullable Object> any) {

    Sample {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * A sample of some values and NULL.
     *
     * @param partners separated by commas
     */
    static Sample of(String declared, String partners, Function<Random, @Nullable Object> any, List<?> values) {
        List<@Nullable Object> withNull = new ArrayList<>(values);
        withNull.add(null);
        return new Sample(declared, List.of(partners.split(", ?(?![-0-9])")), withNull, any);
    }

    /** The same of values one by one. */
    static Sample of(String declared, String partners, Function<Random, @Nullable Object> any, Object... values) {
        return of(declared, partners, any, Arrays.asList(values));
    }

    /** The same with random values, NULL among them, until there are so many. */
    Sample filledUp(int size, Random random) {
        List<@Nullable Object> filled = new ArrayList<>(values);
        while (filled.size() < size) {
            filled.add(random.nextInt(20) == 0 ? null : any.apply(random));
        }
        return new Sample(declared, partners, filled, any);
    }

    /** The same without some of the values. */
    Sample without(Predicate<@Nullable Object> unwanted) {
        return new Sample(
                declared, partners, values.stream().filter(unwanted.negate()).toList(), any);
    }

    @Override
    public String toString() {
        return declared;
    }
}
