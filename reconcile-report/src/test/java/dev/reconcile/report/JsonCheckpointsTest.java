package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckpointsTest {

    @Test
    void gives_back_whatever_the_model_allows() throws IOException {
        for (long seed = 1; seed <= 500; seed++) {
            Checkpoint written = new RandomCheckpoints(seed).next();
            assertThat(read(bytes(written))).as("seed %d", seed).isEqualTo(written);
        }
    }

    /** It would be another key, or another sum, and JSON all the same. */
    @Test
    void refuses_a_file_in_which_any_one_digit_is_another() throws IOException {
        byte[] whole = bytes(new RandomCheckpoints(1).next());
        int digits = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] >= '0' && whole[i] <= '9') {
                digits++;
                byte[] changed = whole.clone();
                changed[i] = (byte) (whole[i] == '9' ? '0' : whole[i] + 1);
                assertThatThrownBy(() -> read(changed))
                        .as("a digit at %d", i)
                        .isInstanceOf(JsonCheckpoints.NoCheckpointException.class);
            }
        }
        assertThat(digits).isGreaterThan(10);
    }

    @Test
    void gives_back_numbers_that_are_equal_but_not_the_same() throws IOException {
        KeyRange range = new KeyRange.Between(
                List.of(
                        new Value.Decimal(new BigDecimal("1.500")),
                        new Value.Decimal(new BigDecimal("1.5")),
                        new Value.Decimal(new BigDecimal(BigInteger.ONE, -131_071)),
                        new Value.Decimal(new BigDecimal("7".repeat(147_454))),
                        new Value.Floating(-0.0),
                        new Value.Floating(0.0)),
                List.of());

        Checkpoint written = with(range);

        assertThat(read(bytes(written))).isEqualTo(written);
    }

    @Test
    void is_text_of_ascii_alone() throws IOException {
        Checkpoint written = with(new KeyRange.Between(List.of(new Value.Text("é\ud800表")), List.of()));

        byte[] bytes = bytes(written);

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1).chars()).allMatch(c -> c < 0x80);
        assertThat(read(bytes)).isEqualTo(written);
    }

    @Test
    void knows_every_sealed_type_that_a_checkpoint_can_hold() {
        Set<Class<?>> met = new LinkedHashSet<>();
        walk(Checkpoint.class, met);

        Set<Class<?>> roots = met.stream()
                .filter(Class::isSealed)
                .filter(type -> Arrays.stream(type.getInterfaces()).noneMatch(Class::isSealed))
                .collect(Collectors.toSet());

        assertThat(roots).containsExactlyInAnyOrderElementsOf(JsonCheckpoints.SEALED);
    }

    @Test
    void the_random_checkpoints_hold_every_type_that_there_is() throws IOException {
        StringBuilder all = new StringBuilder();
        for (long seed = 1; seed <= 500; seed++) {
            all.append(new String(bytes(new RandomCheckpoints(seed).next()), StandardCharsets.US_ASCII));
        }

        JsonCheckpoints.SEALED.stream()
                .flatMap(JsonCheckpointsTest::kinds)
                .forEach(kind -> assertThat(all).as(kind.toString()).contains("[\"" + kind.getSimpleName() + "\","));
    }

    @Test
    void no_two_types_of_one_kind_have_the_same_name() {
        for (Class<?> sealed : JsonCheckpoints.SEALED) {
            assertThat(kinds(sealed).map(Class::getSimpleName))
                    .as(sealed.toString())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-key",
                "{",
                "[]",
                "null",
                "{\"run_id\":\"secret-key\"}",
                "{\"reconcile_checkpoint_format\":\"secret-key\"}",
                "{\"reconcile_checkpoint_format\":3}",
                "{\"reconcile_checkpoint_format\":3,\"rows\":null,\"run\":null}",
                "{\"reconcile_checkpoint_format\":3,\"rows\":null,\"run\":{\"runId\":\"secret-key\"}}",
                "{\"reconcile_checkpoint_format\":3,\"rows\":null,\"run\":{\"secret-key\":1}}",
            })
    void refuses_what_is_no_checkpoint_without_telling_what_it_holds(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonCheckpoints.NoCheckpointException.class)
                .hasMessage("it is no checkpoint, or a damaged one")
                .hasNoCause();
    }

    @Test
    void refuses_another_format() {
        assertThatThrownBy(
                        () -> read("{\"reconcile_checkpoint_format\":1,\"runs\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonCheckpoints.NoCheckpointException.class)
                .hasMessage("it is a checkpoint of another version of reconcile");
    }

    @Test
    void refuses_every_beginning_of_a_checkpoint_that_is_not_the_whole() throws IOException {
        byte[] whole = bytes(new RandomCheckpoints(3).next());

        // The line feed at the end says nothing.
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(JsonCheckpoints.NoCheckpointException.class);
        }
    }

    @Test
    void makes_nothing_of_a_type_that_is_not_of_the_kind() throws IOException {
        String whole = new String(bytes(with(KeyRange.ALL)), StandardCharsets.US_ASCII);
        assertThat(whole).contains("[\"All\",");

        for (String type : List.of("Whole", "java.lang.Object", "dev.reconcile.core.key.KeyRange$All", "Done")) {
            String other = whole.replace("[\"All\",", "[\"" + type + "\",");
            assertThatThrownBy(() -> read(other.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(JsonCheckpoints.NoCheckpointException.class);
        }
    }

    @Test
    void refuses_numbers_that_are_none() throws IOException {
        String whole = new String(bytes(with(KeyRange.ALL)), StandardCharsets.US_ASCII);
        for (String other : List.of("null", "1.5", "\"7\"", "true")) {
            String changed = whole.replace("\"compared\":7", "\"compared\":" + other);
            assertThat(changed).isNotEqualTo(whole);
            assertThatThrownBy(() -> read(changed.getBytes(StandardCharsets.US_ASCII)))
                    .as(other)
                    .isInstanceOf(JsonCheckpoints.NoCheckpointException.class);
        }
    }

    private static Checkpoint with(KeyRange rest) {
        return new Checkpoint(
                "run",
                Instant.EPOCH,
                Map.of(),
                Map.of(
                        "1. a → b",
                        new TableProgress.Ranged(
                                "signature",
                                rest,
                                7,
                                Fingerprint.EMPTY,
                                Fingerprint.EMPTY,
                                List.of(),
                                List.of(),
                                1,
                                2)));
    }

    private static Checkpoint read(byte[] bytes) throws IOException {
        return JsonCheckpoints.read(new ByteArrayInputStream(bytes)).run();
    }

    private static byte[] bytes(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonCheckpoints.write(new JsonCheckpoints.Contents(new RowJournalFile.Mark(7, 8), checkpoint), out);
        return out.toByteArray();
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(JsonCheckpointsTest::kinds)
                : Stream.of(type);
    }

    /** Collects the types of the project that a value of a type can hold. */
    private static void walk(Type type, Set<Class<?>> met) {
        if (type instanceof ParameterizedType parameterized) {
            walk(parameterized.getRawType(), met);
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(argument -> walk(argument, met));
        } else if (type instanceof GenericArrayType array) {
            walk(array.getGenericComponentType(), met);
        } else if (type instanceof Class<?> known && known.getName().startsWith("dev.reconcile") && met.add(known)) {
            if (known.isSealed()) {
                Arrays.stream(known.getPermittedSubclasses()).forEach(subtype -> walk(subtype, met));
            }
            if (known.isRecord()) {
                for (RecordComponent component : known.getRecordComponents()) {
                    walk(component.getGenericType(), met);
                }
            }
        }
    }
}
