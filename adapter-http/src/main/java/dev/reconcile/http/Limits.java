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

    /** How long a body may take to come. */
    static final Duration BODY_TIME = Duration.ofSeconds(10);

    /** Bodies at once that did not come with their request; each takes a thread. */
    static final int BODIES = 32;

    /** Bytes of a refused request's body that are thrown away before the answer, so that the answer arrives. */
    static final int UNREAD = 1024 * 1024;

    /** So many at once; each takes a thread. */
    static final int UNREADS = 16;

    /** How long that may take. */
    static final Duration UNREAD_TIME = Duration.ofSeconds(2);

    /** How long it waits for the next of them. */
    static final Duration UNREAD_SILENCE = Duration.ofMillis(250);

    /** Streams of events at once; each takes a thread. */
    static final int STREAMS = 32;

    /** How often a stream says how far the run has come. */
    static final Duration PROGRESS = Duration.ofSeconds(1);

    /** How often a stream says something where nothing happens. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Runs that requests began and that go on at once. */
    static final int RUNS = 2;

    /** Runs that wait for those. */
    static final int QUEUE = 8;

    /** Checks and looks at rows at once. */
    static final int ERRANDS = 2;

    /** How long one of them may take. */
    static final Duration ERRAND = Duration.ofSeconds(60);

    /** How long one may wait for a connection or a statement: a database that hangs is said before the errand is given up. */
    static final Duration ASKING = Duration.ofSeconds(45);

    /** How long a key for idempotency is remembered. */
    static final Duration KEY_TIME = Duration.ofHours(24);

    /** Keys for idempotency that are remembered. */
    static final int KEYS = 10_000;

    /** Items of a page at most. */
    static final int PAGE = 200;

    /** Items before a page at most. */
    static final int OFFSET = 1_000_000;

    /** Warnings of a run that are told beside it; its report has them all. */
    static final int WARNINGS = 50;

    /** Letters of a text in an address or a body. */
    static final int TEXT = 300;

    /** Tables that one request names. */
    static final int TABLES = 500;

    private Limits() {}
}
