package dev.reconcile.core.run;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Somebody's wish that no read begins, for as long as it lasts.
 *
 * @param reason what shows the wish, without a full stop: {@code the file pause exists}
 * @param on whether it lasts; asked before each read and every few seconds meanwhile, by one thread at a time
 */
public record Hold(String reason, BooleanSupplier on) {

    public Hold {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(on, "on");
    }
}
