package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.core.canonical.CanonicalType.Binary;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.FoldedText;
import dev.reconcile.core.canonical.CanonicalType.Json;
import dev.reconcile.core.canonical.CanonicalType.SpelledUuid;
import dev.reconcile.core.canonical.CanonicalType.Text;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.canonical.CanonicalType.Xml;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.memory.PlainValues;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.RandomValues;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryRowEncoderTest {

    private static final Text TEXT = new Text(false);
    private static final RowHashes NOWHERE = (high, low) -> {};

    @Test
    void random_values_have_the_same_form_if_and_only_if_they_have_the_same_text() {
        Seeds.each(40, random -> {
            RandomValues values = new RandomValues(random);
            for (Column column : new RandomTables(random, 7).columnsOfEachKind()) {
                List<@Nullable Object> drawn = new ArrayList<>();
                drawn.add(values.next(column));
                while (drawn.size() < 12) {
                    drawn.add(values.near(drawn.get(random.nextInt(drawn.size())), column));
                }
                for (CanonicalType type : typesOf(column, random)) {
                    assertFormsAreEqualAsTextsAre(drawn, type);
                }
            }
        });
    }

    /** Canonical types that the column's values have. */
    private static List<CanonicalType> typesOf(Column column, Random random) {
        ValueType type = column.valueType();
        List<ValueType> others = new ArrayList<>(List.of(
                type,
                new ValueType.Whole(),
                new ValueType.FixedDecimal(60, random.nextInt(40)),
                new ValueType.FreeDecimal(),
                new ValueType.Text(9, true)));
        IntStream.range(0, 8)
                .mapToObj(digits -> List.of(
                        new ValueType.Time(digits), new ValueType.Timestamp(digits), new ValueType.Instant(digits)))
                .forEach(others::addAll);
        List<CanonicalType> types = new ArrayList<>();
        for (ValueType other : others) {
            Rounding rounding = Rounding.values()[random.nextInt(Rounding.values().length)];
            CanonicalType.common(type, other, rounding).ifPresent(types::add);
        }
        if (type instanceof ValueType.Text) {
            Stream.of(TextFold.values())
                    .map(fold -> new FoldedText(EnumSet.of(fold, TextFold.CASE)))
                    .forEach(types::add);
            types.addAll(List.of(new Json(), new Xml(), new SpelledUuid()));
        }
        if (type instanceof ValueType.Uuid) {
            types.add(new SpelledUuid());
        }
        return types;
    }

    private static void assertFormsAreEqualAsTextsAre(List<? extends @Nullable Object> values, CanonicalType type) {
        List<String> texts = new ArrayList<>();
        List<String> forms = new ArrayList<>();
        List<RowHash> hashes = new ArrayList<>();
        for (Object value : values) {
            texts.add(frame(Arrays.asList(value), List.of(type)));
            forms.add(form(Arrays.asList(value), List.of(type)));
            hashes.add(hash(Arrays.asList(value), List.of(type)));
        }
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean equal = texts.get(i).equals(texts.get(j));
                assertThat(forms.get(i).equals(forms.get(j)))
                        .as("as %s the forms of %s and %s are equal", type, texts.get(i), texts.get(j))
                        .isEqualTo(equal);
                assertThat(hashes.get(i).equals(hashes.get(j)))
                        .as("as %s the hashes of %s and %s are equal", type, texts.get(i), texts.get(j))
                        .isEqualTo(equal);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 6, 17, 18, 19, 20, 38, 100})
    void decimals_at_the_edge_of_64_bits_have_the_same_form_if_and_only_if_they_are_the_same_number(int minScale) {
        List<Object> values = new ArrayList<>(Arrays.asList(SpecialDecimal.values()));
        for (BigInteger near : List.of(
                BigInteger.ZERO,
                BigInteger.TEN.pow(17),
                BigInteger.TEN.pow(18),
                BigInteger.TEN.pow(19),
                BigInteger.valueOf(Long.MAX_VALUE),
                BigInteger.valueOf(Long.MAX_VALUE / 10),
                BigInteger.valueOf(Long.MAX_VALUE / 10).multiply(BigInteger.TEN),
                BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.TEN),
                BigInteger.ONE.shiftLeft(64))) {
            for (int scale : new int[] {-3, 0, 1, 2, 4, 18, 19, 38}) {
                for (int away = -1; away <= 1; away++) {
                    BigInteger unscaled = near.add(BigInteger.valueOf(away));
                    values.add(new BigDecimal(unscaled, scale));
                    values.add(new BigDecimal(unscaled.negate(), scale));
                    values.add(new BigDecimal(unscaled.multiply(BigInteger.TEN.pow(20)), scale + 20));
                }
            }
        }
        assertFormsAreEqualAsTextsAre(values, new Decimal(minScale));
    }

    @Test
    void the_form_does_not_depend_on_how_a_value_was_brought() {
        Seeds.each(300, random -> {
            RandomTable table = new RandomTables(random, 7).next();
            for (List<@Nullable Object> row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    Object value = row.get(i);
                    for (CanonicalType type : typesOf(table.columns().get(i), random)) {
                        for (Consumer<RowSink> way : waysToBring(value, type, random)) {
                            assertThat(broughtBy(way, type))
                                    .as("the form as %s", type)
                                    .isEqualTo(form(Arrays.asList(value), List.of(type)));
                            assertThat(frameBroughtBy(way, type))
                                    .as("the text as %s", type)
                                    .isEqualTo(frame(Arrays.asList(value), List.of(type)));
                        }
                    }
                }
            }
        });
    }

    /** Other calls that bring the same value. */
    private static List<Consumer<RowSink>> waysToBring(@Nullable Object value, CanonicalType type, Random random) {
        List<Consumer<RowSink>> ways = new ArrayList<>();
        if (value instanceof Boolean flag) {
            ways.add(sink -> sink.longValue(flag ? 1 : 0));
        }
        if (value instanceof Long number && type instanceof Decimal) {
            ways.addAll(waysToBring(BigDecimal.valueOf(number), type, random));
        }
        if (value instanceof BigDecimal number) {
            addWays(number, ways);
            addWays(number.setScale(number.scale() + random.nextInt(25)), ways);
            addWays(number.stripTrailingZeros(), ways);
        }
        if (value instanceof UUID uuid && type instanceof SpelledUuid) {
            String hyphened = uuid.toString();
            String bare = hyphened.replace("-", "");
            for (String spelled : List.of(hyphened, bare, "{" + hyphened + "}", bare.toUpperCase(Locale.ROOT) + "  ")) {
                ways.add(sink -> sink.textValue(spelled));
                ways.add(sink -> PlainValues.giveEncoded(spelled, sink));
            }
        }
        if (value instanceof String text) {
            ways.add(sink -> PlainValues.giveEncoded(text, sink));
        }
        return ways;
    }

    private static void addWays(BigDecimal number, List<Consumer<RowSink>> ways) {
        ways.add(sink -> sink.decimalValue(number));
        if (number.unscaledValue().bitLength() < Long.SIZE) {
            long unscaled = number.unscaledValue().longValue();
            ways.add(sink -> sink.decimalValue(unscaled, number.scale()));
            if (number.scale() == 0) {
                ways.add(sink -> sink.longValue(unscaled));
            }
        }
    }

    @Test
    void every_form_can_be_read_back_so_that_different_rows_have_different_forms() {
        Seeds.each(500, random -> {
            RandomTable table = new RandomTables(random, 7).next();
            List<CanonicalType> types = table.canonicalTypes();
            for (List<@Nullable Object> row : table.rows()) {
                List<String> single = new ArrayList<>();
                for (int i = 0; i < types.size(); i++) {
                    single.add(form(Arrays.asList(row.get(i)), List.of(types.get(i))));
                }
                assertThat(FormReader.read(HexFormat.of().parseHex(form(row, types)), types))
                        .isEqualTo(single);
            }
        });
    }

    @Test
    void random_rows_have_the_same_hash_if_and_only_if_they_have_the_same_frame() {
        Seeds.each(300, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable table = tables.damaged(tables.next());
            List<CanonicalType> types = table.canonicalTypes();
            for (List<@Nullable Object> one : table.rows()) {
                for (List<@Nullable Object> other : table.rows()) {
                    assertThat(hash(one, types).equals(hash(other, types)))
                            .isEqualTo(frame(one, types).equals(frame(other, types)));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.reconcile.core.canonical.RowFrameTest#rows_that_careless_framing_takes_for_equal")
    void rows_that_careless_framing_takes_for_equal_differ(List<@Nullable Object> one, List<@Nullable Object> other) {
        for (CanonicalType type : List.of(TEXT, new Text(true))) {
            assertThat(form(one, List.of(type, type))).isNotEqualTo(form(other, List.of(type, type)));
            assertThat(hash(one, List.of(type, type))).isNotEqualTo(hash(other, List.of(type, type)));
        }
    }

    @Test
    void the_zeros_at_a_row_s_end_count() {
        List<CanonicalType> binary = List.of(new Binary());
        List<RowHash> hashes = IntStream.range(0, 50)
                .mapToObj(length -> hash(List.of(new byte[length]), binary))
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void the_hash_is_the_murmur3_of_the_form() {
        List<CanonicalType> types = List.of(new Whole(), TEXT, TEXT);
        List<@Nullable Object> row = Arrays.asList(7L, "a|b", null);
        assertThat(form(row, types)).isEqualTo("01" + "0700000000000000" + "01" + "03000000" + "617c62" + "00");

        byte[] form = HexFormat.of().parseHex(form(row, types));
        Murmur3 murmur3 = new Murmur3(0);
        murmur3.hash(Arrays.copyOf(form, form.length + Murmur3.ZEROS_BEHIND), form.length);

        assertThat(hash(row, types)).isEqualTo(new RowHash(murmur3.first(), murmur3.second()));
    }

    @Test
    void a_row_leaves_nothing_behind_for_the_next() {
        List<CanonicalType> types = List.of(TEXT, new Decimal(2));
        List<List<@Nullable Object>> rows = List.of(
                List.of("x".repeat(10_000), BigDecimal.TEN.pow(1000)),
                List.of("x", BigDecimal.ONE),
                Arrays.asList(null, null),
                List.of("x", BigDecimal.ONE));
        List<RowHash> hashes = new ArrayList<>();
        RowHasher hasher = RowHashing.BINARY.hasher(types, (high, low) -> hashes.add(new RowHash(high, low)));

        rows.forEach(row -> PlainValues.giveRow(row, hasher));

        assertThat(hashes).isEqualTo(rows.stream().map(row -> hash(row, types)).toList());
    }

    @Test
    void rows_of_any_length_fit() {
        for (int length :
                new int[] {480, 490, 491, 492, 493, 494, 495, 500, 506, 507, 508, 511, 512, 513, 1024, 100_000}) {
            form(List.of("x".repeat(length)), List.of(TEXT));
            form(
                    List.of("x".repeat(length), 1L, UUID.randomUUID()),
                    List.of(TEXT, new Whole(), new CanonicalType.Uuid()));
            form(List.of(new byte[length], new BigDecimal("1E+" + length)), List.of(new Binary(), new Decimal(0)));
        }
        form(Collections.nCopies(1024, Long.MIN_VALUE), Collections.nCopies(1024, new Whole()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d"})
    void half_a_surrogate_pair_is_refused_with_its_column_and_without_its_value(String value) {
        for (CanonicalType type : List.of(TEXT, new Json(), new FoldedText(Set.of(TextFold.CASE)))) {
            BinaryRowEncoder encoder = new BinaryRowEncoder(List.of(new Whole(), type), NOWHERE);
            encoder.longValue(1);

            UnencodableTextException refusal =
                    catchThrowableOfType(UnencodableTextException.class, () -> encoder.textValue(value));

            assertThat(refusal.column()).isEqualTo(1);
            assertThat(refusal).hasMessage("A text holds half of a surrogate pair, which has no UTF-8 form.");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reconcile.core.canonical.RowFrameTest#misplaced_values")
    void a_value_of_another_type_is_refused_without_being_shown(CanonicalType type, Consumer<RowSink> value) {
        BinaryRowEncoder encoder = new BinaryRowEncoder(List.of(type), NOWHERE);
        assertThatThrownBy(() -> value.accept(encoder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("but was given")
                .hasMessageNotContaining("42");
    }

    private static String form(List<? extends @Nullable Object> row, List<CanonicalType> types) {
        BinaryRowEncoder encoder = new BinaryRowEncoder(types, NOWHERE);
        row.forEach(value -> PlainValues.give(value, encoder));
        return HexFormat.of().formatHex(encoder.frame());
    }

    private static String broughtBy(Consumer<RowSink> way, CanonicalType type) {
        BinaryRowEncoder encoder = new BinaryRowEncoder(List.of(type), NOWHERE);
        way.accept(encoder);
        return HexFormat.of().formatHex(encoder.frame());
    }

    private static String frame(List<? extends @Nullable Object> row, List<CanonicalType> types) {
        RowEncoder encoder = new RowEncoder(types, NOWHERE);
        row.forEach(value -> PlainValues.give(value, encoder));
        return new String(encoder.frame(), StandardCharsets.UTF_8);
    }

    private static String frameBroughtBy(Consumer<RowSink> way, CanonicalType type) {
        RowEncoder encoder = new RowEncoder(List.of(type), NOWHERE);
        way.accept(encoder);
        return new String(encoder.frame(), StandardCharsets.UTF_8);
    }

    private static RowHash hash(List<? extends @Nullable Object> row, List<CanonicalType> types) {
        List<RowHash> hashes = new ArrayList<>();
        PlainValues.giveRow(row, RowHashing.BINARY.hasher(types, (high, low) -> hashes.add(new RowHash(high, low))));
        return hashes.get(0);
    }

    /** Finds where each value of a form ends, by the form's description alone. */
    private static final class FormReader {

        private final ByteBuffer form;

        private FormReader(byte[] form) {
            this.form = ByteBuffer.wrap(form).order(ByteOrder.LITTLE_ENDIAN);
        }

        static List<String> read(byte[] form, List<CanonicalType> types) {
            FormReader reader = new FormReader(form);
            List<String> values = new ArrayList<>();
            for (CanonicalType type : types) {
                int start = reader.form.position();
                reader.form.position(start + 1 + reader.following(type));
                values.add(HexFormat.of().formatHex(form, start, reader.form.position()));
            }
            assertThat(reader.form.hasRemaining())
                    .as("there is more of the form")
                    .isFalse();
            return values;
        }

        /** How many bytes follow the first one of a value. */
        private int following(CanonicalType type) {
            int at = form.position();
            return switch (form.get(at)) {
                case 0, 2, 3, 4 -> 0;
                case 1 -> usual(type, at + 1);
                case 5 -> 12;
                case 6 -> 8 + form.getInt(at + 5);
                default -> throw new AssertionError("No value begins with " + form.get(at) + ".");
            };
        }

        private int usual(CanonicalType type, int at) {
            if (type instanceof Text || type instanceof CanonicalType.MadeHere || type instanceof Binary) {
                return 4 + form.getInt(at);
            }
            if (type instanceof CanonicalType.Timestamp || type instanceof CanonicalType.Instant) {
                return 12;
            }
            return type instanceof CanonicalType.Uuid ? 16 : 8;
        }
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(
                        new Json(),
                        List.of("{}", " { }", "{\"a\":1}", "{\"a\": 1.0 }", "1", "1.0", "1e0", "nope", "nope  ", "")),
                Arguments.of(
                        new Xml(),
                        List.of("<a/>", "<a></a>", "<a> </a>", "<a b='1'/>", "<a b=\"1\"></a>", "<a>", "<a> ", "")),
                Arguments.of(
                        new SpelledUuid(),
                        List.of(
                                "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                                "{6F9619FF8B86D011B42D00C04FC964FF}",
                                "6f9619ff-8b86-d011-b42d-00c04fc964fe",
                                "none",
                                "none ",
                                "!none")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documents_have_the_same_form_if_and_only_if_they_say_the_same(CanonicalType type, List<String> values) {
        assertFormsAreEqualAsTextsAre(values, type);
    }
}
