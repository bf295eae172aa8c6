package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.jdbc.dialect.SqlServerTypes.Declared;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A type as docs/types.md shows it.
 *
 * @param name as a user writes it
 * @param holds what the dialect says that a column of it holds
 * @param examples values of it; none for a type that is not compared
 */
record DocumentedType(String name, ValueType holds, List<Value> examples) {

    private static final Value DAY = new Value.Date(LocalDate.of(2024, 2, 29).toEpochDay());
    private static final Value NOON =
            new Value.Timestamp(LocalDateTime.of(2024, 2, 29, 12, 0).toEpochSecond(ZoneOffset.UTC), 500_000_000);
    private static final Value TIME = new Value.Time(45_296_500_000_000L);
    private static final Value UUID = new Value.Uuid(0x6f9619ff8b86d011L, 0xb42d00c04fc964ffL);

    /** PostgreSQL's types, those that are not compared last. */
    static List<DocumentedType> ofPostgres() {
        return List.of(
                postgres("bool", "boolean", new Value.Bool(true)),
                postgres("int2", "smallint", new Value.Whole(-7)),
                postgres("int4", "integer", new Value.Whole(7)),
                postgres("int8", "bigint", new Value.Whole(Long.MAX_VALUE)),
                postgres("numeric", 4 + (10 << 16) + 2, "numeric(10,2)", decimal("1.5")),
                postgres(
                        "numeric",
                        "numeric",
                        decimal("1.50"),
                        decimal("1000"),
                        new Value.NotANumber(SpecialDecimal.NAN),
                        new Value.NotANumber(SpecialDecimal.NEGATIVE_INFINITY)),
                postgres("money", "money", decimal("1234.50")),
                postgres("float4", "real", new Value.Floating(1.5f), new Value.Floating(-0.0)),
                postgres("float8", "double precision", new Value.Floating(0.1), new Value.Floating(Double.NaN)),
                postgres("date", "date", DAY, new Value.Date(-735_160), Value.Infinite.LATEST),
                postgres("time", "time", TIME, new Value.Time(86_400_000_000_000L)),
                postgres("timestamp", "timestamp", NOON, Value.Infinite.EARLIEST),
                postgres("timestamptz", "timestamptz", NOON),
                postgres("uuid", "uuid", UUID),
                postgres("text", "text", new Value.Text("a b ")),
                postgres("varchar", 4 + 20, "varchar(20)", new Value.Text("a b ")),
                postgres("bpchar", 4 + 5, "char(5)", new Value.Text("ab   ")),
                postgres("citext", "citext", new Value.Text("A b")),
                postgres("name", "name", new Value.Text("a b")),
                new DocumentedType(
                        "an enum", PostgresTypes.of("", "e", -1, "mood"), List.of(new Value.Text("its label"))),
                postgres("bytea", "bytea", new Value.Binary("00ff")),
                postgres("inet", "inet", new Value.Text("10.0.0.1/32")),
                postgres("cidr", "cidr", new Value.Text("10.0.0.0/8")),
                postgres("macaddr", "macaddr", new Value.Text("08:00:2b:01:02:03")),
                postgres("macaddr8", "macaddr8", new Value.Text("08:00:2b:01:02:03:04:05")),
                postgres("bit", 3, "bit(3)", new Value.Text("101")),
                postgres("varbit", "varbit", new Value.Text("101")),
                postgres("timetz", "timetz", new Value.Text("12:00:00.5+05:30")),
                postgres("interval", "interval", new Value.Text("1 mon 2 days 03:04:05.5")),
                postgres("int4range", "int4range", new Value.Text("[1,10)")),
                postgres("int8range", "int8range", new Value.Text("[1,10)")),
                postgres("daterange", "daterange", new Value.Text("[2024-02-29,)")),
                postgres("tsrange", "tsrange", new Value.Text("[\"2024-02-29 12:00:00\",)")),
                postgres("tstzrange", "tstzrange", new Value.Text("[\"2024-02-29 12:00:00+00\",)")),
                postgres("int4multirange", "int4multirange", new Value.Text("{[1,3),[5,8)}")),
                postgres("int8multirange", "int8multirange", new Value.Text("{[1,3),[5,8)}")),
                postgres("datemultirange", "datemultirange", new Value.Text("{[2024-02-29,)}")),
                postgres("tsmultirange", "tsmultirange", new Value.Text("{}")),
                postgres("tstzmultirange", "tstzmultirange", new Value.Text("{}")),
                postgres("_bool", "boolean[]", new Value.Text("{t,f}")),
                postgres("_int2", "smallint[]", new Value.Text("{1,NULL}")),
                postgres("_int4", "integer[]", new Value.Text("{{1,2},{3,4}}")),
                postgres("_int8", "bigint[]", new Value.Text("{}")),
                postgres("_date", "date[]", new Value.Text("{2024-02-29}")),
                postgres("_uuid", "uuid[]", new Value.Text("{6f9619ff-8b86-d011-b42d-00c04fc964ff}")),
                postgres("_text", "text[]", new Value.Text("{a,\"b c\",NULL,\"NULL\"}")),
                postgres("_varchar", "varchar[]", new Value.Text("{a}")),
                postgres("_float8", "double precision[]"),
                postgres("_numeric", "numeric[]"),
                postgres("json", "json", new Value.Text("{\"b\": 1.50, \"a\": \"\\u0041\", \"a\": 2}")),
                postgres("jsonb", "jsonb", new Value.Text("{\"a\": 2, \"b\": 1.50}")),
                postgres("jsonpath", "jsonpath"),
                postgres("xml", "xml", new Value.Text("<?xml version=\"1.0\"?> <a b='1'> <c/> </a>")),
                postgres("point", "point"),
                postgres("line", "line"),
                postgres("lseg", "lseg"),
                postgres("box", "box"),
                postgres("path", "path"),
                postgres("polygon", "polygon"),
                postgres("circle", "circle"),
                postgres("tsvector", "tsvector"),
                postgres("tsquery", "tsquery"),
                postgres("numrange", "numrange"),
                postgres("nummultirange", "nummultirange"),
                postgres("char", "\"char\""),
                postgres("oid", "oid"),
                postgres("regclass", "regclass"),
                postgres("regcollation", "regcollation"),
                postgres("regconfig", "regconfig"),
                postgres("regdictionary", "regdictionary"),
                postgres("regnamespace", "regnamespace"),
                postgres("regoper", "regoper"),
                postgres("regoperator", "regoperator"),
                postgres("regproc", "regproc"),
                postgres("regprocedure", "regprocedure"),
                postgres("regrole", "regrole"),
                postgres("regtype", "regtype"),
                postgres("xid", "xid"),
                postgres("xid8", "xid8"),
                postgres("cid", "cid"),
                postgres("tid", "tid"),
                postgres("pg_lsn", "pg_lsn"),
                postgres("pg_snapshot", "pg_snapshot"),
                postgres("txid_snapshot", "txid_snapshot"),
                new DocumentedType("a composite type", PostgresTypes.of("", "c", -1, "address"), List.of()),
                new DocumentedType(
                        "an enum with a cast of somebody's", PostgresTypes.of("", "", -1, "mood"), List.of()),
                new DocumentedType(
                        "jsonb with a cast of somebody's", PostgresTypes.of("jsonb", "", -1, "jsonb"), List.of()),
                new DocumentedType(
                        "a type of an extension, such as hstore", PostgresTypes.of("", "b", -1, "hstore"), List.of()));
    }

