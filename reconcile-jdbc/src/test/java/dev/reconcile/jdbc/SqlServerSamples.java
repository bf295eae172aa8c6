package dev.reconcile.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values of SQL Server's types: those at the edges, and random ones. */
final class SqlServerSamples {

    private SqlServerSamples() {}

    /**
     * Samples of all types that are compared, of the values at their edges.
     *
     * @param digits the most digits of a second's fraction that the server keeps
     */
    static List<Sample> all(int digits) {
        List<Sample> samples = new ArrayList<>(List.of(
                Sample.of("bit", "boolean, smallint", random -> random.nextBoolean(), true, false),
                Sample.of("tinyint", "smallint, numeric(5,2)", random -> (long) random.nextInt(256), 0L, 128L, 255L),
                Sample.of(
                        "smallint",
                        "smallint, bigint",
                        random -> (long) (short) random.nextInt(),
                        0L,
                        (long) Short.MIN_VALUE,
                        (long) Short.MAX_VALUE),
                Sample.of(
                        "int",
                        "integer, numeric(12,2), numeric",
                        random -> (long) random.nextInt(),
                        0L,
                        1000L,
                        -1L,
                        (long) Integer.MIN_VALUE,
                        (long) Integer.MAX_VALUE),
                Sample.of(
                        "bigint",
                        "bigint, numeric(30,10), numeric",
                        Random::nextLong,
                        0L,
                        12_345_678_901L,
                        12_345_678_902L,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE),
                decimals("decimal(10,2)", 10, 2, "numeric(10,2), numeric(14,6), numeric"),
                decimals("numeric(5,5)", 5, 5, "numeric(5,5), numeric(9,7)"),
                decimals("decimal(38,0)", 38, 0, "numeric(38,0), numeric(60,20), numeric"),
                decimals("decimal(38,38)", 38, 38, "numeric(38,38)"),
                decimals("decimal(1,0)", 1, 0, "numeric(1,0), bigint"),
                Sample.of(
                        "money",
                        "numeric(19,4), numeric(25,8), numeric",
                        random -> BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), 4),
                        new BigDecimal("0"),
                        new BigDecimal("0.0001"),
                        new BigDecimal("-0.0050"),
                        new BigDecimal("1234.5678"),
                        new BigDecimal("922337203685477.5807"),
                        new BigDecimal("-922337203685477.5808")),
                Sample.of(
                        "smallmoney",
                        "numeric(10,4)",
                        random -> BigDecimal.valueOf(random.nextInt(), 4),
                        new BigDecimal("214748.3647"),
                        new BigDecimal("-214748.3648"),
                        new BigDecimal("0.0040")),
                Sample.of(
                        "real",
                        "real, double precision",
                        SqlServerSamples::anyFloat,
                        0.0,
                        -0.0,
                        (double) 0.1f,
                        (double) Float.MAX_VALUE,
                        (double) -Float.MAX_VALUE,
                        (double) Float.MIN_NORMAL),
                Sample.of(
                        "float",
                        "double precision",
                        SqlServerSamples::anyDouble,
                        0.0,
                        -0.0,
                        0.1,
                        1.0 / 3,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.MIN_NORMAL),
                Sample.of(
                        "date",
                        "date",
                        SqlServerSamples::anyDate,
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(1500, 2, 28),
                        LocalDate.of(1582, 10, 10),
                        LocalDate.of(1900, 2, 28),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(9999, 12, 31)),
                datetimes(),
                smalldatetimes(),
                Sample.of(
                        "uniqueidentifier",
                        "uuid",
                        random -> new UUID(random.nextLong(), random.nextLong()),
                        new UUID(0, 0),
                        new UUID(-1, -1),
                        UUID.fromString("6F9619FF-8B86-D011-B42D-00C04FC964FF")),
                texts("nvarchar(40)", 40, "varchar(40), text, char(40)", SqlServerSamples::anyUnicode),
                texts("nvarchar(max)", 300, "text, char(400)", SqlServerSamples::anyUnicode),
                texts("nvarchar(4000)", 300, "varchar(4000)", SqlServerSamples::anyUnicode),
                texts("ntext", 100, "text", SqlServerSamples::anyUnicode),
                texts("varchar(40)", 40, "varchar(40), char(40)", SqlServerSamples::anyLatin),
                texts("varchar(max)", 200, "text", SqlServerSamples::anyLatin),
                texts("varchar(8000)", 200, "text", SqlServerSamples::anyLatin),
                texts("text", 100, "text", SqlServerSamples::anyLatin),
                texts(
                        "varchar(80) COLLATE Latin1_General_100_BIN2_UTF8",
                        20,
                        "varchar(80)",
                        SqlServerSamples::anyUnicode),
                texts("varchar(40) COLLATE Cyrillic_General_CI_AS", 40, "varchar(40)", SqlServerSamples::anyCyrillic),
                texts("varchar(80) COLLATE Japanese_CI_AS", 20, "varchar(80)", SqlServerSamples::anyJapanese),
                padded("nchar(12)", 12, "char(12), varchar(12)", SqlServerSamples::anyUnicode),
                padded("char(12)", 12, "char(12), text", SqlServerSamples::anyLatin),
                binaries("varbinary(20)", 0, 20),
                binaries("varbinary(max)", 0, 300),
                binaries("varbinary(8000)", 0, 300),
                binaries("binary(7)", 7, 7),
                binaries("image", 0, 50)));
        for (int scale = 0; scale <= 7; scale++) {
            int kept = Math.min(scale, digits);
            samples.add(times("time(" + scale + ")", kept));
            samples.add(datetime2s("datetime2(" + scale + ")", kept));
            samples.add(offsets("datetimeoffset(" + scale + ")", kept));
        }
        return samples;
    }

    private static Sample decimals(String declared, int precision, int scale, String partners) {
        BigDecimal greatest = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
        return Sample.of(
                declared,
                partners,
                random -> {
                    BigInteger digits = new BigInteger(1 + random.nextInt(126), random)
                            .mod(BigInteger.TEN.pow(1 + random.nextInt(precision)));
                    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
                },
                BigDecimal.ZERO,
                greatest,
                greatest.negate(),
                BigDecimal.valueOf(1, scale),
                BigDecimal.valueOf(-1, scale),
                BigDecimal.valueOf(5, scale));
    }

    private static Object anyFloat(Random random) {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) && Math.abs(value) >= Float.MIN_NORMAL ? (double) value : random.nextFloat();
    }

    private static Object anyDouble(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) && Math.abs(value) >= Double.MIN_NORMAL ? value : random.nextDouble();
    }

    private static LocalDate anyDate(Random random) {
        return LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_652_059));
    }

    private static LocalTime anyTime(Random random, int digits) {
        long unit = (long) Math.pow(10, 9 - digits);
        return LocalTime.ofNanoOfDay((long) (random.nextDouble() * 86_400_000_000_000L) / unit * unit);
    }

    private static LocalDateTime anyTimestamp(Random random, int digits) {
        return anyDate(random).atTime(anyTime(random, digits));
    }

    private static Sample times(String declared, int digits) {
        return Sample.of(
                declared,
                "time(" + Math.min(6, digits) + "), time(0), time(2), time(3), time(6)",
                random -> anyTime(random, digits),
                EdgeValues.times(digits));
    }

    private static Sample datetime2s(String declared, int digits) {
        List<LocalDateTime> edges = EdgeValues.DATES.stream()
                .flatMap(date -> EdgeValues.times(digits).stream().map(date::atTime))
                .toList();
        return Sample.of(
                declared,
                "timestamp(" + Math.min(6, digits) + "), timestamp(0), timestamp(3), timestamp(5), timestamp(6)",
                random -> anyTimestamp(random, digits),
                edges);
    }

    private static Sample offsets(String declared, int digits) {
        Function<Random, Object> any = random -> {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(14 * 2 * 60 + 1) - 14 * 60) * 60);
            OffsetDateTime value = anyTimestamp(random, digits).atOffset(offset);
            int year = value.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= 9999 ? value : value.withYear(2000);
        };
        List<OffsetDateTime> edges = Stream.concat(
                        EdgeValues.DATES.stream()
                                .flatMap(date ->
                                        EdgeValues.times(digits).stream().map(date::atTime))
                                .map(value -> value.atOffset(ZoneOffset.UTC)),
                        Stream.of(
                                OffsetDateTime.parse("0001-01-01T14:00:00+14:00"),
                                OffsetDateTime.parse("1500-02-28T23:30:00-01:00"),
                                OffsetDateTime.parse("1500-03-01T00:30:00+01:00"),
                                OffsetDateTime.parse("2024-02-29T12:00:00+05:30"),
                                OffsetDateTime.parse("9999-12-31T09:59:59-14:00")))
                .toList();
        return Sample.of(
                declared,
                "timestamptz(" + Math.min(6, digits) + "), timestamptz(0), timestamptz(3), timestamptz(6)",
                any,
                edges);
    }

    /** A datetime holds no other thousandths than those that end in 0, 3 and 7. */
    private static Sample datetimes() {
        int[] lastDigits = {0, 3, 7};
        List<LocalDateTime> edges = new ArrayList<>();
        for (LocalDate date :
                List.of(LocalDate.of(1753, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31))) {
            for (String time : List.of(
                    "00:00:00",
                    "00:00:00.003",
                    "12:34:56.447",
                    "12:34:56.450",
                    "23:59:59.993",
                    "23:59:59.497",
                    "23:59:59.500",
                    "23:59:59.947",
                    "23:59:59.950",
                    "23:59:59.997")) {
                edges.add(date.atTime(LocalTime.parse(time)));
            }
        }
        return Sample.of(
                "datetime",
                "timestamp(3), timestamp(0), timestamp(1), timestamp(2), timestamp(6)",
                random -> LocalDate.of(1753, 1, 1)
                        .plusDays(random.nextInt(3_012_153))
                        .atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)))
                        .plusNanos(1_000_000L * (10 * random.nextInt(100) + lastDigits[random.nextInt(3)])),
                edges);
    }

    private static Sample smalldatetimes() {
        return Sample.of(
                "smalldatetime",
                "timestamp(0), timestamp(3)",
                random -> LocalDate.of(1900, 1, 1).atStartOfDay().plusMinutes(random.nextInt(94_000_000)),
                LocalDateTime.parse("1900-01-01T00:00:00"),
                LocalDateTime.parse("2079-06-06T23:59:00"));
    }

    private static Sample texts(String declared, int longest, String partners, Function<Random, String> any) {
        return Sample.of(
                declared, partners, random -> cut(repeated(any, random, longest), longest), edgeTexts(any, longest));
    }

    /** The type fills values up with spaces, so they come back with them. */
    private static Sample padded(String declared, int length, String partners, Function<Random, String> any) {
        return Sample.of(
                declared,
                partners,
                random -> pad(cut(repeated(any, random, length), length), length),
                edgeTexts(any, length).stream().map(text -> pad(text, length)).toList());
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(length - text.length());
    }

    private static String repeated(Function<Random, String> any, Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        while (text.length() < length) {
            text.append(any.apply(random));
        }
        return text + " ".repeat(random.nextInt(8) == 0 ? 2 : 0);
    }

    /** At most so many units of UTF-16, none of them half of a pair. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }

    private static List<String> edgeTexts(Function<Random, String> any, int longest) {
        String widest = any.apply(new Random(1)).chars().anyMatch(c -> c > 255) ? "€" : "é";
        return Stream.concat(EdgeValues.LATIN_TEXTS.stream(), Stream.of("x".repeat(longest), widest.repeat(longest)))
                .map(text -> cut(text, longest))
                .toList();
    }

    private static String anyLatin(Random random) {
        int c = 32 + random.nextInt(224);
        return Character.toString(c < 127 || c > 160 ? c : 'z');
    }

    private static String anyCyrillic(Random random) {
        return Character.toString(random.nextInt(3) == 0 ? 32 + random.nextInt(95) : 0x410 + random.nextInt(64));
    }

    private static String anyJapanese(Random random) {
        return Character.toString(random.nextInt(3) == 0 ? 32 + random.nextInt(95) : 0x3041 + random.nextInt(80));
    }

    private static String anyUnicode(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Character.toString(0x1F600 + random.nextInt(64));
            case 1 -> Character.toString(0x20000 + random.nextInt(100));
            case 2 -> Character.toString(0x4E00 + random.nextInt(1000));
            case 3 -> Character.toString(0x0300 + random.nextInt(60));
            case 4 -> Character.toString(0xE000 + random.nextInt(0x1FFE));
            case 5 -> Character.toString(0x80 + random.nextInt(0x700));
            default -> Character.toString(32 + random.nextInt(95));
        };
    }

    private static Sample binaries(String declared, int shortest, int longest) {
        byte[] most = new byte[longest];
        Arrays.fill(most, (byte) 0xff);
        return Sample.of(
                declared,
                "bytea",
                random -> {
                    byte[] bytes = new byte[shortest + random.nextInt(longest - shortest + 1)];
                    random.nextBytes(bytes);
                    return bytes;
                },
                List.of(
                        new byte[shortest],
                        new byte[longest],
                        most,
                        Arrays.copyOf("0x|~".getBytes(StandardCharsets.US_ASCII), shortest == 0 ? 4 : shortest)));
    }
}
