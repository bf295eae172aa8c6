package dev.reconcile.core.run;

import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.RunOptions.HashIn;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one side's rows are hashed.
 *
 * @param place the place; null where the settings demand the database and it cannot
 * @param reason why there, or why not, in sentences
 */
public record Hashing(@Nullable HashPlace place, String reason) {

    public Hashing {
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Where a run hashes what this reader reads. Asks the database where that decides, and reads no row.
     *
     * @throws dev.reconcile.core.port.DatabaseException as the reader throws it
     */
    public static Hashing of(TableReader reader, HashIn wanted) {
        if (wanted == HashIn.CLIENT) {
            return new Hashing(HashPlace.CLIENT, "The settings say so.");
        }
        Optional<String> obstacle = reader.obstacleToHashing();
        if (obstacle.isEmpty()) {
            return new Hashing(
                    HashPlace.DATABASE,
                    "The database can hash all compared columns exactly."
                            + (wanted == HashIn.AUTO
                                    ? " In a large table a run may try both places, and takes the faster one."
                                    : ""));
        }
        return wanted == HashIn.AUTO
                ? new Hashing(HashPlace.CLIENT, obstacle.get())
                : new Hashing(null, obstacle.get() + " Use --hash-in auto or --hash-in client.");
    }
}
