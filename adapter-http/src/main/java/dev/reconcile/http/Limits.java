package dev.reconcile.http;

import java.time.Duration;

/** How much the service takes from whoever comes, so that nobody keeps it from the others. */
final class Limits {

    /** Bytes of a request's body. */
    static final int BODY = 64 * 1024;

    /** Bytes of a request's line and headers. */
    static final int HEADERS = 8 * 1024;

    /** Connections at once; more wait until one ends. */
    static final int CONNECTIONS = 512;

    /** Requests that are answered at once; more wait. */
    static final int THREADS = 96;

    /** How long a connection may be silent, within a request or between two. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    /** How long requests may take to end once the service is told to stop. */
    static final Duration STOP = Duration.ofSeconds(3);

    private Limits() {}
}
