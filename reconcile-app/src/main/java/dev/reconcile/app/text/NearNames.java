package dev.reconcile.app.text;

import dev.reconcile.core.table.Similarity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What somebody meant who mistyped the name of a setting, where underscores and hyphens are alike. */
public final class NearNames {

    private NearNames() {}

    /** The known name {@linkplain Similarity#nearest nearest} to the one typed; empty if none is near. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        Map<String, String> byFoldedName = new LinkedHashMap<>();
        known.forEach(name -> byFoldedName.putIfAbsent(folded(name), name));
        return Similarity.nearest(folded(typed), byFoldedName.keySet().stream().toList()).stream()
                .findFirst()
                .map(byFoldedName::get);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
