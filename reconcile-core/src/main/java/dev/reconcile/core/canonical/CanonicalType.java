package dev.reconcile.core.canonical;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text form in which the values of one pair of columns are compared. Two values are equal if and only if their
 * canonical texts are equal, byte for byte in UTF-8. The text is the contract of three implementations: the Java
 * {@link RowEncoder}, and the expressions of the SQL Server and the PostgreSQL dialect. The form of
 * {@link BinaryRowEncoder} tells the same values apart without it.
 *
 * <p>The type belongs to the <em>pair</em>: the source's value is reduced only to what the target's type can hold, the
 * target's value is never reduced, unless a rule of the user's says so. Of the types that need no rule only the temporal
 * ones reduce.
 *
 * <p>In the examples {@code ·} is the space. NULL has no canonical text; the {@linkplain RowEncoder row frame} marks it.
 */
public sealed interface CanonicalType {

    /** {@code 1} for true, {@code 0} for false. */
    record Bool() implements CanonicalType {}

    /** The decimal digits, with a minus sign where negative: {@code 0}, {@code -17}, {@code 9223372036854775807}. */
    record Whole() implements CanonicalType {}

    /**
     * The plain digits with at least {@code minScale} of them after the point, and more only as far as the last one that
     * is not 0. Never an exponent, never {@code -0}, no point where no digit follows it. NaN and the infinities are
     * {@code NaN}, {@code Infinity}, {@code -Infinity}.
     *
     * <p>With {@code minScale} 2: {@code 1 → 1.00}, {@code 1.5 → 1.50}, {@code 1.250 → 1.25}, {@code 1.2345 → 1.2345},
     * {@code -0.5 → -0.50}. With 0: {@code 1.00 → 1}, {@code 1.50 → 1.5}.
     *
     * <p>Between columns of declared scales {@code minScale} is the larger one, so that nothing is ever cut and nothing is
     * cast to a type that might not hold it.
     *
     * @param minScale the fewest digits after the point, at least 0
     */
    record Decimal(int minScale) implements CanonicalType {

        public Decimal {
            if (minScale < 0) {
                throw new IllegalArgumentException("A scale of " + minScale + " cannot exist here.");
            }
        }
    }

    /**
     * The 64 bits of the IEEE 754 double as 16 lower-case hexadecimal digits, a 32-bit number widened first. Minus zero
     * is zero, and there is one NaN: {@code 1.0 → 3ff0000000000000}, {@code -0.0 → 0000000000000000},
     * {@code NaN → 7ff8000000000000}.
     */
    record Floating() implements CanonicalType {}

    /**
     * {@code YYYY-MM-DD} in the proleptic Gregorian calendar; a year beyond 9999 has as many digits as it needs, a year
     * before 1 is counted backwards from there and marked: {@code 2024-02-29}, {@code 10000-01-01},
     * {@code 0044-03-15·BC}. PostgreSQL's infinities are {@code infinity} and {@code -infinity}.
     */
    record Date() implements CanonicalType {}

    /**
     * {@code HH:MM:SS.ffffff} with exactly {@code digits} digits behind the point, and no point for none. PostgreSQL's
     * end of the day is {@code 24:00:00}; that is also where 23:59:59.9999999 is rounded to.
     *
     * @param digits of the fraction: the target column's, 0 to 7
     * @param rounding how a value with more digits is brought to that many
     */
    record Time(int digits, Rounding rounding) implements CanonicalType {

