package dev.reconcile.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every type of SQL Server: the T-SQL expression, the Java encoder over the rows read, and both in PostgreSQL over
 * the same values in the corresponding type give the hashes that {@link RowContract} expects of the values inserted.
 */
class SqlServerContractIT {

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

    private static final int VALUES = 10_000;

    /** What only calls itself a SQL Server keeps microseconds. */
    static Stream<Sample> samples() {
        return found.stream().flatMap(server -> SqlServerSamples.all(server.isGenuine() ? 7 : 6).stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void gives_the_same_bytes_there_and_here_and_in_PostgreSQL(Sample sample) {
        compareMany(sample, 1);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void gives_the_same_bytes_for_a_million_values(Sample sample) {
        compareMany(sample, 1_000_000 / VALUES);
    }

    private static void compareMany(Sample sample, int seeds) {
        Seeds.each(seeds, random -> {
            try {
                compare(sample.filledUp(VALUES, random));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
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
        SampleRows.createOnSqlServer(server(), sample);
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
        RowContract contract = RowContract.of(what, sample.values(), type);
        contract.demandOf(source.reader(sourceRead, new Cancellation()));

        TableRead targetRead =
                read(targetTable, new ReadColumn(targetTable.column("id").orElseThrow(), id), new ReadColumn(to, type));
        contract.demandOf(target.reader(targetRead, new Cancellation()));
    }

    private static TableRead read(TableDescription table, ReadColumn... columns) {
        return new TableRead(table, List.of(columns), 1, RowFilter.none());
    }

    private static void createTarget(Sample sample, Pairing pairing) {
        EmbeddedPostgresServer.execute(
                postgres,
                "DROP TABLE IF EXISTS sample",
                "CREATE TABLE sample (id int PRIMARY KEY, v " + pairing.partner() + ")");
        List<Object> values = new ArrayList<>();
        sample.values().forEach(value -> values.add(reduced(value, pairing.digits(), pairing.rounding())));
        SampleRows.copyToPostgres(postgres, "sample", values);
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
}
