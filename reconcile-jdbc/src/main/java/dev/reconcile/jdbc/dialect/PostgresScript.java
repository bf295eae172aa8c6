package dev.reconcile.jdbc.dialect;

import java.util.stream.Collectors;

/** What stands around the statements of a script for PostgreSQL. Runs in psql as well as over a driver. */
public final class PostgresScript {

    private PostgresScript() {}

    /** Each line of the text as a comment. */
    public static String comment(String text) {
        return text.lines()
                .map(line -> ("-- " + PostgresLiterals.onOneLine(line)).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    /** The settings that the literals rely on, whatever the session's own are. */
    public static String preamble() {
        return """
                SET client_encoding = 'UTF8';
                SET standard_conforming_strings = on;
                SET DateStyle = 'ISO, YMD';
                SET IntervalStyle = 'postgres';
                SET TimeZone = 'UTC';
                -- A policy that hides rows makes a statement fail, instead of being taken for rows that are not there.
                SET row_security = off;""";
    }

    /** Begins a batch. */
    public static String begin() {
        return "BEGIN;";
    }

    /** Begins a batch at whose end those foreign keys are checked that may be. */
    public static String beginDeferred() {
        return "BEGIN;\nSET CONSTRAINTS ALL DEFERRED;";
    }

    /** Ends a batch. */
    public static String commit() {
        return "COMMIT;";
    }
}
