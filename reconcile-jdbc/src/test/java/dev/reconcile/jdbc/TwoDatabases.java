package dev.reconcile.jdbc;

import dev.reconcile.core.port.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A source and a target in PostgreSQL, empty before each test. */
abstract class TwoDatabases {

    static String sourceUrl = "";
    static String targetUrl = "";
    static Database source;
    static Database target;

    @BeforeAll
    static void createDatabases() {
        sourceUrl = EmbeddedPostgresServer.createDatabase();
        targetUrl = EmbeddedPostgresServer.createDatabase();
        source = EmbeddedPostgresServer.open("source", sourceUrl);
        target = EmbeddedPostgresServer.open("target", targetUrl);
    }

    @AfterAll
    static void closeDatabases() {
        source.close();
        target.close();
    }

    @BeforeEach
    void emptySchemas() {
        both("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    }

    static void both(String... statements) {
        source(statements);
        target(statements);
    }

    static void source(String... statements) {
        EmbeddedPostgresServer.execute(sourceUrl, statements);
    }

    static void target(String... statements) {
        EmbeddedPostgresServer.execute(targetUrl, statements);
    }
}
