package dev.reconcile.core.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one side of a table pair, and how.
 *
 * @param engine the database engine and its version, such as {@code PostgreSQL 17.6}
 * @param count rows read; null where they were not read to the end
 * @param checksum the {@linkplain dev.reconcile.core.fingerprint.Fingerprint#checksum checksum} of the rows, to be
 *     compared with the other side's of the same run alone; null where
 *     only counts were compared, or where the rows were not read to the end
 * @param hashedIn where the rows were hashed; null where they were not
 * @param isolation the transaction isolation of the read, in the engine's words
 * @param replica whether a read-only replica was read
 * @param milliseconds how long the read took
 */
public record SideReport(
        String engine,
        @Nullable Long count,
        @Nullable String checksum,
        @Nullable HashPlace hashedIn,
        String isolation,
        boolean replica,
        long milliseconds) {

    public SideReport {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(isolation, "isolation");
    }
}
