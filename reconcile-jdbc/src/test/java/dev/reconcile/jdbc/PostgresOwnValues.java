package dev.reconcile.jdbc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the types that only PostgreSQL has, each written in one of its spellings beside the text that PostgreSQL must
 * give it. The texts are made here from the documented output formats, not asked from a server.
 */
final class PostgresOwnValues {

    private PostgresOwnValues() {}

    static List<Sample> samples() {
        return List.of(
                Sample.of(
                        "inet",
                        "inet, cidr",
                        PostgresOwnValues::anyAddress,
                        spelled("10.0.0.1", "10.0.0.1/32"),
                        same("10.0.0.0/8"),
                        same("0.0.0.0/0"),
                        same("255.255.255.255/32"),
                        spelled("::1", "::1/128"),
                        same("::/0"),
                        spelled("0:0:0:0:0:FFFF:0102:0304/100", "::ffff:1.2.3.4/100"),
                        spelled("1:0:0:2:0:0:0:3", "1:0:0:2::3/128"),
                        spelled("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7/128")),
                Sample.of(
                        "cidr",
                        "cidr, inet",
                        PostgresOwnValues::anyNetwork,
                        spelled("10.0.0.1", "10.0.0.1/32"),
                        spelled("10", "10.0.0.0/8"),
                        same("2001:db8::/32"),
                        same("::/0")),
                Sample.of(
                        "macaddr",
                        "macaddr",
                        random -> anyMac(random, 6),
                        same("00:00:00:00:00:00"),
                        same("ff:ff:ff:ff:ff:ff")),
                Sample.of(
                        "macaddr8",
                        "macaddr8",
                        random -> anyMac(random, 8),
                        spelled("08-00-2b-01-02-03", "08:00:2b:ff:fe:01:02:03"),
                        same("ff:ff:ff:ff:ff:ff:ff:ff")),
                Sample.of("bit(3)", "bit(3), varbit", random -> same(anyBits(random, 3)), same("000"), same("101")),
                Sample.of(
                        "varbit",
                        "varbit, bit(3)",
                        random -> same(anyBits(random, random.nextInt(70))),
                        same(""),
                        same("0"),
                        same("00"),
                        same("1"),
                        same("10".repeat(300))),
                Sample.of(
                        "timetz",
                        "timetz",
                        PostgresOwnValues::anyTimeWithZone,
                        same("12:00:00.5+05:30"),
                        spelled("06:30:00.500+0:0", "06:30:00.5+00"),
                        same("24:00:00-15:59:59"),
                        same("00:00:00+15:59:59"),
                        same("23:59:59.999999-00:00:01")),
                Sample.of(
                        "interval",
                        "interval",
                        PostgresOwnValues::anyInterval,
                        spelled("0", "00:00:00"),
                        spelled("1 month", "1 mon"),
                        same("30 days"),
                        spelled("720 hours", "720:00:00"),
                        spelled("-1 month +1 day -00:00:00.000001", "-1 mons +1 day -00:00:00.000001"),
                        spelled("178000000 years 11 months", "178000000 years 11 mons"),
                        same("infinity"),
                        same("-infinity")),
                Sample.of(
                        "int4range",
                        "int4range",
                        random -> anyRange(random, () -> random.nextInt(2000) - 1000, 1, String::valueOf),
                        spelled("[1,5]", "[1,6)"),
                        same("empty"),
                        same("(,)"),
                        same("[-2147483648,2147483647)")),
                Sample.of(
                        "int8range",
                        "int8range",
                        random -> anyRange(random, () -> random.nextLong() / 2, 1, String::valueOf),
                        same("[-9223372036854775808,9223372036854775807)"),
                        spelled("(5,6)", "empty")),
                Sample.of(
                        "daterange",
                        "daterange",
                        random -> anyRange(random, () -> (long) random.nextInt(200_000), 1, PostgresOwnValues::day),
                        spelled("[2024-02-28,2024-02-29]", "[2024-02-28,2024-03-01)"),
                        same("[infinity,)"),
                        same("(-infinity,)"),
                        spelled("[0044-03-15 BC,]", "[\"0044-03-15 BC\",)")),
                Sample.of(
                        "tsrange",
                        "tsrange",
                        random -> anyRange(random, () -> random.nextLong() >>> 6, 0, m -> '"' + moment(m) + '"'),
                        spelled("[2024-02-29 12:00,infinity)", "[\"2024-02-29 12:00:00\",infinity)"),
                        spelled("(,0044-03-15 BC]", "(,\"0044-03-15 00:00:00 BC\"]")),
                Sample.of(
                        "tstzrange",
                        "tstzrange",
                        random -> anyRange(random, () -> random.nextLong() >>> 6, 0, m -> '"' + moment(m) + "+00\""),
                        spelled("[2024-02-29 12:00+05:30,infinity)", "[\"2024-02-29 06:30:00+00\",infinity)"),
                        spelled(
                                "[2024-02-29 12:00Z,2024-02-29 13:00+01]",
                                "[\"2024-02-29 12:00:00+00\",\"2024-02-29 12:00:00+00\"]")),
                Sample.of(
                        "int4multirange",
                        "int4multirange",
                        PostgresOwnValues::anyRanges,
                        same("{}"),
                        spelled("{[1,3],[2,5)}", "{[1,5)}")),
                Sample.of("int8multirange", "int8multirange", PostgresOwnValues::anyRanges, same("{(,)}")),
                Sample.of(
                        "datemultirange",
                        "datemultirange",
                        random ->
                                same("{[" + day(random.nextInt(9000)) + "," + day(9000L + random.nextInt(900)) + ")}"),
                        same("{}"),
                        spelled("{[2024-01-01,2024-01-31], (2024-06-01,)}", "{[2024-01-01,2024-02-01),[2024-06-02,)}")),
                Sample.of(
                        "tsmultirange",
                        "tsmultirange",
                        random -> same("{[\"" + moment(random.nextLong() >>> 6) + "\",)}"),
                        same("{}")),
                Sample.of(
                        "tstzmultirange",
                        "tstzmultirange",
                        random -> same("{[\"" + moment(random.nextLong() >>> 6) + "+00\",)}"),
                        same("{}")),
                array("boolean[]", "boolean[]", random -> random.nextBoolean() ? "t" : "f", same("{}")),
                array("smallint[]", "smallint[]", random -> "" + (short) random.nextInt(), same("{-32768}")),
                array(
                        "integer[]",
                        "integer[]",
                        random -> "" + random.nextInt(),
                        same("{}"),
                        same("{1,NULL,3}"),
                        spelled("{{1, 2}, {3, 4}}", "{{1,2},{3,4}}"),
                        same("[0:1]={1,2}")),
                array("bigint[]", "bigint[]", random -> "" + random.nextLong(), same("{-9223372036854775808}")),
                array("date[]", "date[]", random -> day(random.nextInt(2_000_000)), same("{infinity}")),
                array("uuid[]", "uuid[]", random -> "" + new UUID(random.nextLong(), random.nextLong()), same("{}")),
                array(
                        "text[]",
                        "text[], varchar(9)[]",
                        PostgresOwnValues::anyElement,
                        same("{a,\"b,c\",NULL,\"NULL\",\"\"}"),
                        spelled("{\"ü\", \\\\, \"\\\"\"}", "{ü,\"\\\\\",\"\\\"\"}")),
                array("varchar(9)[]", "varchar[], text[]", PostgresOwnValues::anyElement, same("{}")));
    }