    /** SQL Server's types, those that are not compared last. */
    static List<DocumentedType> ofSqlServer() {
        return List.of(
                sqlServer("bit", 1, 1, 0, new Value.Bool(true)),
                sqlServer("tinyint", 1, 3, 0, new Value.Whole(255)),
                sqlServer("smallint", 2, 5, 0, new Value.Whole(-7)),
                sqlServer("int", 4, 10, 0, new Value.Whole(7)),
                sqlServer("bigint", 8, 19, 0, new Value.Whole(Long.MAX_VALUE)),
                sqlServer("decimal", 9, 10, 2, decimal("1.5")),
                sqlServer("numeric", 17, 38, 0, decimal("1000")),
                sqlServer("money", 8, 19, 4, decimal("1234.5")),
                sqlServer("smallmoney", 4, 10, 4, decimal("1234.5")),
                sqlServer("real", 4, 24, 0, new Value.Floating(1.5f)),
                sqlServer("float", 8, 53, 0, new Value.Floating(0.1)),
                sqlServer("date", 3, 10, 0, DAY),
                sqlServer("time", 5, 16, 7, TIME),
                sqlServer("datetime", 8, 23, 3, NOON),
                sqlServer("smalldatetime", 4, 16, 0, new Value.Timestamp(1_709_208_000, 0)),
                sqlServer("datetime2", 8, 27, 7, NOON),
                sqlServer("datetimeoffset", 10, 34, 7, NOON),
                sqlServer("uniqueidentifier", 16, 0, 0, UUID),
                sqlServer("char", 5, 0, 0, new Value.Text("ab   ")),
                sqlServer("varchar", 20, 0, 0, new Value.Text("a b ")),
                sqlServer("varchar", -1, 0, 0, new Value.Text("a b ")),
                sqlServer("nchar", 10, 0, 0, new Value.Text("ab   ")),
                sqlServer("nvarchar", 40, 0, 0, new Value.Text("a b ")),
                sqlServer("nvarchar", -1, 0, 0, new Value.Text("a b ")),
                new DocumentedType(
                        "sysname", new Declared("sysname", 256, 0, 0).valueType(), List.of(new Value.Text("a b"))),
                sqlServer("text", 16, 0, 0, new Value.Text("a b ")),
                sqlServer("ntext", 16, 0, 0, new Value.Text("a b ")),
                sqlServer("binary", 2, 0, 0, new Value.Binary("00ff")),
                sqlServer("varbinary", 20, 0, 0, new Value.Binary("00ff")),
                sqlServer("varbinary", -1, 0, 0, new Value.Binary("00ff")),
                sqlServer("image", 16, 0, 0, new Value.Binary("00ff")),
                sqlServer("timestamp", 8, 0, 0, new Value.Binary("00000000000007d1")),
                sqlServer("xml", -1, 0, 0, new Value.Text("<a b=\"1\"><c /></a>")),
                sqlServer("json", -1, 0, 0, new Value.Text("{\"b\":1.5,\"a\":2}")),
                sqlServer("sql_variant", 8016, 0, 0),
                sqlServer("hierarchyid", 892, 0, 0),
                sqlServer("geometry", -1, 0, 0),
                sqlServer("geography", -1, 0, 0),
                sqlServer("vector", 8, 0, 0),
                new DocumentedType(
                        "a type of the .NET runtime", new Declared("its name", -1, 0, 0).valueType(), List.of()));
    }

