package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of SQL Server are found by their keys, whatever type those are of. */
class SqlServerLookupIT {

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static Database database;

    @BeforeAll
    static void connect() {
        database = SERVER.open("source");
    }

    static Stream<Sample> samples() {
        return SqlServerSamples.all(SERVER.isGenuine() ? 7 : 6).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void every_value_finds_itself_alone_and_with_others_and_in_a_composite_key(Sample sample) throws SQLException {
        SampleRows.createOnSqlServer(SERVER, sample.filledUp(sample.values().size() + 20, new Random(1)));
        TableRead single = read("v", "id");
        TableReader reader = database.reader(single, new Cancellation());
        List<List<Value>> all = rows(reader);
        assertThat(all).hasSizeGreaterThan(20);
        for (List<Value> row : all) {
            assertThat(frames(lookup(reader, List.of(exactly(row.subList(0, 1)))), single))
                    .as("%s", row)
                    .contains(frame(row, single));
        }
        assertThat(lookupAll(reader, all, 1, single)).containsAll(frames(all, single));

        TableRead composite = new TableRead(single.table(), single.columns(), 2, RowFilter.none());
        TableReader compositeReader = database.reader(composite, new Cancellation());
        assertThat(lookupAll(compositeReader, all, 2, composite))
                .containsExactlyInAnyOrderElementsOf(frames(all, composite));
    }

    @Test
    void a_key_that_the_type_cannot_hold_finds_nothing_and_fails_nothing() {
        SERVER.execute(
                "CREATE TABLE dbo.reach (a tinyint, b real, c datetime, d smalldatetime, e decimal(5,2))",
                "INSERT INTO dbo.reach VALUES (1, 0.5, '2024-02-29T12:00:00.003', '2024-02-29T12:00:00', 1.25)");
        long noon = 1_709_208_000L;
        demandNothing("a", new Value.Whole(256), new Value.Decimal(BigDecimal.TEN.pow(30)));
        demandNothing("b", new Value.Floating(1e300), new Value.Floating(Double.NaN), new Value.Floating(5e-324));
        demandNothing("c", new Value.Timestamp(noon, 3_001_000), new Value.Timestamp(-7_000_000_000L, 0));
        demandNothing("d", new Value.Timestamp(noon + 30, 0), new Value.Timestamp(3_455_308_800L, 0));
        demandNothing("e", new Value.Decimal(new BigDecimal("1.255")), new Value.Whole(1000));
    }

    private static void demandNothing(String column, Value... values) {
        TableReader reader = database.reader(read("reach", column, column), new Cancellation());
        for (Value value : values) {
            assertThat(lookup(reader, List.of(exactly(List.of(value)))))
                    .as("%s in %s", value, column)
                    .isEmpty();
        }
    }

    private static TableRead read(String key, String other) {
        return read("sample", key, other);
    }

    private static TableRead read(String table, String key, String other) {
        TableDescription description = database.describe(new TableName("dbo", table));
        List<ReadColumn> columns = Stream.of(key, other)
                .distinct()
                .map(name -> description.column(name).orElseThrow())
                .map(column -> new ReadColumn(column, formOf(column)))
                .toList();
        return new TableRead(description, columns, 1, RowFilter.none());
    }

    private static CanonicalType formOf(Column column) {
        return CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }

    private static SoughtKey exactly(List<Value> values) {
        return new SoughtKey(
                values.stream().<KeyCondition>map(KeyCondition.Exactly::new).toList());
    }

    private static List<List<Value>> rows(TableReader reader) {
        List<List<Value>> rows = new ArrayList<>();
        reader.scan(() -> new Values(rows::add));
        return rows;
    }

    private static List<String> lookupAll(TableReader reader, List<List<Value>> rows, int keyColumns, TableRead read) {
        List<String> frames = new ArrayList<>();
        // What only calls itself a SQL Server finds no datetimeoffset of another offset in a longer list.
        int keysAtOnce = SERVER.isGenuine() ? 500 : 5;
        for (int from = 0; from < rows.size(); from += keysAtOnce) {
            List<SoughtKey> keys = rows.subList(from, Math.min(rows.size(), from + keysAtOnce)).stream()
                    .map(row -> exactly(row.subList(0, keyColumns)))
                    .toList();
            frames.addAll(frames(lookup(reader, keys), read));
        }
        return frames;
    }

    private static List<List<Value>> lookup(TableReader reader, List<SoughtKey> keys) {
        List<List<Value>> rows = new ArrayList<>();
        reader.lookup(keys, () -> new Values(rows::add));
        return rows;
    }

    private static List<String> frames(List<List<Value>> rows, TableRead read) {
        return rows.stream().map(row -> frame(row, read)).toList();
    }

    private static String frame(List<Value> values, TableRead read) {
        return RowEncoder.frameOf(values, read.canonicalTypes().subList(0, values.size()));
    }
}
