package dev.reconcile.app.connection;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A JDBC URL of SQL Server or PostgreSQL, taken apart far enough to tell its properties and to take some out.
 *
 * @param engine whose URL it is
 * @param address what stands before the properties, without a login
 * @param properties the properties as the URL spells them, decoded, in its order; with a login that stood in the address
 */
public record JdbcUrl(Engine engine, String address, Map<String, String> properties) {

    private static final Set<String> USERNAMES = Set.of("user", "username");
    private static final Set<String> PASSWORDS = Set.of("password");

    public JdbcUrl {
        properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException saying what is wrong, without anything of the URL: it may hold a password
     */
    public static JdbcUrl parse(String text) {
        String url = text.strip();
        if (Engine.POSTGRESQL.isOf(url)) {
            return postgresql(url);
        }
        if (Engine.SQLSERVER.isOf(url)) {
            return sqlServer(url);
        }
        throw new IllegalArgumentException("the value is no JDBC URL of SQL Server or PostgreSQL. Write"
                + " jdbc:sqlserver://host:1433;databaseName=name or jdbc:postgresql://host:5432/name.");
    }

    private static JdbcUrl postgresql(String url) {
        int question = url.indexOf('?');
        String address = question < 0 ? url : url.substring(0, question);
        Map<String, String> properties = new LinkedHashMap<>();
        int authority = address.indexOf("//");
        int at = address.lastIndexOf('@');
        if (authority >= 0 && at > authority) {
            // The driver does not know this form, but people bring it along from other tools.
            String login = address.substring(authority + 2, at);
            address = address.substring(0, authority + 2) + address.substring(at + 1);
            int colon = login.indexOf(':');
            properties.put("user", decoded(colon < 0 ? login : login.substring(0, colon)));
            if (colon >= 0) {
                properties.put("password", decoded(login.substring(colon + 1)));
            }
        }
        if (question >= 0 && question < url.length() - 1) {
            for (String property : url.substring(question + 1).split("&", -1)) {
                int equals = property.indexOf('=');
                String name = equals < 0 ? property : property.substring(0, equals);
                if (name.isEmpty() || contains(properties, name)) {
                    throw new IllegalArgumentException("a property of the URL has no name or stands there twice. Write"
                            + " ?name=value&name=value, with %26 for an & in a value.");
                }
                properties.put(name, equals < 0 ? "" : decoded(property.substring(equals + 1)));
            }
        }
        return new JdbcUrl(Engine.POSTGRESQL, address, properties);
    }

    private static JdbcUrl sqlServer(String url) {
        int semicolon = url.indexOf(';');
        String address = semicolon < 0 ? url : url.substring(0, semicolon);
        if (address.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the address in the URL has an @. Give the login as the settings username"
                            + " and password, or as the properties user and password.");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        int i = semicolon < 0 ? url.length() : semicolon + 1;
        while (i < url.length()) {
            int equals = url.indexOf('=', i);
            int end = url.indexOf(';', i);
            if (end == i || url.substring(i).isBlank()) {
                i++;
                continue;
            }
            if (equals < 0 || (end >= 0 && end < equals)) {
                throw new IllegalArgumentException(
                        "a property of the URL has no value. Write ;name=value;name=value, and"
                                + " a value that has a semicolon in braces: {a;b}.");
            }
            String name = url.substring(i, equals).strip();
            StringBuilder value = new StringBuilder();
            i = readValue(url, equals + 1, value) + 1;
            if (name.isEmpty() || contains(properties, name)) {
                throw new IllegalArgumentException(
                        "a property of the URL has no name or stands there twice. Write ;name=value;name=value.");
            }
            properties.put(name, value.toString());
        }
        return new JdbcUrl(Engine.SQLSERVER, address, properties);
    }

    /** Reads a value up to its semicolon, whose index it returns; that of the end where none follows. */
    private static int readValue(String url, int start, StringBuilder value) {
        if (start >= url.length() || url.charAt(start) != '{') {
            int end = url.indexOf(';', start);
            end = end < 0 ? url.length() : end;
            value.append(url.substring(start, end).strip());
            return end;
        }
        for (int i = start + 1; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean doubled = c == '}' && i + 1 < url.length() && url.charAt(i + 1) == '}';
            if (c != '}' || doubled) {
                value.append(c);
                i += doubled ? 1 : 0;
            } else if (i + 1 == url.length() || url.charAt(i + 1) == ';') {
                return i + 1;
            } else {
                break;
            }
        }
        throw new IllegalArgumentException("a brace in the URL is never closed, or something follows it. Write"
                + " {value}; with }} for a brace in the value.");
    }

    private static boolean contains(Map<String, String> properties, String name) {
        return properties.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** A property, without regard to case; empty if the URL does not have it. */
    public Optional<String> property(String name) {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The login in the URL; empty if there is none. */
    public Optional<String> username() {
        return first(USERNAMES);
    }

    /** Its password; empty if there is none. */
    public Optional<String> password() {
        return first(PASSWORDS);
    }

    private Optional<String> first(Set<String> names) {
        return properties.entrySet().stream()
                .filter(property -> names.contains(property.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The URL without login and password. */
    public JdbcUrl withoutLogin() {
        return without(USERNAMES).without(PASSWORDS);
    }

    /** The URL without some properties, without regard to case. */
    public JdbcUrl without(Set<String> names) {
        Set<String> folded =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Map<String, String> left = new LinkedHashMap<>(properties);
        left.keySet().removeIf(name -> folded.contains(name.toLowerCase(Locale.ROOT)));
        return new JdbcUrl(engine, address, left);
    }

    /** Those properties whose names say that their values are secret, such as {@code trustStorePassword}. */
    public Map<String, String> secretProperties() {
        return properties.entrySet().stream()
                .filter(property -> isSecret(property.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isSecret(String name) {
        return name.contains("password") || name.contains("secret") || name.contains("token") || name.endsWith("key");
    }

    /** The URL as its driver reads it. */
    public String text() {
        String glue = engine == Engine.SQLSERVER ? ";" : "&";
        String joined = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + encoded(property.getValue()))
                .collect(Collectors.joining(glue));
        if (joined.isEmpty()) {
            return address;
        }
        return address + (engine == Engine.SQLSERVER ? ";" : "?") + joined;
    }

    private String encoded(String value) {
        return engine == Engine.SQLSERVER
                ? braced(value)
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The exception quotes the value.
            throw new IllegalArgumentException(
                    "a % in the URL begins no escape. Write %25 for a % that is meant to be one.");
        }
    }

    /** A value as a URL of SQL Server takes it: in braces if it has characters that mean something there. */
    static String braced(String value) {
        boolean plain = !value.isEmpty()
                && value.equals(value.strip())
                && value.chars().noneMatch(c -> c == ';' || c == '{' || c == '}' || c == '=');
        return plain || value.isEmpty() ? value : "{" + value.replace("}", "}}") + "}";
    }

    /** Where the database is, for a person: the address and the database's name, and nothing else of the URL. */
    public String place() {
        return address
                + property("databaseName")
                        .filter(name -> engine == Engine.SQLSERVER)
                        .map(name -> ";databaseName=" + braced(name))
                        .orElse("");
    }

    /** The engine and nothing of the URL: it may hold a password. */
    @Override
    public String toString() {
        return "a URL of " + engine.displayName();
    }
}
