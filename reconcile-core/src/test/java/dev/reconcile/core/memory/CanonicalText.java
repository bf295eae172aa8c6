package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.CanonicalType.Binary;
import dev.reconcile.core.canonical.CanonicalType.Bool;
import dev.reconcile.core.canonical.CanonicalType.Date;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.Floating;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Time;
import dev.reconcile.core.canonical.CanonicalType.Timestamp;
import dev.reconcile.core.canonical.CanonicalType.Uuid;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.TextFold;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Canonical texts and frames a second time: slow, by formatting with {@code String}, {@code BigDecimal} and
 * {@code java.time}, and without a line in common with {@link dev.reconcile.core.canonical.RowEncoder}, so that each
 * checks the other.
 */
public final class CanonicalText {

    /** White space by its general category, and the controls that Java takes for it. */
    private static final String SPACE = "[\\p{Zs}\\p{Zl}\\p{Zp}\\t-\\r\\x1C-\\x1F]";

    private CanonicalText() {}

    /** The canonical text of a plain value that is not NULL. */
    public static String of(Object value, CanonicalType type) {
        if (type instanceof Bool || type instanceof Whole) {
            return value instanceof Boolean flag ? (flag ? "1" : "0") : value.toString();
        }
        if (type instanceof Decimal decimal) {
            return value instanceof SpecialDecimal special
                    ? ofSpecial(special)
                    : ofNumber(new BigDecimal(value.toString()).toPlainString(), decimal.minScale());
        }
        if (type instanceof Floating) {
            return ofDouble((Double) value);
        }
        if (type instanceof Date) {
            return value instanceof Infinite end ? ofInfinite(end) : ofDate((LocalDate) value);
        }
        if (type instanceof Time time) {
            return ofTime(value, time);
        }
        if (type instanceof Timestamp timestamp) {
            return value instanceof Infinite end
                    ? ofInfinite(end)
                    : ofDateTime((LocalDateTime) value, timestamp.digits(), timestamp.rounding());
        }
        if (type instanceof CanonicalType.Instant instant) {
            return value instanceof Infinite end
                    ? ofInfinite(end)
                    : ofDateTime(
                            LocalDateTime.ofInstant((java.time.Instant) value, ZoneOffset.UTC),
                            instant.digits(),
                            instant.rounding());
        }
        if (type instanceof Uuid) {
            return value.toString();
        }
        if (type instanceof Text text) {
            return text.trailingBlanksStripped() ? ((String) value).replaceAll(" +\\z", "") : (String) value;
        }
        if (type instanceof CanonicalType.FoldedText folded) {
            return ofFolded((String) value, folded);
        }
        if (type instanceof Binary) {
            return HexFormat.of().formatHex((byte[]) value);
        }
        throw new IllegalArgumentException("No canonical text is defined for " + type + ".");
    }

