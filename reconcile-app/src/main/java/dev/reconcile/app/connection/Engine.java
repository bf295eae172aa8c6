package dev.reconcile.app.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The database engines, as far as their addresses go. */
public enum Engine {
    SQLSERVER("SQL Server", "microsoft.sql_server", "jdbc:sqlserver:") {
        @Override
        public String url(String server, @Nullable Integer port, String database) {
            String databaseName = ";databaseName=" + JdbcUrl.braced(database);
            String portNumber = port == null ? "" : ":" + port;
            if (server.indexOf(':') < 0) {
                return "jdbc:sqlserver://" + server + portNumber + databaseName;
            }
            String bare = server.startsWith("[") ? server.substring(1, server.length() - 1) : server;
            return "jdbc:sqlserver://;serverName=" + bare + (port == null ? "" : ";portNumber=" + port) + databaseName;
        }
    },
    POSTGRESQL("PostgreSQL", "postgresql", "jdbc:postgresql:") {
        @Override
        public String url(String server, @Nullable Integer port, String database) {
            String host = server.indexOf(':') >= 0 && !server.startsWith("[") ? "[" + server + "]" : server;
            String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
            return "jdbc:postgresql://" + host + (port == null ? "" : ":" + port) + "/" + encoded;
        }
    };

    private final String displayName;
    private final String systemName;
    private final String urlPrefix;

    Engine(String displayName, String systemName, String urlPrefix) {
        this.displayName = displayName;
        this.systemName = systemName;
        this.urlPrefix = urlPrefix;
    }

    /** The engine of a setting's word: {@code sqlserver}, {@code postgresql}. */
    public static Engine of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word by which settings and paths call it: {@code sqlserver}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for people: {@code SQL Server}. */
    public String displayName() {
        return displayName;
    }

    /** Its name in OpenTelemetry's semantic conventions, {@code db.system.name}: {@code microsoft.sql_server}. */
    public String systemName() {
        return systemName;
    }

    /** Whether a JDBC URL is one of its. */
    public boolean isOf(String url) {
        return url.regionMatches(true, 0, urlPrefix, 0, urlPrefix.length());
    }

    String urlPrefix() {
        return urlPrefix;
    }

    /**
     * The JDBC URL of a database.
     *
     * @param server a host name or address, as {@link ServerName#check} takes it
     * @param port null for the engine's usual one, or for SQL Server to find a named instance
     */
    public abstract String url(String server, @Nullable Integer port, String database);
}
