package dev.reconcile.http.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whose a token is. A token that was right once is not hashed slowly again, so that many readers cost little; what is kept
 * for that is no token. The file is read again when it has changed, so that a line that is gone or broken no longer lets anybody
 * in; a file that cannot be read at all says nothing, and those from before hold. Safe for use by several threads.
 */
public final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    /** How long a change of the file may go unnoticed. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** How long somebody waits for others whose tokens are being hashed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST = 200;

    private final Path file;

    /** Whoever sends wrong tokens takes no more than a processor. */
    private final Semaphore hashing = new Semaphore(1);

    /** Guards everything below. */
    private final Object lock = new Object();

    private Map<String, TokenLine> tokens;
    private Stamp stamp;
    private long looked;
    private final Map<String, TokenLine> right = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenLine> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** What is being hashed; whoever comes with the same token waits for that. */
    private final Map<Check, CompletableFuture<Optional<Caller>>> checks = new HashMap<>();

    private Tokens(Path file) {
        this.file = file;
        this.stamp = Stamp.of(file);
        this.tokens = TokenFile.read(file).whole().tokens();
        this.looked = System.nanoTime();
    }

    /**
     * The tokens of a file.
     *
     * @throws TokenFileException if it cannot be read, a line of it is wrong or it has none
     */
    public static Tokens of(Path file) {
        return new Tokens(file);
    }

    /**
     * Whose a token is; empty where it is nobody's.
     *
     * @throws BusyException if too many that are wrong, or were never seen, come at once to tell
     */
    public Optional<Caller> caller(String token) {
        lookAgain();
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > LONGEST) {
            return Optional.empty();
        }
        Check check;
        CompletableFuture<Optional<Caller>> answer = new CompletableFuture<>();
        CompletableFuture<Optional<Caller>> begun;
        synchronized (lock) {
            String digest = digest(token);
            TokenLine known = right.get(digest);
            if (known != null) {
                return Optional.of(known.caller());
            }
            TokenLine line = tokens.get(token.substring(0, dot));
            if (line == null) {
                return Optional.empty();
            }
            check = new Check(digest, line);
            begun = checks.putIfAbsent(check, answer);
        }
        if (begun == null) {
            settle(check, token.substring(dot + 1), answer);
            begun = answer;
        }
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw new BusyException();
        }
    }

    /** Hashes once for all who come with the same token meanwhile. */
    private void settle(Check check, String secret, CompletableFuture<Optional<Caller>> answer) {
        try {
            answer.complete(isRight(check.line(), secret) ? remember(check) : Optional.empty());
        } finally {
            synchronized (lock) {
                checks.remove(check);
            }
            // Of no effect where it is known.
            answer.completeExceptionally(new BusyException());
        }
    }

    /** Whose the token is, unless the file has changed in between. */
    private Optional<Caller> remember(Check check) {
        TokenLine line = check.line();
        synchronized (lock) {
            if (!line.equals(tokens.get(line.caller().name()))) {
                return Optional.empty();
            }
            right.put(check.digest(), line);
        }
        return Optional.of(line.caller());
    }

    private boolean isRight(TokenLine line, String secret) {
        try {
            if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            return line.hash().isOf(secret);
        } finally {
            hashing.release();
        }
    }

    private void lookAgain() {
        synchronized (lock) {
            if (System.nanoTime() - looked < LOOK.toNanos()) {
                return;
            }
            looked = System.nanoTime();
            Stamp now = Stamp.of(file);
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            try {
                take(TokenFile.read(file));
            } catch (TokenFileException e) {
                LOG.error("{} The tokens from before hold.", e.getMessage());
            }
        }
    }

    private void take(TokenFile read) {
        tokens = read.tokens();
        right.values().removeIf(line -> !line.equals(tokens.get(line.caller().name())));
        if (!read.wrong().isEmpty()) {
            LOG.error(
                    "{} Such a line lets nobody in; tokens of other lines that hold from now on: {}",
                    read.whatIsWrong(),
                    tokens.size());
        } else if (tokens.isEmpty()) {
            LOG.warn("The file of tokens {} has none any more: nobody is let in.", file);
        } else {
            LOG.info("The file of tokens has changed; tokens that hold from now on: {}", tokens.size());
        }
    }

    private static String digest(String token) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /**
     * Whether a token is that of a line.
     *
     * @param digest of the token
     */
    private record Check(String digest, TokenLine line) {}

    /** What tells that a file has changed. */
    private record Stamp(FileTime modified, long size) {

        static Stamp of(Path file) {
            try {
                return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException e) {
                return new Stamp(FileTime.fromMillis(0), -1);
            }
        }
    }

    /** Too many tokens come at once that were never seen. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("Too many tokens are being looked at.");
        }
    }
}
