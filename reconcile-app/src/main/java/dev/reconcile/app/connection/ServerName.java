package dev.reconcile.app.connection;

import java.util.regex.Pattern;

/** The names of servers that people may give beside a port and a database. */
public final class ServerName {

    private static final Pattern HOST = Pattern.compile("[^\\s:;,/?#{}()=@\\\\\\[\\]]+");
    private static final Pattern INSTANCE = Pattern.compile(HOST + "\\\\[^\\s:;,/?#{}()=@\\\\]+");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%[\\w.]+)?]?");

    private ServerName() {}

    /**
     * Checks that a text is a host name, an address, or for SQL Server {@code host\instance}: nothing that would end up
     * as another part of the URL.
     *
     * @throws IllegalArgumentException saying what to write instead; it does not quote the text
     */
    public static void check(Engine engine, String text) {
        boolean bracketsMatch = text.startsWith("[") == text.endsWith("]");
        boolean host = HOST.matcher(text).matches()
                || (engine == Engine.SQLSERVER && INSTANCE.matcher(text).matches())
                || (bracketsMatch && IPV6.matcher(text).matches());
        if (!host) {
            throw new IllegalArgumentException(
                    "the value is no name or address of a server alone. Give the port and the"
                            + " database as settings of their own, or everything together as a JDBC URL.");
        }
    }
}
