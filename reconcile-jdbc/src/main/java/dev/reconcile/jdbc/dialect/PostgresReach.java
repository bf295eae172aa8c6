package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import java.util.Optional;

/** The greatest values of PostgreSQL's types that are not greater than a value, which may be the other side's. */
final class PostgresReach {

    private static final long NANOS_PER_MICRO = 1_000;

    /** 294276-12-31 23:59:59.999999, see <a
     * href="https://www.postgresql.org/docs/current/datatype-datetime.html">Date/Time Types</a>. */
    private static final Value.Timestamp LAST_TIMESTAMP = new Value.Timestamp(9_224_318_015_999L, 999_999_000);

    private static final Value.Time END_OF_DAY = new Value.Time(86_400_000_000_000L);

    private PostgresReach() {}

    /** A timestamp has microseconds. None is earlier than all that PostgreSQL holds: nobody else holds earlier ones. */
    static Value.Timestamp greatestUpTo(Value.Timestamp at) {
        return at.epochSecond() > LAST_TIMESTAMP.epochSecond()
                ? LAST_TIMESTAMP
                : new Value.Timestamp(at.epochSecond(), (int) Reach.floor(at.nano(), NANOS_PER_MICRO));
    }

    /** A time of day has microseconds, and the day an end. */
    static Value.Time greatestUpTo(Value.Time at) {
        return at.nanoOfDay() > END_OF_DAY.nanoOfDay()
                ? END_OF_DAY
                : new Value.Time(Reach.floor(at.nanoOfDay(), NANOS_PER_MICRO));
    }

    /** Empty where all whole numbers of 64 bits are greater. */
    static Optional<Long> greatestWholeUpTo(Value number) {
        return Reach.greatestUpTo(number, Reach.LEAST_LONG, Reach.GREATEST_LONG, 0)
                .map(held -> held.longValueExact());
    }
}
