package dev.reconcile.jdbc.dialect;

import java.util.List;
import java.util.Optional;

/** The engines that are supported. */
public final class Dialects {

    private static final List<Dialect> ALL = List.of(new SqlServerDialect(), new PostgresDialect());

    private Dialects() {}

    /** The engine of a JDBC URL; empty where none of them accepts it. */
    public static Optional<Dialect> ofUrl(String url) {
        return ALL.stream().filter(dialect -> dialect.accepts(url)).findFirst();
    }

    /** The engines' names, for a message. */
    public static List<String> engines() {
        return ALL.stream().map(Dialect::engine).toList();
    }
}