    private static Spelled spelled(String written, String text) {
        return new Spelled(written, text);
    }

    private static Spelled same(String text) {
        return new Spelled(text, text);
    }

    /** An address of either version, of any network. */
    private static Spelled anyAddress(Random random) {
        return random.nextBoolean() ? anyAddress(random, 4, false) : anyAddress(random, 16, false);
    }

    /** The same with no bit set behind its network. */
    private static Spelled anyNetwork(Random random) {
        return random.nextBoolean() ? anyAddress(random, 4, true) : anyAddress(random, 16, true);
    }

    private static Spelled anyAddress(Random random, int bytes, boolean masked) {
        int bits = random.nextInt(4) == 0 ? 8 * bytes : random.nextInt(8 * bytes + 1);
        int[] address = new int[bytes];
        for (int i = 0; i < bytes; i++) {
            int drawn = random.nextBoolean() ? 0 : random.nextInt(256);
            int kept = masked ? Math.max(0, Math.min(8, bits - 8 * i)) : 8;
            address[i] = drawn & (0xff00 >> kept) & 0xff;
        }
        String suffix = "/" + bits;
        String written = bits == 8 * bytes && random.nextBoolean() ? "" : suffix;
        return bytes == 4
                ? spelled(quad(address, 0) + written, quad(address, 0) + suffix)
                : spelled(inFull(address) + written, shortened(address) + suffix);
    }

