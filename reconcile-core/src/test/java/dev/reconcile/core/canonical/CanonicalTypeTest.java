package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTypeTest {

    private static final ValueType BOOL = new ValueType.Bool();
    private static final ValueType WHOLE = new ValueType.Whole();
    private static final ValueType FREE = new ValueType.FreeDecimal();
    private static final ValueType DATE = new ValueType.Date();
    private static final ValueType UUID = new ValueType.Uuid();
    private static final ValueType HIDDEN = new ValueType.Incomparable("the column is masked");

    private static final ValueType DOCUMENT =
            new ValueType.Document(ValueType.Document.Format.JSON, "json has many texts");

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(BOOL, BOOL, new CanonicalType.Bool()),
                Arguments.of(BOOL, WHOLE, new CanonicalType.Whole()),
                Arguments.of(WHOLE, BOOL, new CanonicalType.Whole()),
                Arguments.of(WHOLE, WHOLE, new CanonicalType.Whole()),
                Arguments.of(WHOLE, decimal(10, 2), new CanonicalType.Decimal(2)),
                Arguments.of(decimal(10, 4), WHOLE, new CanonicalType.Decimal(4)),
                Arguments.of(decimal(10, 4), decimal(10, 2), new CanonicalType.Decimal(4)),
                Arguments.of(decimal(10, 2), decimal(38, 10), new CanonicalType.Decimal(10)),
                Arguments.of(decimal(10, 2), FREE, new CanonicalType.Decimal(2)),
                Arguments.of(FREE, FREE, new CanonicalType.Decimal(0)),
                Arguments.of(WHOLE, FREE, new CanonicalType.Decimal(0)),
                Arguments.of(new ValueType.Floating(32), new ValueType.Floating(64), new CanonicalType.Floating()),
                Arguments.of(DATE, DATE, new CanonicalType.Date()),
                Arguments.of(
                        new ValueType.Time(7), new ValueType.Time(6), new CanonicalType.Time(6, Rounding.TRUNCATE)),
                Arguments.of(
                        new ValueType.Timestamp(3),
                        new ValueType.Timestamp(6),
                        new CanonicalType.Timestamp(6, Rounding.TRUNCATE)),
                Arguments.of(
                        new ValueType.Instant(7),
                        new ValueType.Instant(0),
                        new CanonicalType.Instant(0, Rounding.TRUNCATE)),
                Arguments.of(UUID, UUID, new CanonicalType.Uuid()),
                Arguments.of(text(false), text(false), new CanonicalType.Text(false)),
                Arguments.of(text(true), text(false), new CanonicalType.Text(true)),
                Arguments.of(text(false), text(true), new CanonicalType.Text(true)),
                Arguments.of(text(true), text(true), new CanonicalType.Text(true)),
                Arguments.of(
                        new ValueType.Binary(8),
                        new ValueType.Binary(ValueType.Text.UNBOUNDED),
                        new CanonicalType.Binary()),
                Arguments.of(
                        new ValueType.Textual("inet"), new ValueType.Textual("inet"), new CanonicalType.Text(false)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void a_pair_of_types_has_one_canonical_type(ValueType source, ValueType target, CanonicalType expected) {
        assertThat(CanonicalType.common(source, target, Rounding.TRUNCATE)).contains(expected);
    }

    @Test
    void types_of_different_kinds_have_none() {
        List<ValueType> kinds = List.of(
                WHOLE,
                new ValueType.Floating(64),
                DATE,
                new ValueType.Time(6),
                new ValueType.Timestamp(6),
                new ValueType.Instant(6),
                UUID,
                text(false),
                new ValueType.Binary(16),
                new ValueType.Textual("inet"),
                new ValueType.Textual("interval"),
                DOCUMENT,
                HIDDEN);
        for (ValueType source : kinds) {
            for (ValueType target : kinds) {
                if (source != target) {
                    assertThat(CanonicalType.common(source, target, Rounding.HALF_UP))
                            .as("%s and %s", source, target)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void a_boolean_is_no_decimal_and_nothing_is_like_an_incomparable_column() {
        assertThat(CanonicalType.common(BOOL, decimal(1, 0), Rounding.HALF_UP)).isEqualTo(Optional.empty());
        assertThat(CanonicalType.common(FREE, BOOL, Rounding.HALF_UP)).isEmpty();
        assertThat(CanonicalType.common(HIDDEN, HIDDEN, Rounding.HALF_UP)).isEmpty();
        assertThat(CanonicalType.common(DOCUMENT, DOCUMENT, Rounding.HALF_UP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8})
    void a_column_s_second_has_0_to_7_digits(int digits) {
        assertThatThrownBy(() -> new ValueType.Time(digits)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.Timestamp(digits)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.Instant(digits)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossible_types_are_refused() {
        assertThatThrownBy(() -> new ValueType.FixedDecimal(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.FixedDecimal(5, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.Floating(16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.Text(0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueType.Binary(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ValueType decimal(int precision, int scale) {
        return new ValueType.FixedDecimal(precision, scale);
    }

    private static ValueType text(boolean blankPadded) {
        return new ValueType.Text(10, blankPadded);
    }
}
