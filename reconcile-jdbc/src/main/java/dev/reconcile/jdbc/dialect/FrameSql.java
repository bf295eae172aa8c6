package dev.reconcile.jdbc.dialect;

/** The marks of the row frame that {@link dev.reconcile.core.canonical.RowEncoder} describes, as SQL literals. */
final class FrameSql {

    /** Stands for NULL. */
    static final String NULL = "'~'";

    /** Ends every value. */
    static final String END = "'|'";

    /** Stands between a text's length in bytes and the text. */
    static final String LENGTH_END = "':'";

    private FrameSql() {}
}
