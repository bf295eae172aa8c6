package dev.reconcile.core.port;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message is not known to have arrived. The text says why and what to do, without the address, which may be a secret, and
 * without any header.
 */
public final class AlertException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;
    private final @Nullable Duration wait;

    private AlertException(String message, boolean lasting, @Nullable Duration wait) {
        super(message);
        this.lasting = lasting;
        this.wait = wait;
    }

    /** It may arrive if it is sent once more. */
    public static AlertException passing(String message) {
        return new AlertException(message, false, null);
    }

    /** It may arrive if it is sent once more, and not before that time is over. */
    public static AlertException passing(String message, Duration wait) {
        return new AlertException(message, false, wait);
    }

    /** It will be refused again. */
    public static AlertException lasting(String message) {
        return new AlertException(message, true, null);
    }

    /** Whether it will be refused again. */
    public boolean isLasting() {
        return lasting;
    }

    /** For how long nothing should be sent; empty where nobody said. */
    public Optional<Duration> pause() {
        return Optional.ofNullable(wait);
    }
}
