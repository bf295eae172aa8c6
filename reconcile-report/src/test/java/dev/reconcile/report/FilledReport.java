package dev.reconcile.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Verdict;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reports in which every component has a value, down to the last, however the model grows; and for each of these values a
 * report that has another there and is the same otherwise.
 */
final class FilledReport {

    private static final long FAR = 100_000;

    /** Which of the values is another; none where negative. */
    private final int other;

    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private FilledReport(int other) {
        this.other = other;
    }

    /**
     * One of these reports.
     *
     * @param report the report
     * @param names what each value is called, as in {@code TableReport.verdict}, in the order in which they are numbered
     * @param values the values themselves
     */
    record Filled(Report report, List<String> names, List<Object> values) {}

    /** @throws IllegalArgumentException if the model has no report with another value there alone */
    static Filled withOther(int number) {
        FilledReport filling = new FilledReport(number);
        Report report = (Report) filling.fill(Report.class);
        return new Filled(report, filling.names, filling.values);
    }

    static Filled plain() {
        return withOther(-1);
    }

    private Object fill(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = value(type, components[i].getName(), components[i].getGenericType());
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type + " of " + Arrays.toString(arguments), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Class<?> owner, String name, Type type) {
        if (type instanceof ParameterizedType list) {
            Class<?> item = (Class<?>) list.getActualTypeArguments()[0];
            if (item == Discrepancy.class) {
                return Arrays.stream(Evidence.class.getPermittedSubclasses())
                        .map(evidence -> new Discrepancy(
                                (String) value(Discrepancy.class, "source", String.class),
                                (String) value(Discrepancy.class, "table", String.class),
                                (dev.reconcile.core.finding.Severity)
                                        value(Discrepancy.class, "severity", Severity.class),
                                (Evidence) fill(evidence),
                                (Instant) value(Discrepancy.class, "timestamp", Instant.class)))
                        .toList();
            }
            int size = name.equals("parts") ? 2 : 1;
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                items.add(value(owner, name, item));
            }
            return items;
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isRecord()) {
            return fill(simple);
        }
        int number = names.size();
        names.add(owner.getSimpleName() + "." + name);
        Object value = leaf(name, simple, number);
        values.add(value);
        return value;
    }

    private Object leaf(String name, Class<?> type, int number) {
        boolean isOther = number == other;
        if (type == String.class) {
            return (isOther ? "other" : "text") + number;
        }
        if (type == Value.class) {
            return new Value.Text((isOther ? "other" : "text") + number);
        }
        if (type == boolean.class) {
            return !isOther;
        }
        if (type == Instant.class) {
            return Instant.EPOCH.plus(Duration.ofHours(number)).plusSeconds(isOther ? 1 : 0);
        }
        if (type == LocalDate.class) {
            return LocalDate.EPOCH.plusDays(2L * number + (isOther ? 1 : 0));
        }
        if (type.isEnum()) {
            List<?> constants = Arrays.asList(type.getEnumConstants());
            int first = constants.indexOf(type == Verdict.class ? Verdict.MISMATCH : Kind.CHANGED);
            return constants.get((Math.max(first, 0) + (isOther ? 1 : 0)) % constants.size());
        }
        long whole = whole(name, number, isOther);
        if (type == int.class || type == Integer.class) {
            return (int) whole;
        }
        if (type == long.class || type == Long.class) {
            return whole;
        }
        throw new IllegalStateException("Nothing is known of a " + type + " called " + name + ".");
    }

    /** Numbers that the model takes: no part is greater than what it is a part of. */
    private static long whole(String name, int number, boolean isOther) {
        return switch (name) {
            case "current" -> isOther ? 1 : 0;
            case "percentCompared" -> isOther ? 58 : 57;
            case "bucketsCompared", "rowsToSearch" -> 9 * FAR + number + (isOther ? FAR : 0);
            default -> 1_000 + 3L * number * number + (isOther ? FAR : 0);
        };
    }
}
