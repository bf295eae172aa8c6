package dev.reconcile.core.canonical;

import java.util.Objects;

/**
 * What a column can hold, in terms that both engines share. A dialect translates its own types into these; from a pair
 * of them {@link CanonicalType#common} finds the text form in which the two columns are compared.
 */
public sealed interface ValueType {

    /** True and false. */
    record Bool() implements ValueType {}

    /** Whole numbers within the 64 bits of a signed long. */
    record Whole() implements ValueType {}

    /**
     * Decimal numbers of a declared scale.
     *
     * @param precision all digits, at least 1
     * @param scale digits after the point, at least 0
     */
    record FixedDecimal(int precision, int scale) implements ValueType {

        public FixedDecimal {
            if (precision < 1 || scale < 0) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale + ") cannot exist.");
            }
        }
    }

    /** Decimal numbers of any size and scale, NaN and the infinities. */
    record FreeDecimal() implements ValueType {}

    /**
     * Binary floating point numbers.
     *
     * @param bits 32 or 64
     */
    record Floating(int bits) implements ValueType {

        public Floating {
            if (bits != 32 && bits != 64) {
                throw new IllegalArgumentException("A floating point number has 32 or 64 bits, not " + bits + ".");
            }
        }
    }

    /** Calendar days. */
    record Date() implements ValueType {}

    /** What has a fraction of a second. */
    sealed interface WithFraction extends ValueType {

        /** How many digits it has, 0 to 7. */
        int digits();
    }

    /**
     * Times of day without a zone.
     *
     * @param digits of the second's fraction, 0 to 7
     */
    record Time(int digits) implements WithFraction {

        public Time {
            FractionDigits.require(digits);
        }
    }

    /**
     * Dates with times of day, without a zone.
     *
     * @param digits of the second's fraction, 0 to 7
     */
    record Timestamp(int digits) implements WithFraction {

        public Timestamp {
            FractionDigits.require(digits);
        }
    }

    /**
     * Points in time, whatever offset they were written with.
     *
     * @param digits of the second's fraction, 0 to 7
     */
    record Instant(int digits) implements WithFraction {

        public Instant {
            FractionDigits.require(digits);
        }
    }

    /** Universally unique identifiers. */
    record Uuid() implements ValueType {}

    /**
     * Characters.
     *
     * @param maxLength the declared length in the database's own unit, or {@link #UNBOUNDED}
     * @param blankPadded whether the database pads values with blanks to the declared length
     */
    record Text(long maxLength, boolean blankPadded) implements ValueType {

        /** The length of a type without a declared one. */
        public static final long UNBOUNDED = Long.MAX_VALUE;

        public Text {
            if (maxLength < 1) {
                throw new IllegalArgumentException("A text of at most " + maxLength + " characters cannot exist.");
            }
        }
    }

    /**
     * Bytes.
     *
     * @param maxLength the declared length in bytes, or {@link Text#UNBOUNDED}
     */
    record Binary(long maxLength) implements ValueType {

        public Binary {
            if (maxLength < 1) {
                throw new IllegalArgumentException("A binary of at most " + maxLength + " bytes cannot exist.");
            }
        }
    }

    /**
     * Values that only one engine has, equal exactly if the texts are that it gives them.
     *
     * @param kind which values: those of two columns are compared where their kinds are the same
     */
    record Textual(String kind) implements ValueType {

        public Textual {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * Documents, of which equal ones have many texts: what they say is compared, by a rule alone.
     *
     * @param format what they are written in
     * @param reason why they are not compared without a rule, as the end of the sentence "is not compared: …"
     */
    record Document(Format format, String reason) implements ValueType {

        /** What documents are written in. */
        public enum Format {
            JSON,
            XML
        }

        public Document {
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(reason, "reason");
        }

        /** Whether the text is such a document, as far as this program reads them. */
        public boolean holds(String text) {
            return switch (format) {
                case JSON -> JsonText.isJson(text);
                case XML -> XmlText.isXml(text);
            };
        }
    }

    /**
     * Values that no canonical text is defined for, or that this login may not see as they are.
     *
     * @param reason why not, as the end of the sentence "is not compared: …"
     */
    record Incomparable(String reason) implements ValueType {

        public Incomparable {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
