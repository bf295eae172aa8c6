package dev.reconcile.app;

import dev.reconcile.app.LoginReader.Login;
import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.app.connection.ServerName;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connection of one side out of what was given. Used once.
 *
 * <p>A URL and its parts (server, port, database) exclude each other: the layer that wins decides which of the two is
 * meant, and what lower layers say of the other is left aside.
 */
final class ConnectionReader {

    private static final List<String> ADDRESS_PARTS = List.of("server", "port", "database");

    private final Side side;
    private final SettingValues values;
    private final SideSecrets secrets;
    private final LoginReader logins;
    private final Problems problems;

    ConnectionReader(
            Side side,
            SettingValues values,
            Secrets secrets,
            @Nullable String promptedPassword,
            GivenFiles files,
            Problems problems) {
        this.side = side;
        this.values = values;
        this.secrets = new SideSecrets(side, values, secrets);
        this.logins = new LoginReader(side, values, this.secrets, promptedPassword, files, problems);
        this.problems = problems;
    }

    /** The connection; empty if something of it is not known yet or wrong, which is among the problems then. */
    Optional<ConnectionSettings> read() {
        Optional<Address> address = address();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<Login> login = logins.read(address.get());
        DriverProperties driver = new DriverProperties(side, values, address.get(), problems);
        boolean addressKnown = !address.get().url().address().isEmpty();
        if (!addressKnown || login.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConnectionSettings(
                side.toString(),
                driver.url().text(),
                login.get().username(),
                login.get().password(),
                driver.properties(),
                values.number(SettingKey.MAX_CONNECTIONS).orElseThrow(),
                values.time(SettingKey.CONNECT_TIMEOUT),
                values.time(SettingKey.STATEMENT_TIMEOUT),
                values.time(SettingKey.LOCK_TIMEOUT)));
    }

    /** The login for which nobody gave a password; empty where none is missing. Known once it was read. */
    Optional<String> loginWithoutPassword() {
        return logins.withoutPassword();
    }

    /** What tells this side's secret in Vault from the other side's; empty if none is needed. Known once it was read. */
    Optional<String> secret() {
        return secrets.asked();
    }

    /** The warnings about passwords that were typed where others can see them. */
    List<String> warnings() {
        List<Given> visible = new ArrayList<>();
        values.given(side.key("password"), Layer.FLAGS).ifPresent(visible::add);
        values.given(side.key("url"), Layer.FLAGS)
                .filter(url ->
                        values.text(url).filter(ConnectionReader::hasPassword).isPresent())
                .ifPresent(visible::add);
        return visible.stream()
                .map(given -> given.place()
                        + ": a password on the command line can be seen by every user of this machine and stays in the"
                        + " shell's history. Use " + side.key("password-file").flag() + ", the environment variable "
                        + side.key("password").environmentVariable()
                        + ", --use-vault, or leave it out to be asked for it.")
                .toList();
    }

    private static boolean hasPassword(String url) {
        try {
            return JdbcUrl.parse(url).password().isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Address> address() {
        Optional<Given> url = values.given(side.key("url"));
        List<Place> parts = ADDRESS_PARTS.stream()
                .flatMap(part -> values.given(side.key(part)).stream())
                .map(Given::place)
                .sorted()
                .toList();
        if (url.isEmpty()) {
            return addressFromParts(parts.isEmpty() ? Layer.FILE : parts.get(0).layer());
        }
        Place place = url.get().place();
        if (parts.isEmpty() || place.layer().winsOver(parts.get(0).layer())) {
            return addressFromUrl(url.get());
        }
        if (parts.get(0).layer().winsOver(place.layer())) {
            return addressFromParts(parts.get(0).layer());
        }
        problems.add(
                place,
                "a URL has server, port and database in it; they are also given at " + parts.get(0)
                        + ". Leave out the one or the other.");
        return Optional.empty();
    }

    private Optional<Address> addressFromUrl(Given given) {
        return values.text(given).flatMap(text -> {
            try {
                JdbcUrl url = JdbcUrl.parse(text);
                checkEngine(url.engine(), given.place().layer());
                return Optional.of(new Address(url, given.place().layer()));
            } catch (IllegalArgumentException e) {
                problems.add(given.place(), String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private void checkEngine(Engine engine, Layer urlLayer) {
        values.given(side.key("engine"))
                .filter(given -> !urlLayer.winsOver(given.place().layer()))
                .filter(given -> values.text(given).isPresent() && engine() != engine)
                .ifPresent(given -> problems.add(
                        given.place(),
                        "the URL is one of " + engine.displayName() + ". Leave the engine out: the URL tells it."));
    }

    private Engine engine() {
        return Engine.of(values.word(side.key("engine")));
    }

    private Optional<Address> addressFromParts(Layer layer) {
        SettingKey engineKey = side.key("engine");
        if (values.isGiven(engineKey) && values.text(engineKey).isEmpty()) {
            return Optional.empty();
        }
        SettingKey serverKey = side.key("server");
        SettingKey databaseKey = side.key("database");
        boolean complete = values.isGiven(serverKey) && values.isGiven(databaseKey);
        if (!complete && !secrets.areUsed()) {
            problems.add(missing(serverKey, databaseKey));
            return Optional.empty();
        }
        Engine engine = engine();
        Optional<DatabaseCredentials> stored = complete ? Optional.empty() : secrets.login(engine);
        Optional<String> server =
                values.isGiven(serverKey) ? checkedServer(engine, serverKey) : stored.map(DatabaseCredentials::host);
        Optional<String> database =
                values.isGiven(databaseKey) ? values.text(databaseKey) : stored.map(DatabaseCredentials::database);
        if (server.isEmpty() || database.isEmpty()) {
            return Optional.of(new Address(new JdbcUrl(engine, "", Map.of()), layer));
        }
        // A server of one's own has its own port, not that of the server in Vault.
        @Nullable
        Integer storedPort = values.isGiven(serverKey)
                ? null
                : stored.map(DatabaseCredentials::port).orElse(null);
        String url = engine.url(server.get(), port(storedPort), database.get());
        return Optional.of(new Address(JdbcUrl.parse(url), layer));
    }

    private @Nullable Integer port(@Nullable Integer otherwise) {
        return values.number(side.key("port")).stream().boxed().findFirst().orElse(otherwise);
    }

    private Optional<String> checkedServer(Engine engine, SettingKey key) {
        Optional<String> server = values.text(key);
        try {
            server.ifPresent(text -> ServerName.check(engine, text));
            return server;
        } catch (IllegalArgumentException e) {
            problems.add(values.given(key).orElseThrow().place(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private String missing(SettingKey serverKey, SettingKey databaseKey) {
        boolean server = values.isGiven(serverKey);
        if (!server && !values.isGiven(databaseKey)) {
            return "The " + side + " is not given. Give " + serverKey.flag() + " and " + databaseKey.flag() + ", or "
                    + side.key("url").flag() + ", or take it from Vault with --use-vault.";
        }
        SettingKey lacking = server ? databaseKey : serverKey;
        return "The " + side + "'s " + lacking.keyInSection() + " is not given. Give " + lacking.flag() + ", "
                + lacking.environmentVariable() + " or " + lacking.key() + " in the file.";
    }
}
