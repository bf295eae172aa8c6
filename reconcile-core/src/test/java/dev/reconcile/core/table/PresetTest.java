package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetTest {

    private static final ValueType TEXT = new ValueType.Text(ValueType.Text.UNBOUNDED, false);

    @Test
    void without_a_preset_no_row_is_left_out_and_no_column_expected() {
        assertThat(Preset.NONE.deletedMark(table(), table("__deleted", TEXT))).isEmpty();
        assertThat(Preset.NONE.adds("__deleted")).isFalse();
    }

    @Test
    void a_text_or_a_boolean_of_the_target_s_own_marks_rows_as_deleted() {
        for (ValueType type : List.of(TEXT, new ValueType.Text(5, false), new ValueType.Bool())) {
            assertThat(Preset.DEBEZIUM.deletedMark(table(), table("__deleted", type)))
                    .as(type.toString())
                    .isPresent();
        }
    }

    @Test
    void a_number_marks_nothing() {
        assertThat(Preset.DEBEZIUM.deletedMark(table(), table("__deleted", new ValueType.Whole())))
                .isEmpty();
    }

    @Test
    void a_column_that_the_source_has_too_is_data() {
        assertThat(Preset.DEBEZIUM.deletedMark(table("__deleted", TEXT), table("__deleted", TEXT)))
                .isEmpty();
    }

    @Test
    void a_column_of_another_name_marks_nothing() {
        assertThat(Preset.DEBEZIUM.deletedMark(table(), table("deleted", TEXT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__deleted", "__op", "__source_ts_ms", "__connect_offset"})
    void the_pipeline_s_columns_are_known_by_their_prefix(String name) {
        assertThat(Preset.DEBEZIUM.adds(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"op", "_op", "deleted__"})
    void other_columns_are_not_the_pipeline_s(String name) {
        assertThat(Preset.DEBEZIUM.adds(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DEBEZIUM, 7, 6, -, -",
        "DEBEZIUM_ADAPTIVE_TIME_MICROSECONDS, 7, 6, 6, -",
        "DEBEZIUM_MICROSECONDS, 7, 6, 6, 6",
        "DEBEZIUM_MICROSECONDS, 6, 6, -, -",
        "DEBEZIUM_MICROSECONDS, 7, 3, -, -",
        "DEBEZIUM_CONNECT, 7, 6, 3, 3",
        "DEBEZIUM_CONNECT, 4, 3, 3, 3",
        "DEBEZIUM_CONNECT, 3, 6, -, -",
        "DEBEZIUM_CONNECT, 7, 2, -, -",
        "NONE, 7, 3, -, -",
    })
    void what_the_connector_cuts_off_is_known_by_its_time_precision_mode(
            Preset preset, int from, int to, String time, String timestamp) {
        assertThat(digitsKept(preset, new ValueType.Time(from), new ValueType.Time(to)))
                .isEqualTo(time);
        assertThat(digitsKept(preset, new ValueType.Timestamp(from), new ValueType.Timestamp(to)))
                .isEqualTo(timestamp);
        assertThat(digitsKept(preset, new ValueType.Instant(from), new ValueType.Instant(to)))
                .as("an instant is text on its way and loses nothing")
                .isEqualTo("-");
    }

    private static String digitsKept(Preset preset, ValueType source, ValueType target) {
        return preset.softening(source, target)
                .map(softening -> (Softening.OfPreset) softening)
                .map(softening -> {
                    assertThat(softening.fraction().rounding()).isEqualTo(Rounding.TRUNCATE);
                    return Integer.toString(softening.fraction().digits());
                })
                .orElse("-");
    }

    @ParameterizedTest
    @EnumSource
    void a_preset_is_read_as_it_is_written(Preset preset) {
        assertThat(Preset.of(preset.toString())).isEqualTo(preset);
    }

    @Test
    void an_unknown_preset_is_an_error() {
        assertThatThrownBy(() -> Preset.of("Debezium")).isInstanceOf(IllegalArgumentException.class);
    }

    private static TableDescription table() {
        return described(List.of());
    }

    private static TableDescription table(String column, ValueType type) {
        return described(List.of(new Column(column, type.toString(), type, true, null)));
    }

    private static TableDescription described(List<Column> columns) {
        return new TableDescription(
                TableName.parse("s.t"),
                TableKind.TABLE,
                columns,
                List.of(),
                OptionalLong.empty(),
                List.of(),
                List.of());
    }
}