        public Time {
            FractionDigits.require(digits);
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /**
     * A {@link Date}, a space and the time of day as in {@link Time}, the mark of a year before 1 at the end:
     * {@code 2024-02-29·23:59:59.123457}, {@code 0044-03-15·12:00:00·BC}. Rounding carries on into the day:
     * {@code 9999-12-31·23:59:59.9999999 → 10000-01-01·00:00:00.000000}. The infinities are the date's.
     *
     * @param digits of the fraction: the target column's, 0 to 7
     * @param rounding how a value with more digits is brought to that many
     */
    record Timestamp(int digits, Rounding rounding) implements CanonicalType {

        public Timestamp {
            FractionDigits.require(digits);
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /**
     * The point in time as the {@link Timestamp} that a clock in UTC shows: {@code 2024-02-29·12:00:00+05:30} is
     * {@code 2024-02-29·06:30:00}.
     *
     * @param digits of the fraction: the target column's, 0 to 7
     * @param rounding how a value with more digits is brought to that many
     */
    record Instant(int digits, Rounding rounding) implements CanonicalType {

        public Instant {
            FractionDigits.require(digits);
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /** The 36 characters in lower case: {@code 6f9619ff-8b86-d011-b42d-00c04fc964ff}. */
    record Uuid() implements CanonicalType {}

    /**
     * The characters as they are, in UTF-8. Nothing is folded, trimmed or normalised, except that spaces (U+0020) at the
     * end are stripped on both sides where either column is blank-padded: between {@code char(5)} and {@code varchar(5)}
     * both {@code 'ab···'} and {@code 'ab'} are {@code ab}; between two {@code varchar(5)} they differ. Also the text that
     * an engine gives a value of a type of its own: {@code 10.0.0.1/32}.
     *
     * @param trailingBlanksStripped whether either column is blank-padded, or a rule says so
     */
    record Text(boolean trailingBlanksStripped) implements CanonicalType {}

    /**
     * A form that a {@link RowHasher} alone gives, because no two engines would give the same: rows with such a column are
     * streamed and hashed in this process. In the frame it stands as a {@link Text} does.
     */
    sealed interface MadeHere extends CanonicalType {

        /** The form of a text in valid Unicode. */
        String of(String text);
    }

    /**
     * The characters without what a rule leaves out: folded for case and outer white space {@code ·Ab·C·} is
     * {@code ab·c}.
     *
     * @param folds what is left out, more than {@link TextFold#TRAILING_BLANKS}: those alone make a {@link Text}
     */
    record FoldedText(Set<TextFold> folds) implements MadeHere {

        public FoldedText {
            if (Set.of(TextFold.TRAILING_BLANKS).containsAll(folds)) {
                throw new IllegalArgumentException("A text without more than its trailing blanks is no folded one.");
            }
            // In their own order: the type's text is the same in every process.
            folds = Collections.unmodifiableSet(EnumSet.copyOf(folds));
        }

        @Override
        public String of(String text) {
            String folded = text;
            for (TextFold fold : EnumSet.copyOf(folds)) {
                folded = fold.of(folded);
            }
            return folded;
        }
    }

    /**
     * The value that a JSON text stands for: {@code {"b":·1.0,·"a":·"\\u0041"}} is {@code {"a":"A","b":1}}, and
     * {@code 1e2} is {@code 1E2}, as {@code 100} is. Spacing, the order of an object's members and the spelling of numbers
     * and strings count for nothing; the order of an array's elements and members of one name do. A text that is no JSON is
     * itself behind a {@code !}, without spaces at its end.
     */
    record Json() implements MadeHere {

        @Override
        public String of(String text) {
            return JsonText.normal(TextFold.TRAILING_BLANKS.of(text));
        }
    }

    /**
     * What an XML text says: {@code <?xml version="1.0"?><a·c='1'·b="2">·<d/><![CDATA[e]]></a>} is
     * {@code <a·b="2"·c="1"><d></d>e</a>}. The declaration, the order of attributes, the spelling of characters
     * and of empty elements, and white space by itself count for nothing; that space does count where it is all that is
     * between the tags of one element, where {@code xml:space="preserve"} keeps it, and where a character of it is written
     * as a reference or in a CDATA section. Comments, processing instructions, prefixes and declarations of namespaces
     * count. Text without elements is XML too, as it is between two tags. A text that is no XML, or has a document type, is
     * itself behind {@code <>}, without spaces at its end.
     */
    record Xml() implements MadeHere {

        @Override
        public String of(String text) {
            return XmlText.normal(TextFold.TRAILING_BLANKS.of(text));
        }
    }

    /**
     * The UUID that a text spells, as in {@link Uuid}: in capital or small letters, with or without its hyphens, with or
     * without braces around it. A text that spells none is itself behind a {@code !}, without spaces at its end.
     */
    record SpelledUuid() implements MadeHere {

        private static final Pattern SPELLING =
                Pattern.compile("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

        @Override
        public String of(String padded) {
            String text = TextFold.TRAILING_BLANKS.of(padded);
            boolean braces = text.startsWith("{") && text.endsWith("}") && text.length() > 1;
            String bare = braces ? text.substring(1, text.length() - 1) : text;
            if (!SPELLING.matcher(bare).matches()) {
                return "!" + text;
            }
            String digits = bare.replace("-", "").toLowerCase(Locale.ROOT);
            return String.join(
                    "-",
                    digits.substring(0, 8),
                    digits.substring(8, 12),
                    digits.substring(12, 16),
                    digits.substring(16, 20),
                    digits.substring(20));
        }
    }

    /** Two lower-case hexadecimal digits for each byte: {@code 00ff}; nothing for no byte. */
    record Binary() implements CanonicalType {}

    /**
     * The text form that both columns share, or empty where none is defined: such columns are not compared, and the
     * report says so.
     *
     * @param rounding how fractions of a second are reduced where the source has more digits than the target
     */
    static Optional<CanonicalType> common(ValueType source, ValueType target, Rounding rounding) {
        if (source instanceof ValueType.Bool && target instanceof ValueType.Bool) {
            return Optional.of(new Bool());
        }
        if (isBoolOrWhole(source) && isBoolOrWhole(target)) {
            return Optional.of(new Whole());
        }
        if (isExactNumber(source) && isExactNumber(target)) {
            return Optional.of(new Decimal(Math.max(scaleOf(source), scaleOf(target))));
        }
        if (source instanceof ValueType.Floating && target instanceof ValueType.Floating) {
            return Optional.of(new Floating());
        }
        if (source instanceof ValueType.Date && target instanceof ValueType.Date) {
            return Optional.of(new Date());
        }
        if (source instanceof ValueType.Time && target instanceof ValueType.Time to) {
            return Optional.of(new Time(to.digits(), rounding));
        }
        if (source instanceof ValueType.Timestamp && target instanceof ValueType.Timestamp to) {
            return Optional.of(new Timestamp(to.digits(), rounding));
        }
        if (source instanceof ValueType.Instant && target instanceof ValueType.Instant to) {
            return Optional.of(new Instant(to.digits(), rounding));
        }
        if (source instanceof ValueType.Uuid && target instanceof ValueType.Uuid) {
            return Optional.of(new Uuid());
        }
        if (source instanceof ValueType.Text from && target instanceof ValueType.Text to) {
            return Optional.of(new Text(from.blankPadded() || to.blankPadded()));
        }
        if (source instanceof ValueType.Textual from
                && target instanceof ValueType.Textual to
                && from.kind().equals(to.kind())) {
            return Optional.of(new Text(false));
        }
        if (source instanceof ValueType.Binary && target instanceof ValueType.Binary) {
            return Optional.of(new Binary());
        }
        return Optional.empty();
    }

    private static boolean isBoolOrWhole(ValueType type) {
        return type instanceof ValueType.Bool || type instanceof ValueType.Whole;
    }

    private static boolean isExactNumber(ValueType type) {
        return type instanceof ValueType.Whole
                || type instanceof ValueType.FixedDecimal
                || type instanceof ValueType.FreeDecimal;
    }

    private static int scaleOf(ValueType type) {
        return type instanceof ValueType.FixedDecimal decimal ? decimal.scale() : 0;
    }
}
