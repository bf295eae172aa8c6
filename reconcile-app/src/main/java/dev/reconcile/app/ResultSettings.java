package dev.reconcile.app;

import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.jdbc.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings on which the results of a run depend, each by the name under which a person knows it. Values stand there as
 * digests: a filter may hold values of rows, and a reference may lead to a password by mistake.
 */
final class ResultSettings {

    /** What only the file says of tables, their columns and accepted differences. */
    static final String FILE = "tables section in the configuration file";

    private final SettingValues values;

    private ResultSettings(SettingValues values) {
        this.values = values;
    }

    /** What is said of tables and of how they are compared; every value is known and right. */
    static Map<String, String> of(
            SettingValues values,
            List<GivenPair> pairs,
            List<GivenRule> rules,
            List<GivenAccepted> accepted,
            ShownValues shown) {
        ResultSettings settings = new ResultSettings(values);
        Map<String, String> about = new TreeMap<>();
        Arrays.stream(SettingKey.values())
                .filter(SettingKey::shapesResults)
                .forEach(key -> about.put(key.flag(), digest(settings.text(key))));
        // A terminal shows values where nobody said anything.
        about.put(SettingKey.SHOW_VALUES.flag(), digest(shown));
        about.put(
                FILE,
                digest(List.of(
                        pairs.stream()
                                .map(pair -> List.of(settings.texts(pair.fields()), settings.rules(pair.rules())))
                                .toList(),
                        settings.rules(rules),
                        accepted.stream()
                                .map(entry -> List.of(
                                        settings.texts(entry.fields()),
                                        entry.keys().stream()
                                                .map(settings::text)
                                                .toList()))
                                .toList())));
        return about;
    }

    /** The database and who reads it: another login may see other rows. */
    static Map<String, String> of(ConnectionSettings source, ConnectionSettings target) {
        return Map.of("source", place(source), "target", place(target));
    }

    private static String place(ConnectionSettings database) {
        JdbcUrl url = JdbcUrl.parse(database.url());
        String login = database.username() == null ? url.username().orElse("") : database.username();
        return url.place() + (login.isEmpty() ? "" : " as " + login);
    }

    private Object rules(List<GivenRule> rules) {
        return rules.stream()
                .map(rule -> List.of(rule.column(), texts(rule.fields())))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /** In the order in which the fields are declared. */
    private <F extends Enum<F>> Map<F, Object> texts(Map<F, Given> fields) {
        Map<F, Object> texts = new TreeMap<>();
        fields.forEach((field, given) -> texts.put(field, text(given)));
        return texts;
    }

    private Object text(SettingKey key) {
        if (key.shape() instanceof SettingShape.Choice) {
            return values.word(key);
        }
        if (key.shape() instanceof SettingShape.OnOff) {
            return values.turnedOn(key).map(String::valueOf).orElse(key.shape().defaultText());
        }
        return values.given(key).map(this::text).orElse(key.shape().defaultText());
    }

    private Object text(Given given) {
        if (given.shape() instanceof SettingShape.Names) {
            return values.names(given);
        }
        if (given.shape() instanceof SettingShape.Mapping) {
            return new TreeMap<>(values.mapping(given));
        }
        return values.text(given).orElse("");
    }

    private static String digest(Object text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every Java runtime must have.", e);
        }
    }
}
