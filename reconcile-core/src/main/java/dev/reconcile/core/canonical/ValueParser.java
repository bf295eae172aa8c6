package dev.reconcile.core.canonical;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts that values have for people. What a text may look like does not depend on any locale or zone. */
final class ValueParser {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    private static final Pattern FLOATING =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?|[+-]?Infinity|NaN");
    private static final String DAY = "(?<year>[0-9]{4,9})-(?<month>[0-9]{2})-(?<day>[0-9]{2})";
    private static final String CLOCK =
            "(?<hour>[0-9]{2}):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9])(\\.(?<fraction>[0-9]{1,9}))?";
    private static final String OFFSET = "(?<offset>Z|[+-][0-9]{2}(:?[0-9]{2})?)?";
    private static final String ERA = "(?<bc> BC)?";
    private static final Pattern DATE = Pattern.compile(DAY + ERA);
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern TIMESTAMP = Pattern.compile(DAY + "[ T]" + CLOCK + ERA);
    private static final Pattern INSTANT = Pattern.compile(DAY + "[ T]" + CLOCK + OFFSET + ERA);
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern BINARY = Pattern.compile("0x[0-9a-f]*", Pattern.CASE_INSENSITIVE);

    private ValueParser() {}

    static Value parse(String text, ValueType type) {
        if (type instanceof ValueType.Bool) {
            return read(text, "true or false (1 or 0)", ValueParser::bool);
        }
        if (type instanceof ValueType.Whole) {
            return read(text, "a whole number of at most 64 bits, such as -17", ValueParser::whole);
        }
        if (type instanceof ValueType.FixedDecimal || type instanceof ValueType.FreeDecimal) {
            return read(text, "a decimal number without an exponent, such as -12.50", ValueParser::decimal);
        }
        if (type instanceof ValueType.Floating floating) {
            return read(text, "a number such as 1.5 or 1.5E-7, NaN or Infinity", t -> floating(t, floating.bits()));
        }
        if (type instanceof ValueType.Date) {
            return read(text, "a date such as 2024-02-29", ValueParser::date);
        }
        if (type instanceof ValueType.Time) {
            return read(text, "a time of day such as 23:59:59.5", ValueParser::time);
        }
        if (type instanceof ValueType.Timestamp) {
            return read(text, "a timestamp such as 2024-02-29 23:59:59.5", t -> timestamp(t, TIMESTAMP));
        }
        if (type instanceof ValueType.Instant) {
            return read(
                    text,
                    "a timestamp such as 2024-02-29 23:59:59.5, in UTC or with an offset such as +01:00",
                    t -> timestamp(t, INSTANT));
        }
        if (type instanceof ValueType.Uuid) {
            return read(text, "a UUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff", ValueParser::uuid);
        }
        if (type instanceof ValueType.Binary) {
            return read(text, "bytes in hexadecimal digits, such as 0x00ff", ValueParser::binary);
        }
        if (type instanceof ValueType.Text || type instanceof ValueType.Textual || type instanceof ValueType.Document) {
            return new Value.Text(text);
        }
        throw new UnreadableValueException("a value of a type that has a text form");
    }

    private static Value read(String text, String expected, Function<String, Optional<Value>> reader) {
        return reader.apply(text).orElseThrow(() -> new UnreadableValueException(expected));
    }

    private static Optional<Value> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(new Value.Bool(true));
            case "false", "0" -> Optional.of(new Value.Bool(false));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.Whole(Long.parseLong(text)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<Value> decimal(String text) {
        Optional<SpecialDecimal> special = Arrays.stream(SpecialDecimal.values())
                .filter(value -> value.text().equals(text))
                .findFirst();
        if (special.isPresent()) {
            return special.map(Value.NotANumber::new);
        }
        return DECIMAL.matcher(text).matches()
                ? Optional.of(new Value.Decimal(new BigDecimal(text)))
                : Optional.empty();
    }

    /** A number of 32 bits is rounded as its column would, then widened. */
    private static Optional<Value> floating(String text, int bits) {
        if (!FLOATING.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = bits == 32 ? Float.parseFloat(text) : Double.parseDouble(text);
        boolean isTooLarge = Double.isInfinite(value) && !text.endsWith("Infinity");
        return isTooLarge ? Optional.empty() : Optional.of(new Value.Floating(value));
    }

    private static Optional<Value> date(String text) {
        Optional<Value> infinite = infinite(text);
        if (infinite.isPresent()) {
            return infinite;
        }
        Matcher matcher = DATE.matcher(text);
        return matcher.matches() ? Optional.ofNullable(epochDay(matcher)).map(Value.Date::new) : Optional.empty();
    }

    private static Optional<Value> time(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches()
                ? Optional.of(nanoOfDay(matcher))
                        .filter(nanos -> nanos <= NANOS_PER_DAY)
                        .map(Value.Time::new)
                : Optional.empty();
    }

    private static Optional<Value> timestamp(String text, Pattern pattern) {
        Optional<Value> infinite = infinite(text);
        if (infinite.isPresent()) {
            return infinite;
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long day = epochDay(matcher);
        long nanos = nanoOfDay(matcher);
        if (day == null || nanos >= NANOS_PER_DAY) {
            return Optional.empty();
        }
        long second = day * 86_400 + nanos / NANOS_PER_SECOND;
        String offset = pattern == INSTANT ? matcher.group("offset") : null;
        return Optional.of(new Value.Timestamp(
                second - (offset == null ? 0 : offsetSeconds(offset)), (int) (nanos % NANOS_PER_SECOND)));
    }

    private static Optional<Value> infinite(String text) {
        return Arrays.stream(Value.Infinite.values())
                .filter(end -> end.text().equals(text))
                .map(Value.class::cast)
                .findFirst();
    }

    /** The day, or null where the calendar has none such. */
    private static @Nullable Long epochDay(Matcher matcher) {
        int year = number(matcher, "year");
        try {
            return LocalDate.of(
                            matcher.group("bc") == null ? year : 1 - year,
                            number(matcher, "month"),
                            number(matcher, "day"))
                    .toEpochDay();
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static long nanoOfDay(Matcher matcher) {
        String fraction = matcher.group("fraction");
        long nanos = fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
        long second = (number(matcher, "hour") * 60L + number(matcher, "minute")) * 60 + number(matcher, "second");
        return second * NANOS_PER_SECOND + nanos;
    }

    private static long offsetSeconds(String offset) {
        if (offset.equals("Z")) {
            return 0;
        }
        String digits = offset.substring(1).replace(":", "");
        long minutes = Long.parseLong(digits.substring(0, 2)) * 60
                + (digits.length() == 2 ? 0 : Long.parseLong(digits.substring(2)));
        return (offset.charAt(0) == '-' ? -60 : 60) * minutes;
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(Objects.requireNonNull(matcher.group(group)));
    }

    private static Optional<Value> uuid(String text) {
        if (!UUID.matcher(text).matches()) {
            return Optional.empty();
        }
        java.util.UUID uuid = java.util.UUID.fromString(text);
        return Optional.of(new Value.Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    }

    private static Optional<Value> binary(String text) {
        return BINARY.matcher(text).matches() && text.length() % 2 == 0
                ? Optional.of(new Value.Binary(text.substring(2).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
