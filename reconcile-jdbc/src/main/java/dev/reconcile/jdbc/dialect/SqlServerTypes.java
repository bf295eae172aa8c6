package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.canonical.ValueType.Document.Format;
import dev.reconcile.core.table.Column;

/**
 * SQL Server's types in the terms that both engines share. See <a
 * href="https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql">Data types</a>.
 */
final class SqlServerTypes {

    /** The length that the catalogue gives to the types without one. */
    private static final int MAX = -1;

    private static final int UNICODE_BYTES = 2;
    private static final int ROWVERSION_BYTES = 8;

    private SqlServerTypes() {}

    /**
     * A type as the catalogue has it.
     *
     * @param name the system type's name; an alias type's base
     * @param maxLength in bytes; -1 for {@code max}
     * @param precision all digits of a number
     * @param scale the digits of a fraction, of a number or of a second
     */
    record Declared(String name, int maxLength, int precision, int scale) {

        /** The type as T-SQL writes it. */
        String text() {
            return switch (name) {
                case "decimal", "numeric" -> name + "(" + precision + "," + scale + ")";
                case "time", "datetime2", "datetimeoffset" -> name + "(" + scale + ")";
                case "char", "varchar", "binary", "varbinary" -> name + "(" + length(1) + ")";
                case "nchar", "nvarchar" -> name + "(" + length(UNICODE_BYTES) + ")";
                case "sysname" -> "nvarchar(" + length(UNICODE_BYTES) + ")";
                case "timestamp" -> "rowversion";
                default -> name;
            };
        }

        private String length(int unit) {
            return maxLength == MAX ? "max" : Integer.toString(maxLength / unit);
        }

        /** What it holds. */
        ValueType valueType() {
            return switch (name) {
                case "bit" -> new ValueType.Bool();
                case "tinyint", "smallint", "int", "bigint" -> new ValueType.Whole();
                case "decimal", "numeric" -> new ValueType.FixedDecimal(precision, scale);
                case "money" -> new ValueType.FixedDecimal(19, 4);
                case "smallmoney" -> new ValueType.FixedDecimal(10, 4);
                case "real" -> new ValueType.Floating(32);
                case "float" -> new ValueType.Floating(64);
                case "date" -> new ValueType.Date();
                case "time" -> new ValueType.Time(scale);
                case "datetime" -> new ValueType.Timestamp(3);
                case "smalldatetime" -> new ValueType.Timestamp(0);
                case "datetime2" -> new ValueType.Timestamp(scale);
                case "datetimeoffset" -> new ValueType.Instant(scale);
                case "uniqueidentifier" -> new ValueType.Uuid();
                case "char" -> characters(1, true);
                case "varchar" -> characters(1, false);
                case "nchar" -> characters(UNICODE_BYTES, true);
                case "nvarchar", "sysname" -> characters(UNICODE_BYTES, false);
                // Their length in the catalogue is that of the pointer in the row.
                case "text", "ntext" -> new ValueType.Text(ValueType.Text.UNBOUNDED, false);
                case "image" -> new ValueType.Binary(ValueType.Text.UNBOUNDED);
                case "binary", "varbinary" ->
                    new ValueType.Binary(maxLength == MAX ? ValueType.Text.UNBOUNDED : maxLength);
                // The rowversion of old: nothing of a time.
                // https://learn.microsoft.com/sql/t-sql/data-types/rowversion-transact-sql
                case "timestamp" -> new ValueType.Binary(ROWVERSION_BYTES);
                case "xml" -> new ValueType.Document(Format.XML, "xml has many texts for one document");
                case "json" ->
                    new ValueType.Document(
                            Format.JSON,
                            "json may order the same keys in several ways, so that equal values have many texts");
                default -> new ValueType.Incomparable(whyIncomparable());
            };
        }

        private String whyIncomparable() {
            return switch (name) {
                case "sql_variant" -> "sql_variant may hold another type in each row";
                case "hierarchyid" ->
                    "hierarchyid has no counterpart; its path is compared where both sides hold it as text";
                case "geometry", "geography" -> name + " holds floating point numbers in a form of SQL Server's own";
                case "vector" -> "vector holds floating point numbers in a form of SQL Server's own";
                default -> name + " is a type of the .NET runtime or of a newer SQL Server";
            };
        }

        private ValueType characters(int unit, boolean blankPadded) {
            return new ValueType.Text(maxLength == MAX ? ValueType.Text.UNBOUNDED : maxLength / unit, blankPadded);
        }
    }

    /** Whether the column is of the type {@code datetime}, which counts in 300ths of a second. */
    static boolean isDatetime(Column column) {
        return column.nativeType().equals("datetime");
    }

    /** Whether the column is of the type {@code smalldatetime}, which counts in minutes. */
    static boolean isSmalldatetime(Column column) {
        return column.nativeType().equals("smalldatetime");
    }

    /** Whether the text of the column is stored in UTF-16, and not in a code page. */
    static boolean isUnicode(Column column) {
        return column.nativeType().startsWith("n");
    }
}
