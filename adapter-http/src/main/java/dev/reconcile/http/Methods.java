package dev.reconcile.http;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** By which methods something can be asked for at each address. */
final class Methods {

    private static final Pattern VARYING = Pattern.compile("\\{[a-z]+}");

    private final List<Known> all;

    Methods(List<Route> routes) {
        all = routes.stream()
                .map(route -> new Known(pattern(route.path()), route.methods()))
                .toList();
    }

    /** Those of an address, for the header {@code Allow} (RFC 9110, section 10.2.1); empty where there is nothing. */
    String at(String path) {
        return String.join(
                ", ",
                all.stream()
                        .filter(known -> known.path().matcher(path).matches())
                        .flatMap(known -> known.methods().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(
                Arrays.stream(VARYING.split(path, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    private record Known(Pattern path, List<String> methods) {}
}
