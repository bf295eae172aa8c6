package dev.reconcile.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two databases of which a test damages and mends one. */
abstract class RepairFixture extends TwoDatabases {

    @TempDir
    Path folder;

    Mended databases;

    @BeforeEach
    void readyToMend() {
        databases = new Mended(source, target, targetUrl, folder);
    }
}
