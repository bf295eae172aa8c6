package dev.reconcile.core.table;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.canonical.ValueType.Document.Format;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a column's values is not compared because the user says so, by a rule or by a preset. */
public sealed interface Softening {

    /**
     * The form in which two columns are compared then. Empty where the softening means nothing to such columns.
     *
     * @param rounding how fractions of a second are reduced where the softening itself does not say
     */
    Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding);

    /** Which columns it is for, as the end of the sentence "it is for …". */
    String purpose();

    /**
     * What it leaves out, as the end of the sentence "by rule, …".
     *
     * @param form what {@link #form} gave
     */
    String effect(CanonicalType form);

    /** Nothing: values are compared as they are, whatever is said of other tables. */
    enum Nothing implements Softening {
        /** The only one. */
        NOTHING;

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding) {
            return CanonicalType.common(source, target, rounding);
        }

        @Override
        public String purpose() {
            return "all columns";
        }

        @Override
        public String effect(CanonicalType form) {
            return "nothing is left out";
        }
    }

    /**
     * Fractions of a second are brought to fewer digits, on both sides.
     *
     * @param digits of the fraction, 0 to 7
     * @param rounding how; null for the way of the run
     */
    record Fraction(int digits, @Nullable Rounding rounding) implements Softening {

        public Fraction {
            if (digits < 0 || digits > 7) {
                throw new IllegalArgumentException("A second has 0 to 7 fraction digits here, not " + digits + ".");
            }
        }

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding ofRun) {
            Rounding how = rounding == null ? ofRun : rounding;
            return CanonicalType.common(source, target, how).flatMap(common -> reduced(common, how));
        }

        private Optional<CanonicalType> reduced(CanonicalType common, Rounding how) {
            if (common instanceof CanonicalType.Time time) {
                return Optional.of(new CanonicalType.Time(Math.min(digits, time.digits()), how));
            }
            if (common instanceof CanonicalType.Timestamp timestamp) {
                return Optional.of(new CanonicalType.Timestamp(Math.min(digits, timestamp.digits()), how));
            }
            if (common instanceof CanonicalType.Instant instant) {
                return Optional.of(new CanonicalType.Instant(Math.min(digits, instant.digits()), how));
            }
            return Optional.empty();
        }

        @Override
        public String purpose() {
            return "times and timestamps";
        }

        @Override
        public String effect(CanonicalType form) {
            if (form instanceof CanonicalType.Time time) {
                return effect(time.digits(), time.rounding());
            }
            if (form instanceof CanonicalType.Timestamp timestamp) {
                return effect(timestamp.digits(), timestamp.rounding());
            }
            if (form instanceof CanonicalType.Instant instant) {
                return effect(instant.digits(), instant.rounding());
            }
            throw new IllegalArgumentException(form + " has no fraction of a second.");
        }

        private static String effect(int kept, Rounding how) {
            return "fractions of a second are " + (how == Rounding.HALF_UP ? "rounded half up" : "truncated") + " to "
                    + kept + (kept == 1 ? " digit" : " digits") + " on both sides";
        }
    }

    /**
     * Something is left out of texts.
     *
     * @param folds what, at least one thing
     */
    record Text(Set<TextFold> folds) implements Softening {

        public Text {
            Objects.requireNonNull(folds, "folds");
            if (folds.isEmpty()) {
                throw new IllegalArgumentException("Something must be left out of the text.");
            }
            // In their own order: what tells a comparison from others is the same in every process.
            folds = Collections.unmodifiableSet(EnumSet.copyOf(folds));
        }

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding) {
            if (!(source instanceof ValueType.Text from && target instanceof ValueType.Text to)) {
                return Optional.empty();
            }
            Set<TextFold> all = EnumSet.copyOf(folds);
            if (from.blankPadded() || to.blankPadded()) {
                all.add(TextFold.TRAILING_BLANKS);
            }
            return Optional.of(
                    all.equals(Set.of(TextFold.TRAILING_BLANKS))
                            ? new CanonicalType.Text(true)
                            : new CanonicalType.FoldedText(all));
        }

        @Override
        public String purpose() {
            return "text";
        }

        @Override
        public String effect(CanonicalType form) {
            return EnumSet.copyOf(folds).stream()
                    .map(fold -> switch (fold) {
                        case TRAILING_BLANKS -> "spaces at the end are not compared";
                        case OUTER_WHITESPACE -> "white space at both ends is not compared";
                        case ALL_WHITESPACE -> "runs of white space are one space, and none at both ends";
                        case CASE -> "capital and small letters are the same";
                    })
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * Numbers that are near each other are taken for equal. Their form is that of numbers without a rule: closeness is none.
     *
     * @param tolerance how near
     */
    record Within(Tolerance tolerance) implements Softening {

        public Within {
            Objects.requireNonNull(tolerance, "tolerance");
        }

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding) {
            return isNumber(source) && isNumber(target)
                    ? CanonicalType.common(source, target, rounding)
                    : Optional.empty();
        }

        private static boolean isNumber(ValueType type) {
            return type instanceof ValueType.Whole
                    || type instanceof ValueType.FixedDecimal
                    || type instanceof ValueType.FreeDecimal
                    || type instanceof ValueType.Floating;
        }

        @Override
        public String purpose() {
            return "numbers, both of them floating point or neither; an expression makes one kind of the other";
        }

        @Override
        public String effect(CanonicalType form) {
            return "numbers are equal that are " + tolerance;
        }
    }

    /**
     * What a pipeline of a known kind leaves out.
     *
     * @param preset the kind
     * @param fraction what it does to fractions of a second
     */
    record OfPreset(Preset preset, Fraction fraction) implements Softening {

        public OfPreset {
            Objects.requireNonNull(preset, "preset");
            Objects.requireNonNull(fraction, "fraction");
        }

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding) {
            return fraction.form(source, target, rounding);
        }

        @Override
        public String purpose() {
            return fraction.purpose();
        }

        @Override
        public String effect(CanonicalType form) {
            return fraction.effect(form) + ", as preset " + preset + " has it";
        }
    }

    /**
     * Texts and documents are compared as what they stand for.
     *
     * @param meaning what that is
     */
    record As(Meaning meaning) implements Softening {

        public As {
            Objects.requireNonNull(meaning, "meaning");
        }

        @Override
        public Optional<CanonicalType> form(ValueType source, ValueType target, Rounding rounding) {
            return switch (meaning) {
                case JSON ->
                    isTextOr(Format.JSON, source) && isTextOr(Format.JSON, target)
                            ? Optional.of(new CanonicalType.Json())
                            : Optional.empty();
                case XML ->
                    isTextOr(Format.XML, source) && isTextOr(Format.XML, target)
                            ? Optional.of(new CanonicalType.Xml())
                            : Optional.empty();
                case UUID -> {
                    boolean both = source instanceof ValueType.Uuid && target instanceof ValueType.Uuid;
                    boolean spelled = isUuidOrText(source) && isUuidOrText(target);
                    yield both
                            ? CanonicalType.common(source, target, rounding)
                            : spelled ? Optional.of(new CanonicalType.SpelledUuid()) : Optional.empty();
                }
            };
        }

        private static boolean isTextOr(Format format, ValueType type) {
            return type instanceof ValueType.Text
                    || (type instanceof ValueType.Document document && document.format() == format);
        }

        private static boolean isUuidOrText(ValueType type) {
            return type instanceof ValueType.Uuid || type instanceof ValueType.Text;
        }

        @Override
        public String purpose() {
            return switch (meaning) {
                case JSON -> "JSON and text";
                case XML -> "XML and text";
                case UUID -> "UUIDs and text";
            };
        }

        @Override
        public String effect(CanonicalType form) {
            return switch (meaning) {
                case JSON ->
                    "texts are compared as JSON, without spacing, order of members and spelling of numbers and strings; what"
                            + " is no JSON, without spaces at its end";
                case XML ->
                    "texts are compared as XML, without the declaration, order of attributes, spelling of characters and of"
                            + " empty elements, and white space by itself beside an element; what is no XML or has a"
                            + " document type, without spaces at its end";
                case UUID ->
                    "texts are compared as the UUIDs that they spell; what spells none, without spaces at its end";
            };
        }

        /** What a text stands for. */
        public enum Meaning {
            JSON,
            XML,
            UUID
        }
    }
}
