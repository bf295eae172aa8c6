package dev.reconcile.app;

import dev.reconcile.app.connection.JdbcUrl;

/**
 * Where the database of one side is.
 *
 * @param url its URL; with an empty address as long as that lies in Vault
 * @param layer which layer said so: what lower ones say of the same does not count, nor is it a contradiction
 */
record Address(JdbcUrl url, Layer layer) {}
