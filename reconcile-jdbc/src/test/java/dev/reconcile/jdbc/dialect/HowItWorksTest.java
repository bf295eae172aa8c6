package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.UniqueKey;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that explains the comparison shows what the code computes and sends. After a change,
 * {@code -Dreconcile.write-docs=true} writes its tables and statements anew.
 */
class HowItWorksTest {

    private static final Path PAGE = Path.of("..", "docs", "how-it-works.md");

    private static final TablePair PAIR = TablePair.of("dbo.orders", "public.orders");

    private static final TableDescription SOURCE = table(
            PAIR.source(),
            sqlServer("id", new Declared("int", 4, 10, 0)),
            sqlServer("customer", new Declared("nvarchar", 80, 0, 0)),
            sqlServer("total", new Declared("decimal", 9, 10, 2)),
            sqlServer("placed_at", new Declared("datetime2", 8, 0, 7)));

    private static final TableDescription TARGET = table(
            PAIR.target(),
            column("id", "integer", new ValueType.Whole()),
            column("customer", "character varying(40)", new ValueType.Text(40, false)),
            column("total", "numeric(10,2)", new ValueType.FixedDecimal(10, 2)),
            column("placed_at", "timestamp without time zone", new ValueType.Timestamp(6)));

    private static final ComparisonPlan PLAN =
            ComparisonPlan.align(SOURCE, TARGET, PAIR, Rounding.HALF_UP, Instant.EPOCH);

    private static final List<List<Value>> SOURCE_ROWS = List.of(
            row(1, "Ada", "12.50", "2026-01-05T09:00:00.1234567"),
            row(2, "Grace", "7.00", "2026-01-05T09:01:00"),
            row(3, "Zoë", null, "2026-01-05T09:02:00.5"),
            row(4, "Linus", "99.95", "2026-01-05T09:03:00"));

    private static final List<List<Value>> TARGET_ROWS = List.of(
            row(1, "Ada", "12.50", "2026-01-05T09:00:00.123457"),
            row(2, "Grace", "7.01", "2026-01-05T09:01:00"),
            row(4, "Linus", "99.95", "2026-01-05T09:03:00"),
            row(5, "Linus", "99.95", "2026-01-05T09:03:00"));

    private static TableDescription table(TableName name, Column... columns) {
        return new TableDescription(
                name,
                TableKind.TABLE,
                List.of(columns),
                List.of(new UniqueKey("orders_pkey", true, List.of("id"))),
                OptionalLong.empty(),
                List.of(),
                List.of());
    }

    private static Column sqlServer(String name, Declared type) {
        return column(name, type.text(), type.valueType());
    }

    private static Column column(String name, String nativeType, ValueType type) {
        return new Column(name, nativeType, type, !name.equals("id"), null);
    }

    private static List<Value> row(long id, String customer, String total, String placedAt) {
        LocalDateTime at = LocalDateTime.parse(placedAt);
        return List.of(
                new Value.Whole(id),
                new Value.Text(customer),
                total == null ? Value.Null.NULL : new Value.Decimal(new BigDecimal(total)),
                new Value.Timestamp(at.toEpochSecond(ZoneOffset.UTC), at.getNano()));
    }

    @Test
    void the_page_shows_what_is_computed_and_sent() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        for (Map.Entry<String, String> part : parts().entrySet()) {
            expected = with(expected, part.getKey(), part.getValue());
        }
        if (Boolean.getBoolean("reconcile.write-docs")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }

    private static String with(String page, String name, String text) {
        String begin = "<!-- generated: " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).as("%s has a place for %s", PAGE, name).isNotNegative();
        assertThat(to).as("the place for %s ends", name).isNotNegative();
        return page.substring(0, from + begin.length()) + text + page.substring(to);
    }

    private static Map<String, String> parts() {
        TableRead source = PLAN.sourceRead(SOURCE, PAIR);
        TableRead target = PLAN.targetRead(TARGET, PAIR);
        PostgresSql postgres = new PostgresSql(PostgresSql.Encoding.UTF8);
        BitSet different = fingerprints(SOURCE_ROWS).differences(fingerprints(TARGET_ROWS));
        List<List<Value>> keys = Stream.of(2L, 3L, 5L)
                .map(id -> List.<Value>of(new Value.Whole(id)))
                .toList();
        List<SoughtKey> inSource = keys.stream().map(PLAN::soughtInSource).toList();
        List<SoughtKey> inTarget = keys.stream().map(PLAN::soughtInTarget).toList();

        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("source rows", hashes(SOURCE_ROWS));
        parts.put("target rows", hashes(TARGET_ROWS));
        parts.put("fingerprints on SQL Server", sql(SqlServerSql.fingerprints(source, Buckets.DEFAULT)));
        parts.put("fingerprints on PostgreSQL", sql(postgres.fingerprints(target, Buckets.DEFAULT)));
        parts.put("buckets", buckets(different));
        parts.put("keys on SQL Server", sql(SqlServerSql.hashedKeys(source, Buckets.DEFAULT, different)));
        parts.put("keys on PostgreSQL", sql(postgres.copyHashedKeys(target, Buckets.DEFAULT, different)));
        parts.put(
                "lookup on SQL Server",
                sql(SqlServerSql.lookup(source, inSource).orElseThrow()));
        parts.put(
                "lookup on PostgreSQL",
                sql(postgres.copyOf(target, inTarget, new PostgresKeyWords(Map.of()))
                        .orElseThrow()));
        parts.put("rows on SQL Server", sql(SqlServerSql.select(source)));
        parts.put("rows on PostgreSQL", sql(postgres.copy(target)));
        return parts;
    }

    private static BucketFingerprints fingerprints(List<List<Value>> rows) {
        BucketFingerprints fingerprints = new BucketFingerprints(Buckets.DEFAULT);
        rows.forEach(row -> {
            RowHash hash = RowEncoder.hashOf(row, PLAN.types());
            fingerprints.add(hash.high(), hash.low());
        });
        return fingerprints;
    }

    private static String hashes(List<List<Value>> rows) {
        List<CanonicalType> types = PLAN.types();
        return "| frame | MD5 | bucket |\n|---|---|---|\n"
                + rows.stream()
                        .map(row -> {
                            RowHash hash = RowEncoder.hashOf(row, types);
                            return String.format(
                                    Locale.ROOT,
                                    "| `` %s `` | `%016x%016x` | %d |%n",
                                    RowEncoder.frameOf(row, types).replace("|", "\\|"),
                                    hash.high(),
                                    hash.low(),
                                    Buckets.DEFAULT.of(hash.low()));
                        })
                        .collect(Collectors.joining());
    }

    private static String buckets(BitSet different) {
        BucketFingerprints source = fingerprints(SOURCE_ROWS);
        BucketFingerprints target = fingerprints(TARGET_ROWS);
        List<String> rows = new ArrayList<>();
        for (int bucket = 0; bucket < Buckets.DEFAULT.count(); bucket++) {
            if (source.bucket(bucket).rows() + target.bucket(bucket).rows() > 0) {
                rows.add(String.format(
                        Locale.ROOT,
                        "| %d | %d | %d | %s |%n",
                        bucket,
                        source.bucket(bucket).rows(),
                        target.bucket(bucket).rows(),
                        different.get(bucket) ? "yes" : "no"));
            }
        }
        return "| bucket | rows in the source | in the target | differs |\n|---|---|---|---|\n" + String.join("", rows);
    }

    private static String sql(String statement) {
        return "```sql\n" + statement + "\n```\n";
    }
}