    private static String quad(int[] address, int from) {
        return IntStream.range(from, from + 4).mapToObj(i -> "" + address[i]).collect(Collectors.joining("."));
    }

    private static String inFull(int[] address) {
        return IntStream.range(0, 8)
                .mapToObj(i -> String.format("%04X", 256 * address[2 * i] + address[2 * i + 1]))
                .collect(Collectors.joining(":"));
    }

    /** Without the longest run of zeros, and with the last 32 bits as those of version 4 where that is what they are. */
    private static String shortened(int[] address) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            words.add(Integer.toHexString(256 * address[2 * i] + address[2 * i + 1]));
        }
        for (int length = 8; length >= 2; length--) {
            for (int from = 0; from + length <= 8; from++) {
                if (words.subList(from, from + length).stream().allMatch("0"::equals)) {
                    boolean mapped = from == 0
                            && (length == 6 || length == 5 && words.get(5).equals("ffff"));
                    String last =
                            mapped ? quad(address, 12) : String.join(":", words.subList(Math.min(8, from + length), 8));
                    String between = mapped && length == 5 ? "ffff:" : "";
                    return String.join(":", words.subList(0, from)) + "::" + between + last;
                }
            }
        }
        return String.join(":", words);
    }

    private static Spelled anyMac(Random random, int bytes) {
        List<String> pairs = random.ints(bytes, 0, 256)
                .mapToObj(octet -> String.format("%02x", octet))
                .toList();
        String text = String.join(":", pairs);
        return spelled(random.nextBoolean() ? text : String.join("-", pairs).toUpperCase(Locale.ROOT), text);
    }

    private static String anyBits(Random random, int length) {
        return random.ints(length, 0, 2).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private static Spelled anyTimeWithZone(Random random) {
        int[] units = {1, 60, 3600};
        int drawn = random.nextInt(2 * 57_599 + 1) - 57_599;
        int offset = drawn - drawn % units[random.nextInt(3)];
        int seconds = Math.abs(offset);
        String zone = (offset < 0 ? "-" : "+")
                + String.format("%02d", seconds / 3600)
                + (seconds % 3600 == 0 ? "" : String.format(":%02d", seconds / 60 % 60))
                + (seconds % 60 == 0 ? "" : String.format(":%02d", seconds % 60));
        String time = clock(LocalTime.ofNanoOfDay((long) (random.nextDouble() * 86_400_000_000L) * 1000));
        return same(time + zone);
    }

    /** The fields as PostgreSQL keeps them, months, days and microseconds, none carried into another. */
    private static Spelled anyInterval(Random random) {
        int months = random.nextInt(4) == 0 ? 0 : random.nextInt(401) - 200;
        int days = random.nextInt(4) == 0 ? 0 : random.nextInt(401) - 200;
        long micros = random.nextInt(4) == 0 ? 0 : random.nextLong() >> random.nextInt(40) >> 10;
        String written = months + " mons " + days + " days " + micros + " microseconds";
        StringBuilder text = new StringBuilder();
        boolean before = appendField(text, months / 12, "year", false);
        before = appendField(text, months % 12, "mon", before);
        before = appendField(text, days, "day", before);
        if (micros != 0 || text.isEmpty()) {
            long size = Math.abs(micros);
            text.append(text.isEmpty() ? "" : " ").append(micros < 0 ? "-" : before ? "+" : "");
            text.append(String.format(
                    "%02d:%02d:%02d", size / 3_600_000_000L, size / 60_000_000 % 60, size / 1_000_000 % 60));
            text.append(fraction(size % 1_000_000));
        }
        return spelled(written, text.toString());
    }

    /** Returns whether the last field that is not zero is negative, so that the next must show its sign. */
    private static boolean appendField(StringBuilder text, int value, String unit, boolean before) {
        if (value == 0) {
            return before;
        }
        text.append(text.isEmpty() ? "" : " ").append(before && value > 0 ? "+" : "");
        text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }

    /** A range whose ends are drawn, written with any brackets. */
    private static Spelled anyRange(Random random, LongSupplier ends, int step, LongFunction<String> shown) {
        long one = ends.getAsLong();
        long other = random.nextInt(10) == 0 ? one : ends.getAsLong();
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        boolean lowIn = random.nextBoolean();
        boolean highIn = random.nextBoolean();
        boolean open = random.nextInt(6) == 0;
        String written =
                (lowIn ? "[" : "(") + shown.apply(low) + "," + (open ? "" : shown.apply(high)) + (highIn ? "]" : ")");
        if (step == 0) {
            boolean empty = !open && low == high && !(lowIn && highIn);
            return spelled(
                    written,
                    empty
                            ? "empty"
                            : (lowIn ? "[" : "(")
                                    + shown.apply(low)
                                    + (open ? ",)" : "," + shown.apply(high) + (highIn ? "]" : ")")));
        }
        long from = lowIn ? low : low + step;
        long to = highIn ? high + step : high;
        return spelled(
                written,
                open
                        ? "[" + shown.apply(from) + ",)"
                        : from >= to ? "empty" : "[" + shown.apply(from) + "," + shown.apply(to) + ")");
    }

    private static Spelled anyRanges(Random random) {
        int at = random.nextInt(100) - 50;
        List<String> ranges = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int end = at + 1 + random.nextInt(20);
            ranges.add("[" + at + "," + end + ")");
            at = end + 1 + random.nextInt(20);
        }
        return same("{" + String.join(",", ranges) + "}");
    }

    private static Sample array(String declared, String partners, Function<Random, String> element, Object... edges) {
        Function<Random, Object> any = random -> {
            List<String> elements = Stream.generate(() -> random.nextInt(8) == 0 ? null : element.apply(random))
                    .limit(random.nextInt(5))
                    .toList();
            return spelled(
                    elements.stream()
                            .map(value -> value == null ? "NULL" : inQuotes(value))
                            .collect(Collectors.joining(", ", "{", "}")),
                    elements.stream().map(PostgresOwnValues::asElement).collect(Collectors.joining(",", "{", "}")));
        };
        return Sample.of(declared, partners, any, edges);
    }

    private static String asElement(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        boolean quoted = value.isEmpty()
                || value.equalsIgnoreCase("NULL")
                || value.matches("(?s).*[\\\\\"{}, \t\n\r\u000b\f].*");
        return quoted ? inQuotes(value) : value;
    }

    private static String inQuotes(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String anyElement(Random random) {
        List<String> pieces = List.of("a", "B", "NULL", " ", ",", "{", "}", "\"", "\\", "'", "\n", "ü", "\u00a0", "~|");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String piece = pieces.get(random.nextInt(pieces.size()));
            text.append(text.length() + piece.length() <= 9 ? piece : "");
        }
        return text.toString();
    }

    /** A day of the years after 1600. */
    private static String day(long day) {
        return LocalDate.of(1600, 1, 1).plusDays(day).toString().replace("+", "");
    }

    /** A moment by its microseconds from the year 2000 on. */
    private static String moment(long micros) {
        LocalDateTime time = LocalDateTime.of(2000, 1, 1, 0, 0)
                .plusSeconds(micros / 1_000_000)
                .plusNanos(1000 * (micros % 1_000_000));
        return time.toLocalDate().toString().replace("+", "") + " " + clock(time.toLocalTime());
    }

    private static String clock(LocalTime time) {
        return String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                + fraction(time.getNano() / 1000);
    }

    private static String fraction(long micros) {
        return micros == 0 ? "" : String.format(".%06d", micros).replaceFirst("0+$", "");
    }
}
