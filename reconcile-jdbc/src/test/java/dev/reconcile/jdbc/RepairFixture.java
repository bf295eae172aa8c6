package dev.reconcile.jdbc;

import dev.reconcile.core.port.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two empty PostgreSQL databases, of which a test damages and mends one. */
abstract class RepairFixture {

    static String sourceUrl = "";
    static String targetUrl = "";

    private static Database source;
    private static Database target;

    @TempDir
    Path folder;

    Mended databases;

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
        databases = new Mended(source, target, targetUrl, folder);
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
