package dev.reconcile.core.history;

import dev.reconcile.core.table.TableName;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table, or a pair of tables, as a person names it who asks for what is remembered: {@code dbo.orders} as the source or the
 * target of a pair, or both as {@code dbo.orders=orders}. A name that holds a dot or an equals sign goes in brackets or double
 * quotes there.
 *
 * @param text what was typed
 */
public record TableOrPair(String text) {

    private static final Pattern PLAIN_PART = Pattern.compile("[^.=→\\[\\]\"]+");
    private static final String PART = "(?:\\[(?:[^]]|]])+]|\"(?:[^\"]|\"\")+\"|" + PLAIN_PART + ")";
    private static final String NAME = "\\s*" + PART + "(?:\\." + PART + ")?\\s*";
    private static final Pattern PAIR = Pattern.compile("(?<source>" + NAME + ")(?:=|→)(?<target>" + NAME + ")");
    private static final Pattern PART_AS_REMEMBERED = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^.\"]+");

    public TableOrPair {
        Objects.requireNonNull(text, "text");
    }

    /** Both tables of a pair, so that they are told from those of any other. */
    public static TableOrPair of(PairName pair) {
        return new TableOrPair(typed(pair.source()) + "=" + typed(pair.target()));
    }

    /** Whether the pair is meant, or one of its tables is; of whatever job. */
    public boolean means(PairName pair) {
        return text.equals(pair.source())
                || text.equals(pair.target())
                || asPair().filter(meant -> meant.source().equals(pair.source())
                                && meant.target().equals(pair.target()))
                        .isPresent();
    }

    private Optional<PairName> asPair() {
        Matcher matcher = PAIR.matcher(text);
        return matcher.matches()
                ? Optional.of(new PairName("", named(matcher.group("source")), named(matcher.group("target"))))
                : Optional.empty();
    }

    /** The name as it is remembered; no table has an empty one. */
    private static String named(String typed) {
        try {
            return TableName.parse(typed).toString();
        } catch (IllegalArgumentException noName) {
            return "";
        }
    }

    private static String typed(String name) {
        return PART_AS_REMEMBERED.matcher(name).replaceAll(found -> {
            String part = found.group();
            boolean isFine = part.charAt(0) == '"' || PLAIN_PART.matcher(part).matches();
            return Matcher.quoteReplacement(isFine ? part : '"' + part + '"');
        });
    }

    @Override
    public String toString() {
        return text;
    }
}
