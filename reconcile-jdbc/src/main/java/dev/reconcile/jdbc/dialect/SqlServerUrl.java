package dev.reconcile.jdbc.dialect;

import java.util.Set;
import java.util.TreeSet;

/**
 * The properties that a JDBC URL of SQL Server sets itself. The driver lets properties beside the URL win over those, so
 * whoever adds some must leave these out. See <a
 * href="https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url">Building the connection URL</a>.
 */
final class SqlServerUrl {

    private SqlServerUrl() {}

    /** The names of the properties, without regard to case. */
    static Set<String> propertyNames(String url) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        int at = url.indexOf(';');
        while (at >= 0 && at < url.length()) {
            int equals = url.indexOf('=', at);
            if (equals < 0) {
                return names;
            }
            names.add(canonical(url.substring(at + 1, equals).replace(";", "").strip()));
            at = endOfValue(url, equals + 1);
        }
        return names;
    }

    /** The index of the semicolon behind a value, or the URL's length. In braces a semicolon and a doubled brace are text. */
    private static int endOfValue(String url, int start) {
        int at = start;
        while (at < url.length() && url.charAt(at) == ' ') {
            at++;
        }
        if (at < url.length() && url.charAt(at) == '{') {
            at++;
            while (at < url.length() && !(url.charAt(at) == '}' && !url.startsWith("}}", at))) {
                at += url.startsWith("}}", at) ? 2 : 1;
            }
        }
        int end = url.indexOf(';', at);
        return end < 0 ? url.length() : end;
    }

    /** The driver knows some properties by several names. */
    private static String canonical(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "app" -> "applicationName";
            case "connecttimeout" -> "loginTimeout";
            default -> name;
        };
    }
}
