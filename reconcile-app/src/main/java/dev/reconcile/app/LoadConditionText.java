package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Time;
import dev.reconcile.app.SettingShape.WholeNumber;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.run.LoadCondition;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition under which a run pauses, as a person writes it: {@code source.active-sessions>50}. */
final class LoadConditionText {

    private static final Pattern SYNTAX = Pattern.compile("(?:([a-z]+)\\.)?([a-z-]+)\\s*>\\s*(\\S+)");
    private static final Time LAG = new Time("0s", "");
    private static final WholeNumber SESSIONS = new WholeNumber(0, 1_000_000, "", "sessions");

    private LoadConditionText() {}

    /**
     * The condition.
     *
     * @throws IllegalArgumentException if it is none, saying why; it never quotes the value
     */
    static LoadCondition parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a condition is a measure, > and a limit: replica-lag>10s or"
                    + " source.active-sessions>50. Write it so.");
        }
        LoadMeasure measure = Arrays.stream(LoadMeasure.values())
                .filter(known -> known.toString().equals(matcher.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no such measure. Write replica-lag or active-sessions."));
        String limit = Objects.requireNonNull(matcher.group(3));
        return new LoadCondition(
                side(matcher.group(1)),
                measure,
                switch (measure) {
                    case ACTIVE_SESSIONS -> SESSIONS.parse(limit);
                    case REPLICA_LAG -> lag(limit);
                });
    }

    private static long lag(String limit) {
        LAG.check(limit);
        return LAG.parse(limit).toMillis();
    }

    private static RunListener.@Nullable Side side(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(RunListener.Side.values())
                .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a condition is about the source or the target. Write source. or target. before it, or neither for"
                                + " both."));
    }
}
