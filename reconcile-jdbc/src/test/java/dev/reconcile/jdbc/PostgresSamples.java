package dev.reconcile.jdbc;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.memory.EndOfDay;
import dev.reconcile.core.memory.Infinite;
import dev.reconcile.core.memory.RandomValues;
import dev.reconcile.core.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of PostgreSQL's types: those at the edges, and the random ones of {@link RandomValues}. */
final class PostgresSamples {

    private static final List<String> LABELS = List.of("", "sad", "Sad", "it's off  ", "a|b", "~");

    private static final List<LocalDate> DATES = Stream.concat(
                    EdgeValues.DATES.stream(),
                    Stream.of(
                            LocalDate.of(-4713, 11, 24),
                            LocalDate.of(-43, 3, 15),
                            LocalDate.of(-4, 2, 29),
                            LocalDate.of(0, 1, 1),
                            LocalDate.of(0, 12, 31),
                            LocalDate.of(1999, 12, 31),
                            LocalDate.of(2000, 1, 1),
                            LocalDate.of(10_000, 1, 1)))
            .toList();

    private static final LocalDateTime LAST_TIMESTAMP = LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 499_999_000);

    private static final List<String> TEXTS = Stream.concat(
                    EdgeValues.LATIN_TEXTS.stream(),
                    Stream.of(
                            "\u0001",
                            "\u001f",
                            "\u007f",
                            "\u0080",
                            "\u0085",
                            "\u1680",
                            "a\u2000",
                            "\u2028",
                            "a\u3000",
                            "\ufeff",
                            "a\u200b",
                            "e\u0301",
                            "é",
                            "\u0301",
                            "\ud7ff",
                            "\ue000",
                            "\ufffd",
                            "\ufffe",
                            "\uffff",
                            "\ud800\udc00",
                            "\udbff\udfff",
                            "👩\u200d👩",
                            "\r\n",
                            "\u000b",
                            "\f",
                            "\\N",
                            "\\.",
                            "\\x41",
                            "12:abc"))
            .toList();

    private PostgresSamples() {}

    /** Makes the types that are nobody's own but the samples'. */
    static List<String> declarations() {
        return List.of(
                "CREATE TYPE emotion AS ENUM ("
                        + String.join(
                                ", ", LABELS.stream().map(PostgresLiteral::of).toList()) + ")",
                "CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE <> 7)",
                "CREATE DOMAIN feeling AS emotion",
                "CREATE EXTENSION citext");
    }

    /** Samples of all types that are compared, of the values at their edges. */
    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        samples.addAll(numbers());
        samples.addAll(times());
        samples.addAll(texts());
        samples.addAll(PostgresOwnValues.samples());
        return samples;
    }

    /** Whether the values are texts, or compared as the text that PostgreSQL gives them. */
    static boolean isText(Sample sample) {
        return Stream.concat(texts().stream(), PostgresOwnValues.samples().stream())
                .anyMatch(text -> text.declared().equals(sample.declared()));
    }

    private static List<Sample> numbers() {
        return List.of(
                plain("boolean", "boolean, smallint", new ValueType.Bool(), true, false),
                plain(
                        "smallint",
                        "smallint, bigint, numeric(10,2), numeric, boolean",
                        new ValueType.Whole(),
                        0L,
                        -32_768L,
                        32_767L),
                plain(
                        "integer",
                        "integer, numeric(12,0), numeric(60,50)",
                        new ValueType.Whole(),
                        0L,
                        -1L,
                        -2_147_483_648L,
                        2_147_483_647L),
                plain(
                        "bigint",
                        "bigint, numeric(30,5), numeric",
                        new ValueType.Whole(),
                        0L,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        12_345_678_901L,
                        12_345_678_902L),
                decimals("numeric(10,2)", 10, 2, "numeric(10,2), numeric(12,4), numeric, bigint"),
                decimals("numeric(38,0)", 38, 0, "numeric(38,0), numeric(38,10), numeric"),
                decimals("numeric(38,38)", 38, 38, "numeric(38,38), numeric"),
                decimals("numeric(3,5)", 3, 5, "numeric(3,5), numeric(9,7)"),
                decimals("numeric(1000,0)", 1000, 0, "numeric(1000,0)"),
                decimals("numeric(1000,1000)", 1000, 1000, "numeric(1000,1000)"),
                Sample.of(
                        "numeric(5,-2)",
                        "numeric(7,0), numeric(5,-2), numeric",
                        random -> BigDecimal.valueOf(random.nextInt(199_999) - 99_999, -2),
                        BigDecimal.ZERO,
                        BigDecimal.valueOf(123, -2),
                        BigDecimal.valueOf(-99_999, -2),
                        BigDecimal.valueOf(99_999, -2),
                        SpecialDecimal.NAN),
                Sample.of(
                        "price",
                        "price, numeric",
                        random -> BigDecimal.valueOf(random.nextInt(100_000_000) + 1000L, 2),
                        new BigDecimal("0.00"),
                        new BigDecimal("-99999999.99")),
                plain(
                        "numeric",
                        "numeric, numeric(10,2), integer, numeric(60,30)",
                        new ValueType.FreeDecimal(),
                        new BigDecimal("0"),
                        new BigDecimal("0.00"),
                        new BigDecimal("1.50"),
                        new BigDecimal("1.5"),
                        new BigDecimal("1e50"),
                        new BigDecimal("-1e-50"),
                        new BigDecimal("123456789.123456789"),
                        new BigDecimal("100000000"),
                        new BigDecimal("10000"),
                        new BigDecimal("9999.9999"),
                        new BigDecimal("0.0001"),
                        new BigDecimal("0.00010000"),
                        new BigDecimal("1e131071"),
                        new BigDecimal("-1e-16383"),
                        new BigDecimal(BigInteger.TEN.pow(5000).add(BigInteger.ONE), 2500),
                        SpecialDecimal.NAN,
                        SpecialDecimal.INFINITY,
                        SpecialDecimal.NEGATIVE_INFINITY),
                Sample.of(
                        "money",
                        "numeric, numeric(19,4), money",
                        random -> BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), 2),
                        new BigDecimal("0"),
                        new BigDecimal("1234.56"),
                        new BigDecimal("-0.01"),
                        new BigDecimal("1000000.00"),
                        new BigDecimal("92233720368547758.07"),
                        new BigDecimal("-92233720368547758.08")),
                plain(
                        "real",
                        "real, double precision",
                        new ValueType.Floating(32),
                        0.0,
                        -0.0,
                        (double) 1.1f,
                        (double) Float.MIN_VALUE,
                        (double) -Float.MIN_VALUE,
                        (double) Math.nextDown(Float.MIN_NORMAL),
                        (double) Float.MIN_NORMAL,
                        (double) Float.MAX_VALUE,
                        (double) -Float.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY),
                plain(
                        "double precision",
                        "double precision, real",
                        new ValueType.Floating(64),
                        0.0,
                        -0.0,
                        0.1,
                        1.0 / 3,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Math.nextDown(Double.MIN_NORMAL),
                        Double.MIN_NORMAL,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY));
    }

    /** The random ones have up to 60 digits. */
    private static Sample decimals(String declared, int precision, int scale, String partners) {
        BigDecimal greatest = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
        return plain(
                declared,
                partners,
                new ValueType.FixedDecimal(Math.min(60, precision), scale),
                BigDecimal.ZERO,
                BigDecimal.valueOf(1, scale),
                BigDecimal.valueOf(-1, scale),
                BigDecimal.valueOf(5, scale),
                greatest,
                greatest.negate(),
                SpecialDecimal.NAN);
    }

    private static List<Sample> times() {
        List<Sample> samples = new ArrayList<>();
        List<Object> dates = new ArrayList<>(DATES);
        dates.addAll(List.of(LocalDate.of(5_874_897, 12, 31), Infinite.LATEST, Infinite.EARLIEST));
        samples.add(plain("date", "date", new ValueType.Date(), dates.toArray()));
        for (int digits : new int[] {0, 1, 3, 6}) {
            List<Object> times = new ArrayList<>(EdgeValues.times(digits));
            times.add(EndOfDay.MIDNIGHT);
            samples.add(plain(
                    "time(" + digits + ")", fewerDigits("time", digits), new ValueType.Time(digits), times.toArray()));
            List<Object> timestamps = edgeTimestamps(digits);
            timestamps.addAll(List.of(Infinite.LATEST, Infinite.EARLIEST));
            samples.add(plain(
                    "timestamp(" + digits + ")",
                    fewerDigits("timestamp", digits),
                    new ValueType.Timestamp(digits),
                    timestamps.toArray()));
            timestamps.replaceAll(
                    value -> value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value);
            timestamps.add(new Spelled("2024-02-29 12:00:00+05:30", Instant.parse("2024-02-29T06:30:00Z")));
            timestamps.add(new Spelled("2024-03-31 03:30:00 Europe/Berlin", Instant.parse("2024-03-31T01:30:00Z")));
            timestamps.add(new Spelled("0001-01-01 00:30:00+01", Instant.parse("0000-12-31T23:30:00Z")));
            samples.add(plain(
                    "timestamptz(" + digits + ")",
                    fewerDigits("timestamptz", digits),
                    new ValueType.Instant(digits),
                    timestamps.toArray()));
        }
        return samples;
    }

    /** As many digits, each number of fewer, and more. */
    private static String fewerDigits(String type, int digits) {
        return IntStream.of(6, 5, 4, 3, 2, 1, 0)
                .filter(kept -> kept <= digits || kept == 6)
                .mapToObj(kept -> type + "(" + kept + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<Object> edgeTimestamps(int digits) {
        List<LocalDateTime> timestamps = new ArrayList<>();
        DATES.forEach(date -> EdgeValues.times(digits).forEach(time -> timestamps.add(date.atTime(time))));
        long unit = (long) Math.pow(10, 9 - digits);
        timestamps.add(LAST_TIMESTAMP.withNano((int) (LAST_TIMESTAMP.getNano() / unit * unit)));
        return new ArrayList<>(timestamps);
    }

    private static List<Sample> texts() {
        byte[] many = new byte[5000];
        Arrays.fill(many, (byte) 0xab);
        return List.of(
                characters("text", ValueType.Text.UNBOUNDED, "text, varchar(100), char(300), emotion"),
                characters("text COLLATE \"C\"", ValueType.Text.UNBOUNDED, "text"),
                characters("varchar", ValueType.Text.UNBOUNDED, "varchar, text"),
                characters("varchar(20)", 20, "varchar(20), char(20), name"),
                characters("char(5)", 5, "char(5), text, emotion"),
                characters("char(1)", 1, "char(1), char(3)"),
                characters("citext", ValueType.Text.UNBOUNDED, "citext, text, char(9)"),
                // Of at most 63 bytes.
                characters("name", 15, "name, text"),
                Sample.of("emotion", "emotion, text, char(9)", PostgresSamples::anyLabel, LABELS),
                Sample.of("feeling", "feeling, emotion, text", PostgresSamples::anyLabel, LABELS),
                plain(
                        "uuid",
                        "uuid",
                        new ValueType.Uuid(),
                        new UUID(0, 0),
                        new UUID(-1, -1),
                        UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
                        new Spelled(
                                "{6F9619FF8B86D011B42D00C04FC964FE}",
                                UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964fe"))),
                plain(
                        "bytea",
                        "bytea",
                        new ValueType.Binary(ValueType.Text.UNBOUNDED),
                        new byte[0],
                        new byte[1],
                        new byte[] {0, -1},
                        "~|\\x".getBytes(StandardCharsets.US_ASCII),
                        many));
    }

    private static Object anyLabel(Random random) {
        return LABELS.get(random.nextInt(LABELS.size()));
    }

    private static Sample characters(String declared, long longest, String partners) {
        List<Object> edges = new ArrayList<>();
        TEXTS.stream()
                .filter(text -> text.codePointCount(0, text.length()) <= longest)
                .forEach(edges::add);
        edges.add("x".repeat((int) Math.min(longest, 3000)));
        edges.add("😀".repeat((int) Math.min(longest, 3000)));
        return plain(declared, partners, new ValueType.Text(longest, false), edges.toArray());
    }

    private static Sample plain(String declared, String partners, ValueType type, Object... edges) {
        Column column = new Column("v", declared, type, false, null);
        Function<Random, @Nullable Object> any = random -> new RandomValues(random).next(column);
        return Sample.of(declared, partners, any, edges);
    }
}
