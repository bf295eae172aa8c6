package dev.reconcile.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as JSON and back, equal to the last digit. It is read by the version that wrote it and by no other, so it
 * follows the records of the core as they are; a report is another matter, see {@link JsonReports}. What a value of a sealed
 * type is stands before it: {@code ["Whole", {"value": 5}]}. The file cannot name a class that is not one of these.
 */
final class JsonCheckpoints {

    /** The sealed types that are met in a checkpoint. */
    static final List<Class<?>> SEALED = List.of(TableProgress.class, KeyRange.class, Value.class, Evidence.class);

    /** To be raised when a file means something else than before. */
    private static final int FORMAT = 3;

    private static final String FORMAT_FIELD = "reconcile_checkpoint_format";
    private static final String JOURNAL_FIELD = "rows";
    private static final String RUN_FIELD = "run";
    private static final String CHECKSUM_FIELD = "crc32c";
    private static final JsonMapper MAPPER = mapper();

    private JsonCheckpoints() {}

    /**
     * What a file holds.
     *
     * @param rows how much of the journal beside it belongs to it; null where no rows are kept
     */
    record Contents(RowJournalFile.@Nullable Mark rows, Checkpoint run) {}

    /** Writes it as one line, and the line's checksum as another: a digit that a disk lost would be another key. */
    static void write(Contents contents, OutputStream out) throws IOException {
        CheckedOutputStream line = new CheckedOutputStream(out, new CRC32C());
        JsonGenerator json = MAPPER.createGenerator(line);
        json.writeStartObject();
        json.writeNumberField(FORMAT_FIELD, FORMAT);
        json.writeObjectField(JOURNAL_FIELD, contents.rows());
        json.writeObjectField(RUN_FIELD, contents.run());
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        long checksum = line.getChecksum().getValue();
        json.writeStartObject();
        json.writeNumberField(CHECKSUM_FIELD, checksum);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws NoCheckpointException if that is something else; it holds nothing of what was read
     */
    static Contents read(InputStream in) throws IOException {
        FirstLine line = new FirstLine(in);
        try (JsonParser json = MAPPER.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            require(FORMAT_FIELD.equals(json.nextFieldName()) && json.nextToken() == JsonToken.VALUE_NUMBER_INT);
            if (json.getValueAsInt(FORMAT + 1) != FORMAT) {
                throw new OtherVersionException();
            }
            require(JOURNAL_FIELD.equals(json.nextFieldName()));
            RowJournalFile.Mark rows =
                    json.nextToken() == JsonToken.VALUE_NULL ? null : json.readValueAs(RowJournalFile.Mark.class);
            require(RUN_FIELD.equals(json.nextFieldName()));
            json.nextToken();
            Checkpoint checkpoint = json.readValueAs(Checkpoint.class);
            require(checkpoint != null && json.nextToken() == JsonToken.END_OBJECT);
            require(json.nextToken() == JsonToken.START_OBJECT && CHECKSUM_FIELD.equals(json.nextFieldName()));
            require(json.nextLongValue(-1) == line.checksum());
            require(json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null);
            return new Contents(rows, checkpoint);
        } catch (JsonProcessingException e) {
            // Its message quotes the file, so it is no cause to be passed on.
            throw new NoCheckpointException("it is no checkpoint, or a damaged one");
        }
    }

    /** A row as one line of ASCII, without the line feed. */
    static String line(RowDifference row) throws IOException {
        return MAPPER.writeValueAsString(row);
    }

    /**
     * The row of a {@link #line}.
     *
     * @throws NoCheckpointException if that is something else
     */
    static RowDifference row(String line) throws IOException {
        try {
            return MAPPER.readValue(line, RowDifference.class);
        } catch (JsonProcessingException e) {
            throw new NoCheckpointException("it holds something else");
        }
    }

    private static void require(boolean fits) throws NoCheckpointException {
        if (!fits) {
            throw new NoCheckpointException("it is no checkpoint, or a damaged one");
        }
    }

    /** Passes bytes on, and keeps the checksum of those up to the end of the first line. */
    private static final class FirstLine extends FilterInputStream {

        private final CRC32C checksum = new CRC32C();
        private boolean ended;

        FirstLine(InputStream in) {
            super(in);
        }

        long checksum() {
            return checksum.getValue();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            for (int i = offset; i < offset + read && !ended; i++) {
                checksum.update(bytes[i]);
                ended = bytes[i] == '\n';
            }
            return read;
        }
    }

    /** What was read is no checkpoint of this version. */
    static class NoCheckpointException extends IOException {

        private static final long serialVersionUID = 1L;

        NoCheckpointException(String reason) {
            super(reason);
        }
    }

    /** How the kind of a value is written. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
    private interface Named {}

    /** There are thousands of them, so their fields have no names. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface Unnamed {}

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                // It is our own file: a number of PostgreSQL's may have 100,000 digits.
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Half a pair of surrogates has no UTF-8, and SQL Server holds some.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .enable(
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .addMixIn(Fingerprint.class, Unnamed.class)
                .addModule(texts());
        for (Class<?> sealed : SEALED) {
            builder.addMixIn(sealed, Named.class);
            register(sealed, builder);
        }
        return builder.build();
    }

    private static void register(Class<?> type, JsonMapper.Builder builder) {
        if (!type.isSealed()) {
            builder.registerSubtypes(new NamedType(type, type.getSimpleName()));
            return;
        }
        for (Class<?> subtype : type.getPermittedSubclasses()) {
            register(subtype, builder);
        }
    }

    /** What is written as the text from which it can be made again. */
    private static SimpleModule texts() {
        SimpleModule module = new SimpleModule();
        add(module, Instant.class, Instant::parse);
        add(module, LocalDate.class, LocalDate::parse);
        add(module, BigDecimal.class, BigDecimal::new);
        add(module, BigInteger.class, BigInteger::new);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new FromText<>(type, parse));
    }

    private static final class FromText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parse.apply(text);
        }
    }

    /** It is one of another version. */
    static final class OtherVersionException extends NoCheckpointException {

        private static final long serialVersionUID = 1L;

        private OtherVersionException() {
            super("it is a checkpoint of another version of reconcile");
        }
    }
}
