package dev.reconcile.jdbc;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every type of SQL Server: the T-SQL expression, the Java encoder over the rows read, and both in PostgreSQL over
 * the same values in the corresponding type give the hashes that {@link RowContract} expects of the values inserted.
 */
class SqlServerContractIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static String postgres = "";
    private static Database source;
    private static Database target;

    @BeforeAll
    static void connect() {
        postgres = EmbeddedPostgresServer.createDatabase();
        source = SERVER.open("source");
        target = EmbeddedPostgresServer.open("target", postgres);
    }

    @AfterAll
    static void disconnect() {
        target.close();
    }

    private static final int VALUES = 10_000;

    /** What only calls itself a SQL Server keeps microseconds. */
    static Stream<Sample> samples() {
        return SqlServerSamples.all(SERVER.isGenuine() ? 7 : 6).stream();
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
                .distinct()
                .flatMap(partner -> roundings(partner).stream().map(rounding -> new Pairing(partner, rounding)))
                .toList();
        if (SERVER.isGenuine()) {
            compare(sample, pairings);
        } else {
            compare(sample, pairings.stream().filter(p -> !p.adds(sample)).toList());
            compare(
                    sample.without(SqlServerContractIT::isOutOfReach),
                    pairings.stream().filter(p -> p.adds(sample)).toList());
        }
    }

    /** All types in one read of each side, because reading costs the most here. */
    private static void compare(Sample sample, List<Pairing> pairings) throws SQLException {
        if (pairings.isEmpty()) {
            return;
        }
        createSource(sample, pairings.size());
        createTarget(sample, pairings);
        TableDescription sourceTable = source.describe(new TableName("dbo", "copies"));
        TableDescription targetTable = target.describe(new TableName("public", "sample"));
        List<Compared> columns = IntStream.range(0, pairings.size())
                .mapToObj(i -> Compared.of(pairings.get(i), name(i), sourceTable, targetTable))
                .toList();
        try {
            compare(sample, sourceTable, targetTable, columns);
        } catch (AssertionError ofSome) {
            // Which of them it is.
            columns.forEach(column -> compare(sample, sourceTable, targetTable, List.of(column)));
            throw ofSome;
        }
    }

    private static String name(int column) {
        return "v" + column;
    }

    private static List<Rounding> roundings(String partner) {
        return partner.startsWith("time") ? List.of(Rounding.values()) : List.of(Rounding.HALF_UP);
    }

    /** A type of PostgreSQL's and the way in which fractions are brought to its digits. */
    private record Pairing(String partner, Rounding rounding) {

        int digits() {
            return partner.matches("time.*\\(\\d\\)") ? partner.charAt(partner.indexOf('(') + 1) - '0' : 9;
        }

        /** What the pipeline writes into the partner. */
        List<@Nullable Object> reduced(Sample sample) {
            List<@Nullable Object> values = new ArrayList<>();
            sample.values().forEach(value -> values.add(SqlServerContractIT.reduced(value, digits(), rounding)));
            return values;
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

    /** A column of the source and its partner, with the form in which both are compared. */
    private record Compared(Column from, Column to, CanonicalType type, String what) {

        static Compared of(Pairing pairing, String name, TableDescription sourceTable, TableDescription targetTable) {
            Column from = sourceTable.column(name).orElseThrow();
            Column to = targetTable.column(name).orElseThrow();
            CanonicalType type = CanonicalType.common(from.valueType(), to.valueType(), pairing.rounding())
                    .orElseThrow(() -> new AssertionError(from + " is not comparable with " + to));
            return new Compared(from, to, type, from + " against " + to + ", " + pairing.rounding() + ", as " + type);
        }
    }

    private static void compare(
            Sample sample, TableDescription sourceTable, TableDescription targetTable, List<Compared> columns) {
        String what = columns.stream().map(Compared::what).collect(Collectors.joining("; "));
        RowContract contract = RowContract.of(
                what, sample.values(), columns.stream().map(Compared::type).toList());
        contract.demandOf(source.reader(read(sourceTable, columns, Compared::from), new Cancellation()));
        contract.demandOf(target.reader(read(targetTable, columns, Compared::to), new Cancellation()));
    }

    private static TableRead read(TableDescription table, List<Compared> columns, Function<Compared, Column> side) {
        List<ReadColumn> read = new ArrayList<>();
        read.add(new ReadColumn(table.column("id").orElseThrow(), new CanonicalType.Whole()));
        columns.forEach(column -> read.add(new ReadColumn(side.apply(column), column.type())));
        return new TableRead(table, read, 1, RowFilter.none());
    }

    /** A table with so many columns of the sample's type, which all hold the same. */
    private static void createSource(Sample sample, int columns) throws SQLException {
        SampleRows.createOnSqlServer(SERVER, sample);
        List<String> names =
                IntStream.range(0, columns).mapToObj(SqlServerContractIT::name).toList();
        SERVER.execute(
                "IF OBJECT_ID('dbo.copies') IS NOT NULL DROP TABLE dbo.copies",
                "CREATE TABLE dbo.copies (id int NOT NULL PRIMARY KEY"
                        + names.stream()
                                .map(name -> ", " + name + " " + sample.declared() + " NULL")
                                .collect(Collectors.joining())
                        + ")",
                "INSERT INTO dbo.copies SELECT id" + ", v".repeat(columns) + " FROM dbo.sample");
    }

    /** A table with a column of each type. */
    private static void createTarget(Sample sample, List<Pairing> pairings) {
        String columns = IntStream.range(0, pairings.size())
                .mapToObj(i -> ", " + name(i) + " " + pairings.get(i).partner())
                .collect(Collectors.joining());
        EmbeddedPostgresServer.execute(
                postgres, "DROP TABLE IF EXISTS sample", "CREATE TABLE sample (id int PRIMARY KEY" + columns + ")");
        SampleRows.copyToPostgres(
                postgres,
                "sample",
                pairings.stream().map(pairing -> pairing.reduced(sample)).toList());
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
