package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes out who logs in to one side, and with which password. Used once. */
final class LoginReader {

    private final Side side;
    private final SettingValues values;
    private final SideSecrets secrets;
    private final @Nullable String promptedPassword;
    private final GivenFiles files;
    private final Problems problems;
    private @Nullable String withoutPassword;

    LoginReader(
            Side side,
            SettingValues values,
            SideSecrets secrets,
            @Nullable String promptedPassword,
            GivenFiles files,
            Problems problems) {
        this.side = side;
        this.values = values;
        this.secrets = secrets;
        this.promptedPassword = promptedPassword;
        this.files = files;
        this.problems = problems;
    }

    /** The login; empty if something of it is not known yet or wrong, which is among the problems then. */
    Optional<Login> read(Address address) {
        Found username = username(address);
        Found password = password(address);
        if (secrets.areUsed() && !(username.given() && password.given())) {
            return fromVault(address.url().engine(), username, password);
        }
        if (username.isAwaited() || password.isAwaited()) {
            return Optional.empty();
        }
        if (password.given() && !username.given()) {
            SettingKey key = side.key("username");
            problems.add("The " + side + " has a password and no login. Give " + key.flag() + ", "
                    + key.environmentVariable() + " or " + key.key() + " in the file.");
        }
        if (password.given()) {
            return Optional.of(new Login(username.text(), password.text()));
        }
        withoutPassword = username.text();
        return Optional.of(new Login(username.text(), promptedPassword));
    }

    /** The login for which nobody gave a password, so that a person could be asked; empty where none is missing. */
    Optional<String> withoutPassword() {
        return Optional.ofNullable(withoutPassword);
    }

    private Optional<Login> fromVault(Engine engine, Found username, Found password) {
        Optional<DatabaseCredentials> stored = secrets.login(engine);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        String login = stored.get().username();
        if (username.given() && !login.equals(username.text())) {
            problems.add(
                    "The " + side + "'s login is not the one whose password is in Vault. Give its password too, with "
                            + side.key("password-file").flag() + " or "
                            + side.key("password").environmentVariable() + ", or leave the login out.");
            return Optional.empty();
        }
        String itsPassword = password.given() ? password.text() : stored.get().password();
        return Optional.of(new Login(login, itsPassword));
    }

    private Found username(Address address) {
        SettingKey key = side.key("username");
        String inUrl = address.url().username().orElse(null);
        Given given = values.given(key).orElse(null);
        if (given == null || isOverruled(given, "login", address, inUrl)) {
            return new Found(inUrl != null, inUrl);
        }
        return new Found(true, values.text(given).orElse(null));
    }

    private Found password(Address address) {
        String inUrl = address.url().password().orElse(null);
        Given given = passwordGiven().orElse(null);
        if (given == null || isOverruled(given, "password", address, inUrl)) {
            return new Found(inUrl != null, inUrl);
        }
        Optional<String> text = values.text(given);
        boolean inFile = !(given.shape() instanceof SettingShape.Secret);
        Optional<String> password = inFile ? text.flatMap(path -> files.secret(given, path, problems)) : text;
        return new Found(true, password.orElse(null));
    }

    /** Whether the URL's word counts instead of a setting's; both in one layer are a problem. */
    private boolean isOverruled(Given setting, String what, Address address, @Nullable String inUrl) {
        if (inUrl == null) {
            return false;
        }
        Place place = setting.place();
        if (place.layer() == address.layer()) {
            problems.add(place, "the URL has a " + what + " too. Leave out the one or the other.");
        }
        return address.layer().winsOver(place.layer());
    }

    /** Which of password and password file was given in the layer that wins. */
    private Optional<Given> passwordGiven() {
        Optional<Given> password = values.given(side.key("password"));
        Optional<Given> file = values.given(side.key("password-file"));
        if (password.isEmpty() || file.isEmpty()) {
            return password.or(() -> file);
        }
        Place place = password.get().place();
        Place filesPlace = file.get().place();
        if (place.layer() == filesPlace.layer()) {
            problems.add(place, "the password is also given by " + filesPlace + ". Leave out the one or the other.");
        }
        return filesPlace.layer().winsOver(place.layer()) ? file : password;
    }

    /** Who logs in; {@code toString} hides it. */
    record Login(@Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "a login";
        }
    }

    /** Whether something was given, and its text unless that is not known yet or wrong. */
    private record Found(boolean given, @Nullable String text) {

        boolean isAwaited() {
            return given && text == null;
        }

        @Override
        public String toString() {
            return "a part of a login";
        }
    }
}
