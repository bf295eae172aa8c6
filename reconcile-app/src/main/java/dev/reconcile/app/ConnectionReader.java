package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.app.connection.ServerName;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connection of one side out of what was given: the address, the login and the encryption. Used once.
 *
 * <p>A URL and its parts (server, port, database) exclude each other: the layer that wins decides which of the two is
 * meant, and what lower layers say of the other is left aside.
 */
final class ConnectionReader {

    private static final List<String> ADDRESS_PARTS = List.of("server", "port", "database");
    private static final List<String> ONLY_SQLSERVER = List.of("encrypt", "trust-certificate", "application-intent");
    private static final List<String> ONLY_POSTGRESQL = List.of("sslmode");

    private final Side side;
    private final SettingValues values;
    private final Secrets secrets;
    private final Optional<String> promptedPassword;
    private final GivenFiles files;
    private final Problems problems;
    private boolean waits;
    private @Nullable String secretPath;

    ConnectionReader(
            Side side,
            SettingValues values,
            Secrets secrets,
            @Nullable String promptedPassword,
            GivenFiles files,
            Problems problems) {
        this.side = side;
        this.values = values;
        this.secrets = secrets;
        this.promptedPassword = Optional.ofNullable(promptedPassword);
        this.files = files;
        this.problems = problems;
    }

    /** The connection; empty if something of it is not known yet or wrong, which is among the problems then. */
    Optional<ConnectionSettings> read() {
        Optional<Address> address = address();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<Login> login = login(address.get());
        checkEngineFits(address.get());
        Map<String, String> properties = new HashMap<>();
        JdbcUrl url = withDriverProperties(address.get(), properties);
        if (waits || login.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConnectionSettings(
                side.toString(),
                url.text(),
                login.get().username(),
                login.get().password(),
                properties,
                values.number(SettingKey.MAX_CONNECTIONS).orElseThrow(),
                values.time(SettingKey.CONNECT_TIMEOUT),
                values.time(SettingKey.STATEMENT_TIMEOUT),
                values.time(SettingKey.LOCK_TIMEOUT)));
    }

    /** The login for which nobody gave a password, so that a person could be asked; empty where none is missing. */
    Optional<String> loginWithoutPassword() {
        boolean passwordInUrl = values.text(side.key("url"))
                .flatMap(ConnectionReader::parsed)
                .flatMap(JdbcUrl::password)
                .isPresent();
        boolean password = values.isGiven(side.key("password"))
                || values.isGiven(side.key("password-file"))
                || passwordInUrl
                || usesVault();
        return password ? Optional.empty() : username();
    }

    private Optional<String> username() {
        return values.text(side.key("username"))
                .or(() -> values.text(side.key("url"))
                        .flatMap(ConnectionReader::parsed)
                        .flatMap(JdbcUrl::username));
    }

    /** The warnings about secrets that were typed where others can see them. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        values.given(side.key("password"), Layer.FLAGS).ifPresent(given -> warnings.add(visible(given.place())));
        values.given(side.key("url"), Layer.FLAGS)
                .filter(given -> values.text(given)
                        .flatMap(ConnectionReader::parsed)
                        .flatMap(JdbcUrl::password)
                        .isPresent())
                .ifPresent(given -> warnings.add(visible(given.place())));
        return warnings;
    }

    private String visible(Place place) {
        return place + ": a password on the command line can be seen by every user of this machine and stays in the"
                + " shell's history. Use " + side.key("password-file").flag() + ", the environment variable "
                + side.key("password").environmentVariable() + ", --use-vault, or leave it out to be asked for it.";
    }

    private static Optional<JdbcUrl> parsed(String url) {
        try {
            return Optional.of(JdbcUrl.parse(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean usesVault() {
        return values.isOn(SettingKey.VAULT_USE);
    }

    /**
     * Where the database is.
     *
     * @param layer which layer said so, which decides what else still holds
     */
    private record Address(JdbcUrl url, Layer layer, Optional<Given> urlGiven) {}

