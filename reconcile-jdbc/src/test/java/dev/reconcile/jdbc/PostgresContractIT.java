package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every type of PostgreSQL's that is compared, and each type that it is compared with: the PostgreSQL expression and the
 * Java encoder over the rows read give the hashes that {@link RowContract} expects of the values inserted.
 */
class PostgresContractIT {

    private static final int VALUES = 10_000;

    private static String url = "";
    private static String latinUrl = "";
    private static Database database;
    private static Database latinDatabase;

    @BeforeAll
    static void createDatabases() {
        url = EmbeddedPostgresServer.createDatabase();
        latinUrl = EmbeddedPostgresServer.createDatabase(
                "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        String[] declarations = PostgresSamples.declarations().toArray(String[]::new);
        EmbeddedPostgresServer.execute(url, declarations);
        EmbeddedPostgresServer.execute(latinUrl, declarations);
        database = EmbeddedPostgresServer.open("source", url);
        latinDatabase = EmbeddedPostgresServer.open("source", latinUrl);
    }

    @AfterAll
    static void disconnect() {
        database.close();
        latinDatabase.close();
    }

    static List<Sample> samples() {
        return PostgresSamples.all();
    }

    /** The types whose length in bytes depends on the encoding. */
    static Stream<Sample> texts() {
        return samples().stream().filter(sample -> PostgresSamples.isText(sample));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void gives_the_same_bytes_in_the_database_and_here(Sample sample) {
        Seeds.each(1, random -> compare(url, database, sample.filledUp(VALUES, random)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void gives_the_same_bytes_in_a_database_that_is_not_in_utf8(Sample sample) {
        Seeds.each(
                1,
                random -> compare(
                        latinUrl,
                        latinDatabase,
                        sample.filledUp(VALUES / 10, random).without(PostgresContractIT::isNotLatin)));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void gives_the_same_bytes_for_a_million_values(Sample sample) {
        Seeds.each(1_000_000 / VALUES, random -> compare(url, database, sample.filledUp(VALUES, random)));
    }

    /** PostgreSQL holds several, and sends them as they are. */
    @Test
    void takes_every_bit_pattern_of_NaN_for_the_one_NaN() {
        EmbeddedPostgresServer.execute(
                url,
                "DROP TABLE IF EXISTS sample",
                "CREATE TABLE sample (id int PRIMARY KEY, v float8, w float4)",
                "INSERT INTO sample VALUES (0, 'NaN', 'NaN'), (1, -'NaN'::float8, -'NaN'::float4)",
                "INSERT INTO sample VALUES (2, 'Infinity'::float8 - 'Infinity', 'Infinity'::float4 - 'Infinity'::float4)");
        TableDescription table = database.describe(new TableName(null, "sample"));
        for (String name : List.of("v", "w")) {
            CanonicalType form = new CanonicalType.Floating();
            RowContract.of(name, Collections.nCopies(3, Double.NaN), List.of(form))
                    .demandOf(reader(database, table, name, form));
        }
    }

    /** The types of one form are mixed: an integer may be equal to a bigint, and one numeric to another. */
    @Test
    void hashes_values_of_all_types_alike_by_functions_of_its_own() {
        OwnHashContract contract = new OwnHashContract();
        for (Sample sample : samples()) {
            Seeds.each(1, random -> demandOwnHashes(contract, sample.filledUp(VALUES / 20, random)));
        }
        assertThat(contract.values()).as("different values of a form").isGreaterThan(VALUES);
    }

    private static void demandOwnHashes(OwnHashContract contract, Sample sample) {
        TableDescription table = create(url, database, sample);
        for (Column partner : database.describe(new TableName(null, "partner")).columns()) {
            Column column = table.column("v").orElseThrow();
            forms(column, partner).forEach(form -> {
                TableRead read = new TableRead(table, List.of(new ReadColumn(column, form)), RowFilter.none());
                TableReader reader = database.reader(read.hashedBy(DatabaseHash.OWN), new Cancellation());
                String what = sample + " against " + partner.nativeType() + ", as " + form;
                boolean reduced = reducing(column, partner);
                assertThat(reader.ownHash().isPresent()).as(what).isEqualTo(!reduced);
                if (!reduced) {
                    contract.demandOf(reader, form, what);
                }
            });
        }
    }

    private static boolean isNotLatin(@Nullable Object value) {
        String text = value instanceof Spelled spelled ? spelled.written() : String.valueOf(value);
        return !StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    }

    private static void compare(String databaseUrl, Database database, Sample sample) {
        TableDescription table = create(databaseUrl, database, sample);
        for (Column partner : database.describe(new TableName(null, "partner")).columns()) {
            forms(table.column("v").orElseThrow(), partner).forEach(form -> {
                String what = sample + " against " + partner.nativeType() + ", as " + form;
                RowContract.of(what, sample.values(), List.of(form)).demandOf(reader(database, table, "v", form));
            });
        }
    }

    /** The table sample with the values, and the table partner with a column of each partner's type. */
    private static TableDescription create(String databaseUrl, Database database, Sample sample) {
        List<String> partners = sample.partners();
        String columns = IntStream.range(0, partners.size())
                .mapToObj(i -> "v" + i + " " + partners.get(i))
                .collect(Collectors.joining(", "));
        EmbeddedPostgresServer.execute(
                databaseUrl,
                "DROP TABLE IF EXISTS sample, partner",
                "CREATE TABLE sample (id int PRIMARY KEY, v " + sample.declared() + ")",
                "CREATE TABLE partner (" + columns + ")");
        SampleRows.copyToPostgres(databaseUrl, "sample", List.of(sample.values()));
        return database.describe(new TableName(null, "sample"));
    }

    private static Stream<CanonicalType> forms(Column column, Column partner) {
        return (reducing(column, partner) ? Stream.of(Rounding.values()) : Stream.of(Rounding.HALF_UP))
                .map(rounding -> CanonicalType.common(column.valueType(), partner.valueType(), rounding)
                        .orElseThrow(() -> new AssertionError(column + " is not comparable with " + partner)));
    }

    private static boolean reducing(Column column, Column partner) {
        return column.valueType() instanceof ValueType.WithFraction own
                && partner.valueType() instanceof ValueType.WithFraction kept
                && kept.digits() < own.digits();
    }

    private static TableReader reader(Database database, TableDescription table, String name, CanonicalType form) {
        List<ReadColumn> columns = List.of(
                new ReadColumn(table.column("id").orElseThrow(), new CanonicalType.Whole()),
                new ReadColumn(table.column(name).orElseThrow(), form));
        return database.reader(new TableRead(table, columns, 1, RowFilter.none()), new Cancellation());
    }
}
