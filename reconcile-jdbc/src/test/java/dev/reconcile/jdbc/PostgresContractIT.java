package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The PostgreSQL expressions and the Java encoder give the same canonical text for every type and target type. */
class PostgresContractIT {

    private static String url = "";
    private static String latinUrl = "";

    @BeforeAll
    static void createDatabases() {
        url = EmbeddedPostgresServer.createDatabase();
        latinUrl = EmbeddedPostgresServer.createDatabase(
                "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    }

    @AfterAll
    static void forget() {
        url = "";
    }

    /** A declared type, its values as SQL literals, and the types of the columns that it is compared with. */
    static Stream<Arguments> types() {
        return Stream.of(
                type("boolean", "boolean, smallint", "true", "false"),
                type("smallint", "smallint, bigint, numeric(10,2), numeric, boolean", "0", "-32768", "32767"),
                type("integer", "integer, numeric(12,0)", "0", "-2147483648", "2147483647"),
                type(
                        "bigint",
                        "bigint, numeric(30,5)",
                        "0",
                        "-9223372036854775808",
                        "9223372036854775807",
                        "12345678901",
                        "12345678902"),
                type(
                        "numeric(10,2)",
                        "numeric(10,2), numeric(12,4), numeric, bigint",
                        "0",
                        "0.5",
                        "-0.5",
                        "99999999.99",
                        "-99999999.99",
                        "1000.00",
                        "'NaN'"),
                type("numeric(38,0)", "numeric(38,10)", "99999999999999999999999999999999999999", "0"),
                type("numeric(5,-2)", "numeric(7,0)", "12300", "-100"),
                type(
                        "numeric",
                        "numeric, numeric(10,2), integer",
                        "0",
                        "0.00",
                        "1.50",
                        "1.5",
                        "1e50",
                        "-1e-50",
                        "123456789.123456789",
                        "100000000",
                        "10000",
                        "0.0001",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'"),
                type("money", "numeric, numeric(19,4)", "'1234.56'", "'-0.01'", "'92233720368547758.07'"),
                type(
                        "real",
                        "real, double precision",
                        "0",
                        "'-0'",
                        "1.1",
                        "'NaN'",
                        "'Infinity'",
                        "1e-45",
                        "3.4028235e38"),
                type(
                        "double precision",
                        "double precision",
                        "0",
                        "'-0'",
                        "1.1",
                        "0.1",
                        "'NaN'",
                        "'-Infinity'",
                        "4.9e-324",
                        "1.7976931348623157e308"),
                type(
                        "date",
                        "date",
                        "'2024-02-29'",
                        "'0001-01-01'",
                        "'0001-12-31 BC'",
                        "'4713-01-01 BC'",
                        "'9999-12-31'",
                        "'10000-01-01'",
                        "'5874897-12-31'",
                        "'1582-10-10'",
                        "'infinity'",
                        "'-infinity'"),
                type(
                        "time",
                        "time, time(0), time(3), time(4)",
                        "'00:00:00'",
                        "'23:59:59.999999'",
                        "'24:00:00'",
                        "'12:34:56.5'",
                        "'12:34:56.7895'"),
                type("time(3)", "time(3), time(6)", "'23:59:59.999'", "'00:00:00.001'"),
                type(
                        "timestamp",
                        "timestamp, timestamp(0), timestamp(3), timestamp(1)",
                        "'2024-02-29 23:59:59.999999'",
                        "'1999-12-31 23:59:59.9995'",
                        "'1999-12-31 23:59:58.5'",
                        "'1969-12-31 23:59:59.0005'",
                        "'0001-01-01 00:00:00'",
                        "'0044-03-15 12:00:00.25 BC'",
                        "'0001-12-31 23:59:59.9999 BC'",
                        "'9999-12-31 23:59:59.9999'",
                        "'294276-12-31 23:59:59'",
                        "'2024-03-31 02:30:00'",
                        "'infinity'",
                        "'-infinity'"),
                type("timestamp(3)", "timestamp(3), timestamp(6)", "'2024-02-29 23:59:59.123'"),
                type(
                        "timestamptz",
                        "timestamptz, timestamptz(3)",
                        "'2024-02-29 12:00:00.123456+05:30'",
                        "'2024-03-31 02:30:00 Europe/Berlin'",
                        "'0044-03-15 12:00:00 BC'",
                        "'1999-06-01 00:00:00.0005Z'",
                        "'infinity'",
                        "'-infinity'"),
                type(
                        "uuid",
                        "uuid",
                        "'6F9619FF-8B86-D011-B42D-00C04FC964FF'",
                        "'00000000-0000-0000-0000-000000000000'"),
                type(
                        "text",
                        "text, varchar(100), char(300)",
                        "''",
                        "' '",
                        "' x '",
                        "'a|b'",
                        "'~'",
                        "'NULL'",
                        "E'tab\\tnewline\\n'",
                        "'ünïcödé'",
                        "'12:abc'",
                        "repeat('x', 300)"),
                type("varchar(20)", "varchar(20), char(20)", "''", "'trailing  '", "'x'"),
                type("char(5)", "char(5), text", "''", "'ab'", "'ab   '", "E'ab\\t'"),
                type(
                        "inet",
                        "inet, cidr",
                        "'10.0.0.1'",
                        "'10.0.0.0/8'",
                        "'::1'",
                        "'::ffff:1.2.3.4/100'",
                        "'0.0.0.0/0'"),
                type("cidr", "cidr, inet", "'10.0.0.1'", "'10.0.0.0/8'", "'2001:db8::/32'"),
                type("macaddr", "macaddr", "'08-00-2B-01-02-03'", "'ff:ff:ff:ff:ff:ff'"),
                type("macaddr8", "macaddr8", "'08-00-2B-01-02-03-04-05'"),
                type("bit(3)", "bit(3), varbit", "'000'", "'101'"),
                type("varbit", "varbit", "''", "'0'", "'00'", "'1'", "repeat('10', 300)::varbit"),
                type(
                        "timetz",
                        "timetz",
                        "'12:00:00.5+05:30'",
                        "'06:30:00.5+00'",
                        "'24:00:00-15:59:59'",
                        "'00:00:00+14'"),
                type(
                        "interval",
                        "interval",
                        "'0'",
                        "'1 month'",
                        "'30 days'",
                        "'720 hours'",
                        "'-1 month +1 day -00:00:00.000001'",
                        "'178000000 years 11 months'",
                        "'infinity'"),
                type("int4range", "int4range", "'[1,5]'", "'empty'", "'(,)'", "'[-2147483648,2147483647)'"),
                type("tstzrange", "tstzrange", "'[2024-02-29 12:00+05:30,infinity)'", "'(,0044-03-15 BC]'"),
                type("datemultirange", "datemultirange", "'{}'", "'{[2024-01-01,2024-01-31], (2024-06-01,)}'"),
                type("integer[]", "integer[]", "'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'[0:1]={1,2}'"),
                type("text[]", "text[], varchar(9)[]", "'{a,\"b,c\",NULL,\"NULL\",\"\"}'", "ARRAY['ü', E'\\\\', '\"']"),
                type("bytea", "bytea", "''", "'\\x00ff'", "decode(repeat('ab', 5000), 'hex')"));
    }

    private static Arguments type(String declared, String targets, String... values) {
        return Arguments.of(declared, targets, List.of(values));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void gives_the_same_fingerprint_in_the_database_and_here(String declared, String targets, List<String> values) {
        assertSame(url, declared, targets, values);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void gives_the_same_fingerprint_in_a_database_that_is_not_in_utf8(
            String declared, String targets, List<String> values) {
        assertSame(latinUrl, declared, targets, values);
    }

    private static void assertSame(String databaseUrl, String declared, String targets, List<String> values) {
        String targetColumns = Stream.of(targets.split(", (?![0-9])"))
                .map(target -> "t" + Integer.toHexString(target.hashCode()) + " " + target)
                .collect(Collectors.joining(", "));
        EmbeddedPostgresServer.execute(
                databaseUrl,
                "DROP TABLE IF EXISTS s, t",
                "CREATE TABLE s (v " + declared + ")",
                "CREATE TABLE t (" + targetColumns + ")",
                "INSERT INTO s VALUES "
                        + values.stream().map(v -> "(" + v + ")").collect(Collectors.joining(", ")) + ", (NULL)");
        try (Database database = EmbeddedPostgresServer.open("source", databaseUrl)) {
            TableDescription source = database.describe(new TableName(null, "s"));
            TableDescription target = database.describe(new TableName(null, "t"));
            for (Column partner : target.columns()) {
                for (Rounding rounding : Rounding.values()) {
                    assertSame(database, source, partner, rounding);
                }
            }
        }
    }

    private static void assertSame(Database database, TableDescription table, Column partner, Rounding rounding) {
        Column column = table.columns().get(0);
        CanonicalType type = CanonicalType.common(column.valueType(), partner.valueType(), rounding)
                .orElseThrow(() -> new AssertionError(column + " is not comparable with " + partner));
        TableRead read = new TableRead(table, List.of(new TableRead.ReadColumn(column, type)), RowFilter.none());
        TableReader reader = database.reader(read, new Cancellation());
        Buckets buckets = new Buckets(4096);
        BucketFingerprints there = reader.fingerprints(buckets);
        BucketFingerprints here = new BucketFingerprints(buckets);
        reader.scan(() -> new RowEncoder(read.canonicalTypes(), here));
        assertThat(here.total().rows()).isGreaterThan(1);
        assertThat(there.total())
                .as("%s against %s, %s", column, partner, rounding)
                .isEqualTo(here.total());
        assertThat(there.differences(here).isEmpty()).isTrue();
    }
}