    private record Login(
            @Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "a login";
        }
    }

    private Optional<Address> address() {
        Optional<Given> url = values.given(side.key("url"));
        List<Given> parts = ADDRESS_PARTS.stream()
                .flatMap(part -> values.given(side.key(part)).stream())
                .toList();
        Optional<Layer> partsLayer =
                parts.stream().map(part -> part.place().layer()).min(Comparator.naturalOrder());
        if (url.isPresent()) {
            Place place = url.get().place();
            if (partsLayer.isEmpty() || place.layer().winsOver(partsLayer.get())) {
                return addressFromUrl(url.get());
            }
            if (partsLayer.get() == place.layer()) {
                problems.add(
                        place,
                        "a URL has server, port and database in it; they are also given at "
                                + parts.get(0).place() + ". Leave out the one or the other.");
                return Optional.empty();
            }
        }
        return addressFromParts(partsLayer.orElse(Layer.FILE));
    }

    private Optional<Address> addressFromUrl(Given given) {
        Optional<String> text = values.text(given);
        if (text.isEmpty()) {
            waits = true;
            return Optional.empty();
        }
        try {
            JdbcUrl url = JdbcUrl.parse(text.get());
            Optional<Given> engine = values.given(side.key("engine"))
                    .filter(e -> !given.place().layer().winsOver(e.place().layer()));
            if (engine.flatMap(values::text)
                    .filter(word -> Engine.of(lower(word)) != url.engine())
                    .isPresent()) {
                problems.add(
                        engine.orElseThrow().place(),
                        "the URL is one of " + url.engine().displayName()
                                + ". Leave the engine out: the URL tells it.");
            }
            return Optional.of(new Address(url, given.place().layer(), Optional.of(given)));
        } catch (IllegalArgumentException e) {
            problems.add(given.place(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private Optional<Address> addressFromParts(Layer layer) {
        if (values.given(side.key("engine"))
                .filter(given -> values.text(given).isEmpty())
                .isPresent()) {
            waits = true;
            return Optional.empty();
        }
        Engine engine = Engine.of(values.word(side.key("engine")));
        Optional<String> server = values.text(side.key("server"));
        Optional<String> database = values.text(side.key("database"));
        @Nullable
        Integer port = values.number(side.key("port")).isPresent()
                ? Integer.valueOf(values.number(side.key("port")).getAsInt())
                : null;
        server.ifPresent(text -> checkServer(engine, text));
        boolean serverGiven = values.isGiven(side.key("server"));
        boolean databaseGiven = values.isGiven(side.key("database"));
        if (!serverGiven || !databaseGiven) {
            if (!usesVault()) {
                problems.add(missing(serverGiven, databaseGiven));
                return Optional.empty();
            }
            Optional<DatabaseCredentials> stored = stored(engine);
            if (stored.isPresent()) {
                // A server of one's own has its own port, not that of the server in Vault.
                port = port == null && !serverGiven ? stored.get().port() : port;
                server = serverGiven ? server : stored.map(DatabaseCredentials::host);
                database = databaseGiven ? database : stored.map(DatabaseCredentials::database);
            }
        }
        if (server.isEmpty() || database.isEmpty()) {
            waits = true;
            // What follows needs an engine, not an address.
            return Optional.of(new Address(new JdbcUrl(engine, "", Map.of()), layer, Optional.empty()));
        }
        JdbcUrl url = JdbcUrl.parse(engine.url(server.get(), port, database.get()));
        return Optional.of(new Address(url, layer, Optional.empty()));
    }

    private void checkServer(Engine engine, String server) {
        try {
            ServerName.check(engine, server);
        } catch (IllegalArgumentException e) {
            problems.add(values.given(side.key("server")).orElseThrow().place(), String.valueOf(e.getMessage()));
        }
    }

    private String missing(boolean server, boolean database) {
        SettingKey serverKey = side.key("server");
        SettingKey databaseKey = side.key("database");
        if (!server && !database) {
            return "The " + side + " is not given. Give " + serverKey.flag() + " and " + databaseKey.flag() + ", or "
                    + side.key("url").flag() + ", or take it from Vault with --use-vault.";
        }
        SettingKey lacking = server ? databaseKey : serverKey;
        return "The " + side + "'s " + lacking.keyInSection() + " is not given. Give " + lacking.flag() + ", "
                + lacking.environmentVariable() + " or " + lacking.key() + " in the file.";
    }

    private Optional<DatabaseCredentials> stored(Engine engine) {
        Optional<String> path = values.text(side.vaultPath());
        secretPath = path.orElse(engine.word());
        Optional<DatabaseCredentials> stored = secrets.login(side, engine, path);
        waits |= stored.isEmpty();
        return stored;
    }

    /** What tells this side's secret in Vault from the other side's; empty if none is needed. */
    Optional<String> secretPath() {
        return Optional.ofNullable(secretPath);
    }

    private Optional<Login> login(Address address) {
        Optional<Given> usernameGiven = values.given(side.key("username"));
        Optional<String> username = winner(
                "login", usernameGiven, address, address.url().username(), () -> usernameGiven.flatMap(values::text));
        boolean usernameKnown = usernameGiven.isPresent() || username.isPresent();
        Optional<Given> passwordGiven = passwordGiven();
        Optional<String> password = winner(
                "password",
                passwordGiven,
                address,
                address.url().password(),
                () -> passwordGiven.flatMap(this::passwordOf));
        boolean passwordKnown = passwordGiven.isPresent() || password.isPresent();
        if (waits && !secretsAreNeeded(usernameKnown, passwordKnown)) {
            return Optional.empty();
        }
        if (secretsAreNeeded(usernameKnown, passwordKnown)) {
            return withStored(address.url().engine(), username, usernameKnown, password, passwordKnown);
        }
        if (usernameGiven.filter(given -> values.text(given).isEmpty()).isPresent()
                || (passwordGiven.isPresent() && password.isEmpty())) {
            waits = true;
            return Optional.empty();
        }
        if (passwordKnown && !usernameKnown) {
            SettingKey key = side.key("username");
            problems.add("The " + side + " has a password and no login. Give " + key.flag() + ", "
                    + key.environmentVariable() + " or " + key.key() + " in the file.");
        }
        return Optional.of(new Login(
                username.orElse(null), password.or(() -> promptedPassword).orElse(null)));
    }

    private boolean secretsAreNeeded(boolean usernameKnown, boolean passwordKnown) {
        return usesVault() && !(usernameKnown && passwordKnown);
    }

    private Optional<Login> withStored(
            Engine engine,
            Optional<String> username,
            boolean usernameKnown,
            Optional<String> password,
            boolean passwordKnown) {
        Optional<DatabaseCredentials> stored = stored(engine);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        if (usernameKnown && !username.equals(stored.map(DatabaseCredentials::username))) {
            SettingKey key = side.key("password-file");
            problems.add("The " + side
                    + "'s login is not the one whose password is in Vault. Give its password too, with " + key.flag()
                    + " or " + side.key("password").environmentVariable() + ", or leave the login out.");
            return Optional.empty();
        }
        return Optional.of(new Login(
                stored.get().username(),
                passwordKnown ? password.orElse(null) : stored.get().password()));
    }

    /** Which of password and password file was given in the layer that wins. */
    private Optional<Given> passwordGiven() {
        Optional<Given> password = values.given(side.key("password"));
        Optional<Given> file = values.given(side.key("password-file"));
        if (password.isEmpty() || file.isEmpty()) {
            return password.or(() -> file);
        }
        Layer passwordLayer = password.get().place().layer();
        Layer fileLayer = file.get().place().layer();
        if (passwordLayer == fileLayer) {
            problems.add(
                    password.get().place(),
                    "the password is also given by " + file.get().place() + ". Leave out the one or the other.");
        }
        return fileLayer.winsOver(passwordLayer) ? file : password;
    }

    private Optional<String> passwordOf(Given given) {
        Optional<String> text = values.text(given);
        if (text.isEmpty() || given.shape() instanceof SettingShape.Secret) {
            return text;
        }
        return files.secret(given, text.get(), problems);
    }

    /** What holds of a setting and its like in the URL: what the higher layer says; both in one layer are a problem. */
    private Optional<String> winner(
            String what,
            Optional<Given> setting,
            Address address,
            Optional<String> inUrl,
            Supplier<Optional<String>> settingText) {
        if (setting.isEmpty()) {
            return inUrl;
        }
        if (inUrl.isPresent()) {
            Place place = setting.get().place();
            if (place.layer() == address.layer()) {
                problems.add(place, "the URL has a " + what + " too. Leave out the one or the other.");
            }
            if (address.layer().winsOver(place.layer())) {
                return inUrl;
            }
        }
        return settingText.get();
    }

    private void checkEngineFits(Address address) {
        Engine engine = address.url().engine();
        List<String> others = engine == Engine.SQLSERVER ? ONLY_POSTGRESQL : ONLY_SQLSERVER;
        for (String other : others) {
            values.given(side.key(other))
                    .filter(given -> !address.layer().winsOver(given.place().layer()))
                    .ifPresent(given -> problems.add(
                            given.place(),
                            "the " + side + " is " + engine.displayName()
                                    + ", which does not have this setting. Leave it"
                                    + " out" + (engine == Engine.SQLSERVER ? "; encrypt" : "; sslmode")
                                    + " says how the connection is encrypted."));
        }
    }

    /** Fills in the driver's properties; returns the URL without those that a higher layer overrules and without secrets. */
    private JdbcUrl withDriverProperties(Address address, Map<String, String> properties) {
        JdbcUrl url = address.url().withoutLogin();
        properties.putAll(url.secretProperties());
        url = url.without(url.secretProperties().keySet());
        if (url.engine() == Engine.POSTGRESQL) {
            return property(address, url, "sslmode", "sslmode", values.word(side.key("sslmode")), properties);
        }
        url = property(address, url, "encrypt", "encrypt", values.word(side.key("encrypt")), properties);
        boolean trust = values.isOn(side.key("trust-certificate"));
        url = property(
                address, url, "trust-certificate", "trustServerCertificate", Boolean.toString(trust), properties);
        if (!values.isGiven(side.key("application-intent"))) {
            return url;
        }
        String intent = values.word(side.key("application-intent")).equals("read-only") ? "ReadOnly" : "ReadWrite";
        return property(address, url, "application-intent", "applicationIntent", intent, properties);
    }

    private JdbcUrl property(
            Address address,
            JdbcUrl url,
            String keyInSection,
            String name,
            String value,
            Map<String, String> properties) {
        Optional<Given> given = values.given(side.key(keyInSection));
        boolean inUrl = url.property(name).isPresent()
                || (name.equals("sslmode") && url.property("ssl").isPresent());
        if (inUrl && given.isPresent() && given.get().place().layer() == address.layer()) {
            problems.add(given.get().place(), "the URL says this too. Leave out the one or the other.");
        }
        if (inUrl && (given.isEmpty() || !given.get().place().layer().winsOver(address.layer()))) {
            return url;
        }
        properties.put(name, value);
        return name.equals("sslmode") ? url.without(Set.of("sslmode", "ssl")) : url.without(Set.of(name));
    }
}
