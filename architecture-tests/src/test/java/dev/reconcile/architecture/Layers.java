package dev.reconcile.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the layers of the design lie: {@code core ← {jdbc, vault, report, history, metrics, alert, trace} ← app ← adapters}, each in a package of
 * its own under one root.
 *
 * @param root the package above the layers
 * @param adapters the names of the adapters' packages
 */
record Layers(String root, List<String> adapters) {

    static final String CORE = "core";
    static final String JDBC = "jdbc";
    static final String VAULT = "vault";
    static final String REPORT = "report";
    static final String HISTORY = "history";
    static final String METRICS = "metrics";
    static final String ALERT = "alert";
    static final String TRACE = "trace";
    static final String APP = "app";

    /** The adapter that is the process's beginning, and starts the others. */
    static final String COMMAND = "cli";

    /** The layers between the core and app, which never see each other. */
    static final List<String> MIDDLE = List.of(JDBC, VAULT, REPORT, HISTORY, METRICS, ALERT, TRACE);

    /** What is built: a new adapter is one more name here. */
    static final Layers PRODUCTION = new Layers("dev.reconcile", List.of(COMMAND, "scheduler", "http"));

    List<String> all() {
        return Stream.of(List.of(CORE), libraries(), adapters)
                .flatMap(List::stream)
                .toList();
    }

    /** The layers between the core and the adapters. */
    List<String> libraries() {
        return Stream.concat(MIDDLE.stream(), Stream.of(APP)).toList();
    }

    /** The packages of a layer, in ArchUnit's notation. */
    String packagesOf(String layer) {
        return root + "." + layer + "..";
    }

    String[] packagesOf(List<String> layers) {
        return layers.stream().map(this::packagesOf).toArray(String[]::new);
    }
}
