package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.TypeSamples.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every type of SQL Server: the T-SQL expression, the Java encoder over the rows read, the Java encoder over the
 * values inserted, and the PostgreSQL expression over the same values in the corresponding type give the same fingerprint.
 */
class SqlServerContractIT {

    private static final Buckets BUCKETS = new Buckets(64);

    private static Optional<SqlServerTestServer> found = Optional.empty();
    private static String postgres = "";
    private static Database source;
    private static Database target;

    @BeforeAll
    static void connect() {
        found = SqlServerTestServer.find();
        assumeTrue(found.isPresent(), "No SQL Server to test against.");
        postgres = EmbeddedPostgresServer.createDatabase();
        source = server().open("source");
        target = EmbeddedPostgresServer.open("target", postgres);
    }

    @AfterAll
    static void disconnect() throws Exception {
        if (found.isPresent()) {
            source.close();
            target.close();
            found.get().close();
        }
    }

    private static SqlServerTestServer server() {
        return found.orElseThrow();
    }

    static Stream<Sample> samples() {
        return found.isEmpty() ? Stream.empty() : samples(300);
    }

    static Stream<Sample> manySamples() {
        return found.isEmpty() ? Stream.empty() : samples(5_000);
    }

    /** What only calls itself a SQL Server keeps microseconds. */
    private static Stream<Sample> samples(int size) {
        return TypeSamples.all(size, server().isGenuine() ? 7 : 6).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void gives_the_same_fingerprint_there_and_here_and_in_PostgreSQL(Sample sample) throws SQLException {
        compare(sample);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("manySamples")
    void gives_the_same_fingerprint_for_many_values(Sample sample) throws SQLException {
        compare(sample);
    }

    private static void compare(Sample sample) throws SQLException {
        List<Pairing> pairings = sample.partners().stream()
                .flatMap(partner -> roundings(partner).stream().map(rounding -> new Pairing(partner, rounding)))
                .toList();
        if (server().isGenuine()) {
            compare(sample, pairings);
        } else {
            compare(sample, pairings.stream().filter(p -> !p.adds(sample)).toList());
            compare(
                    sample.without(SqlServerContractIT::isOutOfReach),
                    pairings.stream().filter(p -> p.adds(sample)).toList());
        }
    }

    private static void compare(Sample sample, List<Pairing> pairings) throws SQLException {
        if (pairings.isEmpty()) {
            return;
        }
        createSource(sample);
        TableDescription sourceTable = source.describe(new TableName("dbo", "sample"));
        for (Pairing pairing : pairings) {
            createTarget(sample, pairing);
            TableDescription targetTable = target.describe(new TableName("public", "sample"));
            compare(sample, sourceTable, targetTable, pairing.rounding());
        }
    }

    private static List<Rounding> roundings(String partner) {
        return partner.startsWith("time") ? List.of(Rounding.values()) : List.of(Rounding.HALF_UP);
    }

    /** A type of PostgreSQL's and the way in which fractions are brought to its digits. */
    private record Pairing(String partner, Rounding rounding) {

        int digits() {
            return partner.matches("time.*\\(\\d\\)") ? partner.charAt(partner.indexOf('(') + 1) - '0' : 9;
        }

        /** Whether the expression adds half a unit to a datetime2. */
        boolean adds(Sample sample) {
            return rounding == Rounding.HALF_UP
                    && sample.declared().matches("datetime(2|offset)\\(\\d\\)")
                    && sample.declared().charAt(sample.declared().indexOf('(') + 1) - '0' > digits();
        }
    }

    /**
     * Babelfish's DATEADD takes a datetime2 for a datetime, which begins in 1753 and ends before the last milliseconds of
     * 9999. The last moment of all is rounded without DATEADD.
     */
    private static boolean isOutOfReach(Object value) {
        LocalDateTime timestamp = value instanceof OffsetDateTime instant
                ? instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : value instanceof LocalDateTime local ? local : LocalDateTime.of(2000, 1, 1, 0, 0);
        return timestamp.getYear() < 1754
                || timestamp.isAfter(LocalDateTime.of(9999, 12, 31, 23, 59, 58)) && timestamp.getNano() != 999_999_000;
    }

    private static void compare(
            Sample sample, TableDescription sourceTable, TableDescription targetTable, Rounding rounding) {
        Column from = sourceTable.column("v").orElseThrow();
        Column to = targetTable.column("v").orElseThrow();
        CanonicalType type = CanonicalType.common(from.valueType(), to.valueType(), rounding)
                .orElseThrow(() -> new AssertionError(from + " is not comparable with " + to));
        CanonicalType id = new CanonicalType.Whole();
        String what = from + " against " + to + ", " + rounding + ", as " + type;
        TableRead sourceRead = read(
                sourceTable, new ReadColumn(sourceTable.column("id").orElseThrow(), id), new ReadColumn(from, type));
        BucketFingerprints there = there(source, sourceRead);
        BucketFingerprints here = here(source, sourceRead);
        BucketFingerprints expected = expected(sample, List.of(id, type));
        assertThat(here.total()).as("read and encoded here: %s", what).isEqualTo(expected.total());
        assertThat(there.total()).as("hashed there: %s", what).isEqualTo(expected.total());
        assertThat(there.differences(expected).isEmpty()).isTrue();
        assertThat(here.differences(expected).isEmpty()).isTrue();

        TableRead targetRead =
                read(targetTable, new ReadColumn(targetTable.column("id").orElseThrow(), id), new ReadColumn(to, type));
        assertThat(there(target, targetRead).differences(there).isEmpty())
                .as("PostgreSQL: %s", what)
                .isTrue();
    }

    private static TableRead read(TableDescription table, ReadColumn... columns) {
        return new TableRead(table, List.of(columns), RowFilter.none());
    }

    private static BucketFingerprints there(Database database, TableRead read) {
        TableReader reader = database.reader(read, new Cancellation());
        assertThat(reader.obstacleToHashing()).isEmpty();
        return reader.fingerprints(BUCKETS);
    }

    private static BucketFingerprints here(Database database, TableRead read) {
        BucketFingerprints[] fingerprints = new BucketFingerprints[1];
        database.reader(read, new Cancellation()).scan(() -> {
            fingerprints[0] = new BucketFingerprints(BUCKETS);
            return new RowEncoder(read.canonicalTypes(), fingerprints[0]);
        });
        return fingerprints[0];
    }

    private static BucketFingerprints expected(Sample sample, List<CanonicalType> types) {
        BucketFingerprints fingerprints = new BucketFingerprints(BUCKETS);
        RowEncoder encoder = new RowEncoder(types, fingerprints);
        long id = 0;
        for (Object value : sample.values()) {
            encoder.longValue(id++);
            TypeSamples.give(value, encoder);
            encoder.endRow();
        }
        return fingerprints;
    }

    private static void createSource(Sample sample) throws SQLException {
        String type = sample.declared();
        server().execute(
                        "IF OBJECT_ID('dbo.sample') IS NOT NULL DROP TABLE dbo.sample",
                        "CREATE TABLE dbo.sample (id int NOT NULL PRIMARY KEY, v " + type + " NULL)");
        String value = type.contains("char") || type.equals("ntext") ? "?" : "CAST(? AS " + type + ")";
        try (Connection connection = server().connect()) {
            insert(connection, "INSERT INTO dbo.sample (id, v) VALUES (?, " + value + ")", sample.values(), true);
        }
    }

    private static void createTarget(Sample sample, Pairing pairing) throws SQLException {
        EmbeddedPostgresServer.execute(
                postgres,
                "DROP TABLE IF EXISTS sample",
                "CREATE TABLE sample (id int PRIMARY KEY, v " + pairing.partner() + ")");
        List<Object> values = new ArrayList<>();
        sample.values().forEach(value -> values.add(reduced(value, pairing.digits(), pairing.rounding())));
        try (Connection connection = DriverManager.getConnection(postgres)) {
            insert(
                    connection,
                    "INSERT INTO sample (id, v) VALUES (?, CAST(? AS " + pairing.partner() + "))",
                    values,
                    false);
        }
    }

    /** What the pipeline writes into a column with fewer digits. */
    private static Object reduced(Object value, int digits, Rounding rounding) {
        if (digits == 9 || value == null) {
            return value;
        }
        long unit = (long) Math.pow(10, 9 - digits);
        if (value instanceof LocalTime time) {
            long nanos = round(time.toNanoOfDay(), unit, rounding);
            return nanos == 86_400_000_000_000L ? "24:00:00" : LocalTime.ofNanoOfDay(nanos);
        }
        if (value instanceof LocalDateTime timestamp) {
            return timestamp.plusNanos(round(timestamp.getNano(), unit, rounding) - timestamp.getNano());
        }
        if (value instanceof OffsetDateTime instant) {
            return instant.plusNanos(round(instant.getNano(), unit, rounding) - instant.getNano());
        }
        return value;
    }

    private static long round(long nanos, long unit, Rounding rounding) {
        return BigDecimal.valueOf(nanos)
                        .divide(
                                BigDecimal.valueOf(unit),
                                0,
                                rounding == Rounding.HALF_UP ? RoundingMode.HALF_UP : RoundingMode.DOWN)
                        .longValueExact()
                * unit;
    }

    private static void insert(Connection connection, String sql, List<Object> values, boolean toSqlServer)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int id = 0;
            for (Object value : values) {
                insert.setInt(1, id++);
                bind(insert, value, toSqlServer);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private static void bind(PreparedStatement insert, Object value, boolean toSqlServer) throws SQLException {
        if (value instanceof BigDecimal number) {
            insert.setBigDecimal(2, number);
        } else if (value instanceof Boolean flag) {
            insert.setInt(2, flag ? 1 : 0);
        } else if (value instanceof Long number) {
            insert.setLong(2, number);
        } else if (value instanceof Double number) {
            insert.setDouble(2, number);
        } else if (value instanceof byte[] bytes) {
            insert.setBytes(2, bytes);
        } else if (value instanceof LocalDateTime timestamp) {
            insert.setString(2, text(timestamp, toSqlServer));
        } else if (value instanceof OffsetDateTime instant) {
            insert.setString(
                    2,
                    text(instant.toLocalDateTime(), toSqlServer)
                            + instant.getOffset().toString().replace("Z", "+00:00"));
        } else if (value instanceof UUID || value instanceof String || value == null) {
            insert.setString(2, value == null ? null : value.toString());
        } else {
            insert.setString(2, value.toString());
        }
    }

    /** As ISO 8601, which SQL Server reads the same under every language. */
    private static String text(LocalDateTime timestamp, boolean toSqlServer) {
        String date = timestamp.toLocalDate().toString().replace("+", "");
        String time = timestamp.toLocalTime().truncatedTo(ChronoUnit.NANOS).toString();
        String full = time.length() == 5 ? time + ":00" : time;
        String cut = toSqlServer && full.length() > 16 ? full.substring(0, 16) : full;
        return date + "T" + (cut.endsWith("000") && cut.contains(".") ? cut.replaceFirst("0+$", "") : cut);
    }
}
