package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpressedColumnsSqlTest {

    private static final TableName TABLE = new TableName("dbo", "people");
    private static final SqlExpression NAME = new SqlExpression("first || ' ' || last -- in full");
    private static final SoughtKey SEVEN = new SoughtKey(List.of(new KeyCondition.Exactly(new Value.Whole(7))));
    private static final Buckets BUCKETS = new Buckets(16);

    private static TableRead read(String idType, String textType) {
        List<ReadColumn> columns = List.of(
                new ReadColumn(new Column("id", idType, new ValueType.Whole(), false, null), new CanonicalType.Whole()),
                new ReadColumn(
                        Column.of(NAME, "name", textType, new ValueType.Text(50, false)),
                        new CanonicalType.Text(false)));
        TableDescription table = new TableDescription(
                TABLE, TableKind.TABLE, List.of(), List.of(), OptionalLong.empty(), List.of(), List.of());
        return new TableRead(table, columns, 1, new RowFilter("last <> '' -- known"));
    }

    private static BitSet third() {
        BitSet wanted = new BitSet();
        wanted.set(3);
        return wanted;
    }

    @Test
    void an_expression_takes_the_column_s_place_in_all_that_postgresql_reads() {
        TableRead read = read("integer", "text");
        PostgresSql sql = new PostgresSql(PostgresSql.Encoding.UTF8);
        GoldenFile.assertMatches(
                "postgres-expressed.sql",
                statements(
                        "the expression's type", PostgresSql.typeOf(NAME, TABLE),
                        "rehearsal", sql.rehearsal(read),
                        "fingerprints", sql.fingerprints(read, BUCKETS),
                        "hashed keys", sql.copyHashedKeys(read, BUCKETS, third()),
                        "lookup",
                                sql.copyOf(read, List.of(SEVEN), new PostgresKeyWords(Map.of()))
                                        .orElseThrow(),
                        "rows", sql.copy(read)));
    }

    @Test
    void an_expression_takes_the_column_s_place_in_all_that_sql_server_reads() {
        TableRead read = read("int", "nvarchar(50)");
        GoldenFile.assertMatches(
                "sqlserver-expressed.sql",
                statements(
                        "the expression's type", SqlServerSql.typeOf(NAME, TABLE),
                        "rehearsal", SqlServerSql.rehearsal(read),
                        "fingerprints", SqlServerSql.fingerprints(read, BUCKETS),
                        "hashed keys", SqlServerSql.hashedKeys(read, BUCKETS, third()),
                        "lookup", SqlServerSql.lookup(read, List.of(SEVEN)).orElseThrow(),
                        "rows", SqlServerSql.select(read)));
    }

    private static String statements(String... titlesAndStatements) {
        return Stream.iterate(0, i -> i < titlesAndStatements.length, i -> i + 2)
                .map(i -> "-- " + titlesAndStatements[i] + "\n" + titlesAndStatements[i + 1] + ";\n")
                .collect(Collectors.joining("\n"));
    }
}
