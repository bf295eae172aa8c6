package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlServerTypesTest {

    private static final long UNBOUNDED = ValueType.Text.UNBOUNDED;

    static Stream<Arguments> types() {
        return Stream.of(
                type("bit", 1, 1, 0, "bit", new ValueType.Bool()),
                type("tinyint", 1, 3, 0, "tinyint", new ValueType.Whole()),
                type("bigint", 8, 19, 0, "bigint", new ValueType.Whole()),
                type("decimal", 9, 10, 2, "decimal(10,2)", new ValueType.FixedDecimal(10, 2)),
                type("numeric", 17, 38, 0, "numeric(38,0)", new ValueType.FixedDecimal(38, 0)),
                type("money", 8, 19, 4, "money", new ValueType.FixedDecimal(19, 4)),
                type("smallmoney", 4, 10, 4, "smallmoney", new ValueType.FixedDecimal(10, 4)),
                type("real", 4, 24, 0, "real", new ValueType.Floating(32)),
                type("float", 8, 53, 0, "float", new ValueType.Floating(64)),
                type("date", 3, 10, 0, "date", new ValueType.Date()),
                type("time", 5, 16, 7, "time(7)", new ValueType.Time(7)),
                type("datetime", 8, 23, 3, "datetime", new ValueType.Timestamp(3)),
                type("smalldatetime", 4, 16, 0, "smalldatetime", new ValueType.Timestamp(0)),
                type("datetime2", 8, 27, 7, "datetime2(7)", new ValueType.Timestamp(7)),
                type("datetimeoffset", 10, 30, 3, "datetimeoffset(3)", new ValueType.Instant(3)),
                type("uniqueidentifier", 16, 0, 0, "uniqueidentifier", new ValueType.Uuid()),
                type("char", 5, 0, 0, "char(5)", new ValueType.Text(5, true)),
                type("nchar", 10, 0, 0, "nchar(5)", new ValueType.Text(5, true)),
                type("varchar", 50, 0, 0, "varchar(50)", new ValueType.Text(50, false)),
                type("nvarchar", 100, 0, 0, "nvarchar(50)", new ValueType.Text(50, false)),
                type("varchar", -1, 0, 0, "varchar(max)", new ValueType.Text(UNBOUNDED, false)),
                type("nvarchar", -1, 0, 0, "nvarchar(max)", new ValueType.Text(UNBOUNDED, false)),
                type("sysname", 256, 0, 0, "nvarchar(128)", new ValueType.Text(128, false)),
                type("text", 16, 0, 0, "text", new ValueType.Text(UNBOUNDED, false)),
                type("ntext", 16, 0, 0, "ntext", new ValueType.Text(UNBOUNDED, false)),
                type("binary", 8, 0, 0, "binary(8)", new ValueType.Binary(8)),
                type("varbinary", -1, 0, 0, "varbinary(max)", new ValueType.Binary(UNBOUNDED)),
                type("image", 16, 0, 0, "image", new ValueType.Binary(UNBOUNDED)),
                type("timestamp", 8, 0, 0, "rowversion", new ValueType.Binary(8)));
    }

    private static Arguments type(
            String name, int maxLength, int precision, int scale, String text, ValueType valueType) {
        return Arguments.of(new Declared(name, maxLength, precision, scale), text, valueType);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("types")
    void knows_what_a_type_holds(Declared declared, String text, ValueType valueType) {
        assertThat(declared.text()).isEqualTo(text);
        assertThat(declared.valueType()).isEqualTo(valueType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_variant", "hierarchyid", "geometry", "geography", "vector", "my_clr_type"})
    void compares_no_values_of_types_without_a_canonical_text(String name) {
        assertThat(new Declared(name, -1, 0, 0).valueType())
                .isInstanceOfSatisfying(
                        ValueType.Incomparable.class,
                        type -> assertThat(type.reason()).startsWith(name + " "));
    }

    @Test
    void knows_what_documents_are_written_in() {
        for (ValueType.Document.Format format : ValueType.Document.Format.values()) {
            assertThat(new Declared(format.name().toLowerCase(Locale.ROOT), -1, 0, 0).valueType())
                    .isInstanceOfSatisfying(
                            ValueType.Document.class,
                            type -> assertThat(type.format()).isEqualTo(format));
        }
    }
}
