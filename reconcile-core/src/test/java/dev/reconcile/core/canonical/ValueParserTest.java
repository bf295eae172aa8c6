package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.core.memory.PlainValues;
import dev.reconcile.core.memory.RandomValues;
import dev.reconcile.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueParserTest {

    private static final long SEED = 20_240_229;

    private static final List<Column> COLUMNS = List.of(
            column("boolean", new ValueType.Bool()),
            column("smallint", new ValueType.Whole()),
            column("bigint", new ValueType.Whole()),
            column("numeric(38,9)", new ValueType.FixedDecimal(38, 9)),
            column("numeric", new ValueType.FreeDecimal()),
            column("real", new ValueType.Floating(32)),
            column("float8", new ValueType.Floating(64)),
            column("date", new ValueType.Date()),
            column("time", new ValueType.Time(6)),
            column("time(7)", new ValueType.Time(7)),
            column("timestamp", new ValueType.Timestamp(6)),
            column("datetime2", new ValueType.Timestamp(7)),
            column("timestamptz", new ValueType.Instant(6)),
            column("uuid", new ValueType.Uuid()),
            column("text", new ValueType.Text(ValueType.Text.UNBOUNDED, false)),
            column("char(5)", new ValueType.Text(5, true)),
            column("bytea", new ValueType.Binary(ValueType.Text.UNBOUNDED)));

    @Test
    void reads_back_the_text_of_every_value_of_every_type() {
        RandomValues random = new RandomValues(new Random(SEED));
        for (Column column : COLUMNS) {
            ValueType type = column.valueType();
            List<CanonicalType> canonical =
                    List.of(CanonicalType.common(type, type, Rounding.TRUNCATE).orElseThrow());
            for (int i = 0; i < 2_000; i++) {
                Value value = value(random.next(column));
                Value back = Value.parse(value.text(), type);
                boolean same = back.text().equals(value.text())
                        && RowEncoder.frameOf(List.of(back), canonical)
                                .equals(RowEncoder.frameOf(List.of(value), canonical))
                        // Of a decimal's scale nothing is left in its text where it is negative.
                        && (value instanceof Value.Decimal || back.equals(value));
                if (!same) {
                    fail("seed %d, %s: %s came back as %s", SEED, column, value, back);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0044-03-15 12:00:00.5 BC         | 0044-03-15 12:00:00.5 BC
            2024-02-29T12:00:00              | 2024-02-29 12:00:00
            294276-12-31 23:59:59.999999     | 294276-12-31 23:59:59.999999
            infinity                         | infinity
            -infinity                        | -infinity
            """)
    void takes_a_timestamp(String text, String value) {
        assertThat(Value.parse(text, new ValueType.Timestamp(6)).text()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-03-01 01:30:00+02           | 2024-02-29 23:30:00
            2024-02-29T23:30:00Z             | 2024-02-29 23:30:00
            2024-02-29 18:00:00-05:30        | 2024-02-29 23:30:00
            2024-02-29 18:00:00-0530         | 2024-02-29 23:30:00
            2024-02-29 23:30:00              | 2024-02-29 23:30:00
            """)
    void takes_a_point_in_time_with_its_offset(String text, String inUtc) {
        assertThat(Value.parse(text, new ValueType.Instant(6)).text()).isEqualTo(inUtc);
    }

    @Test
    void takes_other_spellings_of_the_same_value() {
        assertThat(Value.parse("1", new ValueType.Bool())).isEqualTo(new Value.Bool(true));
        assertThat(Value.parse("+7", new ValueType.Whole())).isEqualTo(new Value.Whole(7));
        assertThat(Value.parse("0xABCD", new ValueType.Binary(8))).isEqualTo(new Value.Binary("abcd"));
        assertThat(Value.parse("0.1", new ValueType.Floating(32))).isEqualTo(new Value.Floating(0.1f));
        assertThat(Value.parse("6F9619FF-8B86-D011-B42D-00C04FC964FF", new ValueType.Uuid())
                        .text())
                .isEqualTo("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    }

    @Test
    void takes_the_text_that_an_engine_gives_a_type_of_its_own() {
        assertThat(Value.parse("10.0.0.1/32", new ValueType.Textual("inet"))).isEqualTo(new Value.Text("10.0.0.1/32"));
        assertThat(Value.parse("{ }", new ValueType.Document(ValueType.Document.Format.JSON, "json has many texts")))
                .isEqualTo(new Value.Text("{ }"));
    }

    @Test
    void refuses_what_is_no_value_of_the_type_and_does_not_quote_it() {
        assertRefused(new ValueType.Bool(), "yes", "", " true");
        assertRefused(new ValueType.Whole(), "", "17.0", "1e3", "9223372036854775808", "17 ", "١٧");
        assertRefused(new ValueType.FixedDecimal(9, 2), "", "1,5", "1e3", ".5", "5.", "nan");
        assertRefused(new ValueType.Floating(64), "", "0x1p3", "1d", "1e400", "infinity");
        assertRefused(new ValueType.Floating(32), "1e39");
        assertRefused(new ValueType.Date(), "2023-02-29", "24-02-29", "2024-2-29", "2024-02-29 ", "29.02.2024");
        assertRefused(new ValueType.Time(6), "24:00:01", "12:60:00", "12:00", "1:00:00");
        assertRefused(
                new ValueType.Timestamp(6),
                "2024-02-29",
                "2024-02-29 24:00:00",
                "2024-02-29 12:00:00Z",
                "2024-02-30 12:00:00");
        assertRefused(new ValueType.Uuid(), "6f9619ff8b86d011b42d00c04fc964ff", "1-1-1-1-1");
        assertRefused(new ValueType.Binary(8), "", "00ff", "0x0", "0xgg");
        assertRefused(new ValueType.Incomparable("no text is defined"), "x");
    }

    private static void assertRefused(ValueType type, String... texts) {
        String message = refusal("no such value: \u0000", type);
        for (String text : texts) {
            assertThat(refusal(text, type)).as("%s as %s", text, type).isEqualTo(message);
        }
    }

    private static String refusal(String text, ValueType type) {
        return String.valueOf(catchThrowableOfType(UnreadableValueException.class, () -> Value.parse(text, type))
                .getMessage());
    }

    private static Value value(@Nullable Object plain) {
        List<Value> values = new ArrayList<>();
        PlainValues.giveRow(Collections.singletonList(plain), new Values(values::addAll));
        return values.get(0);
    }

    private static Column column(String nativeType, ValueType type) {
        return new Column("c", nativeType, type, false, null);
    }
}
