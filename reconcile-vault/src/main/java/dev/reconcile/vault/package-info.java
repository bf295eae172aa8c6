/** Secrets from HashiCorp Vault behind the core's port. */
@NullMarked
package dev.reconcile.vault;

import org.jspecify.annotations.NullMarked;