    private static DocumentedType postgres(String name, String display, Value... examples) {
        return postgres(name, -1, display, examples);
    }

    private static DocumentedType postgres(String name, int modifier, String display, Value... examples) {
        String kind = name.endsWith("multirange") ? "m" : name.endsWith("range") ? "r" : "b";
        return new DocumentedType(display, PostgresTypes.of(name, kind, modifier, display), List.of(examples));
    }

    private static DocumentedType sqlServer(String name, int maxLength, int precision, int scale, Value... examples) {
        Declared declared = new Declared(name, maxLength, precision, scale);
        return new DocumentedType(declared.text(), declared.valueType(), List.of(examples));
    }

    private static Value decimal(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    /** Why values of it are not compared; empty where they are. */
    Optional<String> obstacle() {
        return holds instanceof ValueType.Incomparable type ? Optional.of(type.reason()) : Optional.empty();
    }

    /** The rule without which its values are not compared; empty where none is needed. */
    Optional<Meaning> rule() {
        return holds instanceof ValueType.Document type
                ? Optional.of(
                        switch (type.format()) {
                            case JSON -> Meaning.JSON;
                            case XML -> Meaning.XML;
                        })
                : Optional.empty();
    }

    /** Why its values are not compared without that rule; empty where they are. */
    Optional<String> reasonForTheRule() {
        return holds instanceof ValueType.Document type ? Optional.of(type.reason()) : Optional.empty();
    }

    /** The form in which its values are compared with those of a column like itself. */
    CanonicalType form() {
        return with(this).orElseThrow(() -> new AssertionError(name + " is not compared with itself."));
    }

    /**
     * The form in which a source column of this type is compared with a target column of the other, by this type's rule if
     * it needs one; empty for none.
     */
    Optional<CanonicalType> with(DocumentedType target) {
        Softening softening = rule().<Softening>map(Softening.As::new).orElse(Softening.Nothing.NOTHING);
        return softening.form(holds, target.holds, Rounding.HALF_UP);
    }

    /** The canonical text of one of the examples, as it stands in a row's frame without its length. */
    String canonicalText(Value example) {
        String frame = RowEncoder.frameOf(List.of(example), List.of(form()));
        String text = frame.substring(0, frame.length() - 1);
        boolean isText = form() instanceof CanonicalType.Text || form() instanceof CanonicalType.MadeHere;
        return isText ? text.substring(text.indexOf(':') + 1) : text;
    }

    /** A column of it. */
    Column column(String columnName) {
        return new Column(columnName, name, holds, true, null);
    }
}
