package dev.reconcile.jdbc;

/**
 * A value that is written otherwise than {@link PostgresLiteral} would.
 *
 * @param written as PostgreSQL takes it, without quotes
 * @param plain the value; of a type that has no plain values the text that PostgreSQL must give it
 */
record Spelled(String written, Object plain) {

    @Override
    public String toString() {
        return written + ", which is " + plain;
    }
}
