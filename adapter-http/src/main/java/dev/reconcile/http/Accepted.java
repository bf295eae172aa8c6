package dev.reconcile.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the header {@code Accept}: {@code text/*;q=0.5}.
 *
 * @param range a type, or some by a star
 * @param quality how welcome they are, from 0 (not at all) to 1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, section 12.5.1</a>
 */
record Accepted(String range, double quality) {

    private static final int NAMED = 3;

    private static final Pattern QUALITY = Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*(?:;|$)");

    /**
     * The most welcome of some types; empty where none is welcome.
     *
     * @param header null where there is none, and everything is welcome
     * @param types of those that are equally welcome by name the first, and of those that are by a star the last
     */
    static String of(@Nullable String header, String... types) {
        List<Accepted> all = parse(header == null || header.isBlank() ? "*/*" : header);
        String best = "";
        double bestQuality = 0;
        int bestCloseness = 0;
        for (String type : types) {
            double quality = 0;
            int closeness = 0;
            for (Accepted accepted : all) {
                if (accepted.closeness(type) > closeness) {
                    closeness = accepted.closeness(type);
                    quality = accepted.quality();
                }
            }
            boolean isBetter = quality > bestQuality || (quality == bestQuality && closeness > bestCloseness);
            boolean isLastByStar = quality == bestQuality && closeness == bestCloseness && closeness < NAMED;
            if (quality > 0 && (isBetter || isLastByStar)) {
                best = type;
                bestQuality = quality;
                bestCloseness = closeness;
            }
        }
        return best;
    }

    /** How much of a type the range names, of which what names most counts; 0 where it does not hold it. */
    private int closeness(String type) {
        if (range.equals(type)) {
            return NAMED;
        }
        if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static List<Accepted> parse(String header) {
        List<Accepted> all = new ArrayList<>();
        for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher quality = QUALITY.matcher(part);
            all.add(new Accepted(
                    part.split(";", 2)[0].strip(),
                    quality.find() ? Math.min(1, Double.parseDouble(quality.group(1))) : 1));
        }
        return all;
    }
}
