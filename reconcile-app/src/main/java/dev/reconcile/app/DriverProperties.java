package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.connection.JdbcUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the driver of one side is told beside the URL: above all how the connection is encrypted. What the URL says of the
 * same stands, unless a higher layer overrules it. Used once.
 */
final class DriverProperties {

    private static final List<String> ONLY_SQLSERVER = List.of("encrypt", "trust-certificate", "application-intent");
    private static final List<String> ONLY_POSTGRESQL = List.of("sslmode");

    private final Side side;
    private final SettingValues values;
    private final Address address;
    private final Problems problems;
    private final Map<String, String> properties = new HashMap<>();
    private JdbcUrl url;

    DriverProperties(Side side, SettingValues values, Address address, Problems problems) {
        this.side = side;
        this.values = values;
        this.address = address;
        this.problems = problems;
        this.url = address.url().withoutLogin();
        checkEngineFits();
        properties.putAll(url.secretProperties());
        url = url.without(properties.keySet());
        if (url.engine() == Engine.POSTGRESQL) {
            add("sslmode", Set.of("sslmode", "ssl"), "sslmode", values.word(side.key("sslmode")));
            return;
        }
        add("encrypt", "encrypt", values.word(side.key("encrypt")));
        boolean trust = values.isOn(side.key("trust-certificate"));
        add("trust-certificate", "trustServerCertificate", Boolean.toString(trust));
        if (values.isGiven(side.key("application-intent"))) {
            boolean readOnly = values.word(side.key("application-intent")).equals("read-only");
            add("application-intent", "applicationIntent", readOnly ? "ReadOnly" : "ReadWrite");
        }
    }

    /** The URL without what a higher layer overrules, without a login and without other secrets. */
    JdbcUrl url() {
        return url;
    }

    /** The properties, the URL's secrets among them. */
    Map<String, String> properties() {
        return properties;
    }

    private void checkEngineFits() {
        Engine engine = url.engine();
        List<String> others = engine == Engine.SQLSERVER ? ONLY_POSTGRESQL : ONLY_SQLSERVER;
        String instead = engine == Engine.SQLSERVER ? "encrypt" : "sslmode";
        for (String other : others) {
            values.given(side.key(other))
                    .filter(given -> !address.layer().winsOver(given.place().layer()))
                    .ifPresent(given -> problems.add(
                            given.place(),
                            "the " + side + " is " + engine.displayName()
                                    + ", which does not have this setting. Leave it" + " out; " + instead
                                    + " says how the connection is encrypted."));
        }
    }

    private void add(String keyInSection, String name, String value) {
        add(keyInSection, Set.of(name), name, value);
    }

    /**
     * Adds a property.
     *
     * @param names the properties by which a URL can say the same
     */
    private void add(String keyInSection, Set<String> names, String name, String value) {
        Optional<Place> place = values.given(side.key(keyInSection)).map(Given::place);
        boolean inUrl = names.stream().anyMatch(other -> url.property(other).isPresent());
        if (inUrl && place.filter(p -> p.layer() == address.layer()).isPresent()) {
            problems.add(place.orElseThrow(), "the URL says this too. Leave out the one or the other.");
        }
        boolean overruled =
                place.filter(p -> p.layer().winsOver(address.layer())).isPresent();
        if (!inUrl || overruled) {
            properties.put(name, value);
            url = url.without(names);
        }
    }
}
