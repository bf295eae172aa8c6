package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.connection.JdbcUrl;
import dev.reconcile.core.history.Retention;
import dev.reconcile.history.StorePlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes out where runs are remembered. */
final class HistoryReader {

    private final SettingValues values;
    private final GivenFiles files;
    private final Problems problems;

    HistoryReader(SettingValues values, GivenFiles files, Problems problems) {
        this.values = values;
        this.files = files;
        this.problems = problems;
    }

    /** Where and how; without a place where what is given of one is wrong, which is among the problems then. */
    HistorySettings read() {
        return new HistorySettings(
                place(),
                values.isOn(SettingKey.HISTORY_STORE_VALUES),
                new Retention(
                        Duration.ofDays(
                                values.number(SettingKey.HISTORY_KEEP_DAYS).orElseThrow()),
                        values.number(SettingKey.HISTORY_KEEP_RUNS).orElseThrow()),
                values.number(SettingKey.HISTORY_MAX_FINDINGS).orElseThrow());
    }

    private Optional<StorePlace> place() {
        Optional<Given> folder = values.given(SettingKey.HISTORY_DATA_DIR);
        Optional<Given> url = values.given(SettingKey.HISTORY_URL);
        if (folder.isPresent() && url.isPresent()) {
            Place place = url.get().place();
            Place ofFolder = folder.get().place();
            if (place.layer() == ofFolder.layer()) {
                problems.add(
                        place,
                        "a folder for the history is given by " + ofFolder + ". Leave out the one or the other.");
            }
            return ofFolder.layer().winsOver(place.layer()) ? folder(folder.get()) : server(url.get());
        }
        if (url.isPresent()) {
            return server(url.get());
        }
        for (SettingKey key :
                List.of(SettingKey.HISTORY_USERNAME, SettingKey.HISTORY_PASSWORD, SettingKey.HISTORY_PASSWORD_FILE)) {
            values.given(key)
                    .ifPresent(given ->
                            problems.add(given.place(), "says nothing without " + SettingKey.HISTORY_URL.flag() + "."));
        }
        return folder.flatMap(this::folder);
    }

    private Optional<StorePlace> folder(Given given) {
        return values.text(given).map(text -> new StorePlace.Folder(files.path(given, text)));
    }

    private Optional<StorePlace> server(Given given) {
        Optional<String> text = values.text(given);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (JdbcUrl.parse(text.get()).engine() == Engine.POSTGRESQL) {
                return Optional.of(new StorePlace.Server(
                        text.get(), values.text(SettingKey.HISTORY_USERNAME).orElse(null), password()));
            }
            problems.add(given.place(), "a history lies in PostgreSQL alone. Give such a URL, or --data-dir.");
        } catch (IllegalArgumentException e) {
            problems.add(given.place(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private @Nullable String password() {
        Optional<Given> password = values.given(SettingKey.HISTORY_PASSWORD);
        Optional<Given> file = values.given(SettingKey.HISTORY_PASSWORD_FILE);
        if (password.isPresent() && file.isPresent()) {
            problems.add(
                    password.get().place(),
                    "the password is also given by " + file.get().place() + ". Leave out the one or the other.");
        }
        return password.flatMap(values::text)
                .or(() ->
                        file.flatMap(given -> values.text(given).flatMap(path -> files.secret(given, path, problems))))
                .orElse(null);
    }
}
