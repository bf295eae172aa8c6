package dev.reconcile.core.check;

import dev.reconcile.core.run.Hashing;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One side of a pair.
 *
 * @param table the table that was found, with its schema
 * @param kind what it is
 * @param estimatedRows the database's own estimate; empty where it has none
 * @param access whether the login may read what a run would
 * @param hashing where its rows would be hashed; null where that was not asked: counts alone are compared, or nothing is
 */
public record SideCheck(
        String table,
        TableKind kind,
        OptionalLong estimatedRows,
        Access access,
        @Nullable Hashing hashing) {

    public SideCheck {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(estimatedRows, "estimatedRows");
        Objects.requireNonNull(access, "access");
    }

    static SideCheck of(TableDescription table, Access access, @Nullable Hashing hashing) {
        return new SideCheck(table.name().toString(), table.kind(), table.estimatedRows(), access, hashing);
    }

    /** Whether the database takes the statements of a run. */
    public enum Access {
        /** It took one that reads no row. */
        GRANTED,
        /** It refused. */
        REFUSED,
        /** It was not asked, because the run would not ask it either. */
        NOT_TRIED
    }
}