    /**
     * A row's frame.
     *
     * @param row plain values, null for NULL
     * @param types as many canonical types
     * @throws IllegalArgumentException if a text holds half of a surrogate pair
     */
    public static byte[] frame(List<? extends @Nullable Object> row, List<CanonicalType> types) {
        StringBuilder frame = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            Object value = row.get(i);
            if (value == null) {
                frame.append('~');
            } else {
                String text = of(value, types.get(i));
                boolean withLength = types.get(i) instanceof Text || types.get(i) instanceof CanonicalType.MadeHere;
                frame.append(withLength ? utf8(text).length + ":" + text : text);
            }
            frame.append('|');
        }
        return utf8(frame.toString());
    }

    private static String ofFolded(String text, CanonicalType.FoldedText type) {
        String folded = text;
        if (type.folds().contains(TextFold.TRAILING_BLANKS)) {
            folded = folded.replaceAll(" +\\z", "");
        }
        if (type.folds().contains(TextFold.OUTER_WHITESPACE) || type.folds().contains(TextFold.ALL_WHITESPACE)) {
            folded = folded.replaceAll("^" + SPACE + "+|" + SPACE + "+\\z", "");
        }
        if (type.folds().contains(TextFold.ALL_WHITESPACE)) {
            folded = folded.replaceAll(SPACE + "+", " ");
        }
        if (type.folds().contains(TextFold.CASE)) {
            StringBuilder lower = new StringBuilder();
            for (int i = 0; i < folded.length(); i = folded.offsetByCodePoints(i, 1)) {
                lower.appendCodePoint(Character.toLowerCase(Character.toUpperCase(folded.codePointAt(i))));
            }
            return lower.toString();
        }
        return folded;
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A text has no UTF-8 form.", e);
        }
    }

    private static String ofSpecial(SpecialDecimal value) {
        return switch (value) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case NEGATIVE_INFINITY -> "-Infinity";
        };
    }

    private static String ofNumber(String plain, int minScale) {
        String[] parts = plain.split("\\.", 2);
        StringBuilder fraction = new StringBuilder(parts.length == 1 ? "" : parts[1]);
        while (!fraction.isEmpty() && fraction.charAt(fraction.length() - 1) == '0') {
            fraction.setLength(fraction.length() - 1);
        }
        while (fraction.length() < minScale) {
            fraction.append('0');
        }
        return fraction.isEmpty() ? parts[0].replaceAll("^-0$", "0") : unsignedZero(parts[0] + "." + fraction);
    }

    private static String unsignedZero(String number) {
        return number.matches("-0\\.0*") ? number.substring(1) : number;
    }

    private static String ofDouble(double value) {
        if (Double.isNaN(value)) {
            return "7ff8000000000000";
        }
        return value == 0.0 ? "0".repeat(16) : String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(value));
    }

    private static String ofInfinite(Infinite value) {
        return value == Infinite.LATEST ? "infinity" : "-infinity";
    }

    private static String ofDate(LocalDate date) {
        return yearMonthDay(date) + era(date);
    }

    private static String yearMonthDay(LocalDate date) {
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d",
                date.get(ChronoField.YEAR_OF_ERA),
                date.getMonthValue(),
                date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getEra() == IsoEra.BCE ? " BC" : "";
    }

    private static String ofTime(Object value, Time type) {
        if (value == EndOfDay.MIDNIGHT) {
            return "24:00:00" + (type.digits() == 0 ? "" : "." + "0".repeat(type.digits()));
        }
        LocalTime time = (LocalTime) value;
        BigDecimal fraction = fraction(time.getNano(), type.digits(), type.rounding());
        if (fraction.compareTo(BigDecimal.ONE) < 0) {
            return hourMinuteSecond(time) + behindThePoint(fraction);
        }
        return time.getHour() == 23 && time.getMinute() == 59 && time.getSecond() == 59
                ? ofTime(EndOfDay.MIDNIGHT, type)
                : hourMinuteSecond(time.plusSeconds(1)) + behindThePoint(fraction);
    }

    private static String ofDateTime(LocalDateTime value, int digits, Rounding rounding) {
        BigDecimal fraction = fraction(value.getNano(), digits, rounding);
        LocalDateTime whole = value.withNano(0).plusSeconds(fraction.intValue());
        return yearMonthDay(whole.toLocalDate()) + " " + hourMinuteSecond(whole.toLocalTime())
                + behindThePoint(fraction) + era(whole.toLocalDate());
    }

    /** The fraction of a second with so many digits; 1 where it was rounded up to the next second. */
    private static BigDecimal fraction(int nano, int digits, Rounding rounding) {
        RoundingMode mode = rounding == Rounding.HALF_UP ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        return BigDecimal.valueOf(nano, 9).setScale(digits, mode);
    }

    private static String hourMinuteSecond(LocalTime time) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    }

    private static String behindThePoint(BigDecimal fraction) {
        return fraction.toPlainString().substring(1);
    }
}
