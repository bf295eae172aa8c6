package dev.reconcile.report;

import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.TableOrPair;
import java.util.regex.Pattern;

/** The command that forgets what is known of one pair of tables of one job and of no other, as it is typed in a shell. */
public final class ForgetCommand {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

    private ForgetCommand() {}

    /** The command. */
    public static String of(PairName pair) {
        return "reconcile history " + quoted(TableOrPair.of(pair).text()) + " --job " + quoted(pair.job())
                + " --forget";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
