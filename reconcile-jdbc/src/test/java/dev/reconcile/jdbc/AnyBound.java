package dev.reconcile.jdbc;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Values of either engine that may bound a range of keys, whether or not the keys' own type holds them. */
final class AnyBound {

    private static final int MOST_TIMES = 20;
    private static final long SECONDS_PER_DAY = 86_400;

    private static final List<LocalDate> DATES = Stream.concat(
                    EdgeValues.DATES.stream(),
                    Stream.of(
                            LocalDate.of(-4713, 11, 24),
                            LocalDate.of(-43, 3, 15),
                            LocalDate.of(0, 12, 31),
                            LocalDate.of(1752, 12, 31),
                            LocalDate.of(1753, 1, 1),
                            LocalDate.of(1899, 12, 31),
                            LocalDate.of(1900, 1, 1),
                            LocalDate.of(2000, 1, 1),
                            LocalDate.of(2079, 6, 6),
                            LocalDate.of(2079, 6, 7),
                            LocalDate.of(10_000, 1, 1)))
            .toList();

    private AnyBound() {}

    /** Values for keys of a type that all databases order alike. */
    static List<Value> of(ValueType type) {
        if (type instanceof ValueType.Date) {
            return Stream.concat(
                            Stream.concat(DATES.stream(), Stream.of(LocalDate.of(5_874_897, 12, 31)))
                                    .map(date -> new Value.Date(date.toEpochDay())),
                            Stream.of(Value.Infinite.values()))
                    .toList();
        }
        if (type instanceof ValueType.Time) {
            return Stream.concat(nanosOfDay().stream(), Stream.of(86_400_000_000_000L, 86_400_000_000_499L))
                    .<Value>map(Value.Time::new)
                    .toList();
        }
        if (type instanceof ValueType.WithFraction) {
            return timestamps();
        }
        return type instanceof ValueType.Uuid ? uuids() : numbers();
    }

    private static List<Long> nanosOfDay() {
        return EdgeValues.times(7).stream().map(LocalTime::toNanoOfDay).toList();
    }

    private static List<Value> timestamps() {
        List<Value> all = new ArrayList<>();
        for (LocalDate date : DATES) {
            for (long nanos : nanosOfDay()) {
                long second = date.toEpochDay() * SECONDS_PER_DAY + nanos / 1_000_000_000;
                all.add(new Value.Timestamp(second, (int) (nanos % 1_000_000_000)));
            }
        }
        Collections.shuffle(all, new Random(1));
        List<Value> some = new ArrayList<>(all.subList(0, MOST_TIMES));
        some.addAll(List.of(Value.Infinite.values()));
        some.add(new Value.Timestamp(LocalDate.of(294_277, 1, 1).toEpochDay() * SECONDS_PER_DAY, 0));
        for (int millis : new int[] {0, 1, 2, 3, 4, 6, 7, 8, 9}) {
            some.add(new Value.Timestamp(1_709_210_096, (440 + millis) * 1_000_000));
            some.add(new Value.Timestamp(1_709_210_096, (440 + millis) * 1_000_000 + 100));
        }
        return some;
    }

    private static List<Value> uuids() {
        return Stream.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 0x6F9619FF8B86D011L)
                .flatMap(high -> Stream.of(new Value.Uuid(high, 0), new Value.Uuid(high, Long.MIN_VALUE)))
                .<Value>map(uuid -> uuid)
                .toList();
    }

    private static List<Value> numbers() {
        List<Value> all = new ArrayList<>();
        for (long whole : new long[] {
            0, 5, 7, 128, 255, 256, 32_767, 32_768, 2_147_483_647L, 2_147_483_648L, 12_345_678_901L, Long.MAX_VALUE
        }) {
            all.add(new Value.Whole(whole));
            all.add(new Value.Whole(~whole));
            all.add(new Value.Decimal(BigDecimal.valueOf(whole).add(new BigDecimal("0.5"))));
            all.add(new Value.Decimal(BigDecimal.valueOf(~whole).subtract(new BigDecimal("0.000001"))));
        }
        for (String number : List.of(
                "1234.5678",
                "1234.56785",
                "214748.3647",
                "214748.36471",
                "214748.3648",
                "922337203685477.5807",
                "922337203685477.58075",
                "922337203685477.5808",
                "9223372036854775808",
                "99999999.99",
                "99999999.995",
                "100000000",
                "0.0001",
                "0.00001",
                "0.005")) {
            all.add(new Value.Decimal(new BigDecimal(number)));
            all.add(new Value.Decimal(new BigDecimal(number).negate()));
        }
        for (int digits : new int[] {38, 60}) {
            BigDecimal great = new BigDecimal(BigInteger.TEN.pow(digits));
            for (BigDecimal number : List.of(great, great.subtract(BigDecimal.ONE), great.movePointLeft(2 * digits))) {
                all.add(new Value.Decimal(number));
                all.add(new Value.Decimal(number.negate()));
            }
        }
        for (SpecialDecimal special : SpecialDecimal.values()) {
            all.add(new Value.NotANumber(special));
        }
        return all;
    }
}
