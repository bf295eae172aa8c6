package dev.reconcile.core.history;

import java.util.List;

/**
 * Some of the items that were asked for.
 *
 * @param items those of this page, in the order of the query
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
