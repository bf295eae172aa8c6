package dev.reconcile.core.check;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.Note.Topic;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a pair are not declared alike, so that the target cannot hold what the source can. Lengths are
 * compared as they are declared, although SQL Server counts UTF-16 units or bytes and PostgreSQL characters.
 */
final class SchemaNotes {

    private static final String DEFAULT_COLLATION = "the database's default";

    private SchemaNotes() {}

    static List<Note> of(ComparisonPlan plan) {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < plan.pairs().size(); i++) {
            ColumnPair columns = plan.pairs().get(i);
            noteNulls(columns, notes);
            noteLength(columns, notes);
            noteDigits(columns, notes);
            noteCollation(columns, i < plan.key().size() ? Level.WARNS : Level.INFORMS, notes);
        }
        return notes;
    }

    private static void noteNulls(ColumnPair columns, List<Note> notes) {
        if (columns.source().nullable() && !columns.target().nullable()) {
            notes.add(new Note(
                    Level.WARNS,
                    Topic.NULLABILITY,
                    "The source's " + columns.source() + " may hold NULL, the target's may not: such a row cannot"
                            + " arrive."));
        }
    }

    private static void noteLength(ColumnPair columns, List<Note> notes) {
        if (columns.source().valueType() instanceof ValueType.Text from
                && columns.target().valueType() instanceof ValueType.Text to
                && from.maxLength() > to.maxLength()) {
            notes.add(holdsLess(columns, Topic.LENGTH, "shorter texts than"));
        }
        if (columns.source().valueType() instanceof ValueType.Binary from
                && columns.target().valueType() instanceof ValueType.Binary to
                && from.maxLength() > to.maxLength()) {
            notes.add(holdsLess(columns, Topic.LENGTH, "fewer bytes than"));
        }
    }

    /** Digits behind the point are the plan's concern: {@link ColumnPair#narrowing}. */
    private static void noteDigits(ColumnPair columns, List<Note> notes) {
        if (columns.target().valueType() instanceof ValueType.FixedDecimal to) {
            ValueType source = columns.source().valueType();
            boolean fewer = source instanceof ValueType.FreeDecimal
                    || (source instanceof ValueType.FixedDecimal from
                            && from.precision() - from.scale() > to.precision() - to.scale());
            if (fewer) {
                notes.add(holdsLess(columns, Topic.PRECISION, "smaller numbers than"));
            }
        }
    }

    private static Note holdsLess(ColumnPair columns, Topic topic, String what) {
        return new Note(
                Level.WARNS,
                topic,
                "The target's " + columns.target() + " holds " + what + " the source's " + columns.source()
                        + ": others cannot arrive whole.");
    }

    private static void noteCollation(ColumnPair columns, Level level, List<Note> notes) {
        @Nullable String source = columns.source().collation();
        @Nullable String target = columns.target().collation();
        boolean text = columns.source().valueType() instanceof ValueType.Text
                && columns.target().valueType() instanceof ValueType.Text;
        if (!text || Objects.equals(source, target)) {
            return;
        }
        String consequence =
                level == Level.WARNS ? " Keys that one side takes for the same may be two on the other." : "";
        notes.add(new Note(
                level,
                Topic.COLLATION,
                columns.source().name() + " is collated by " + collation(columns.source()) + " in the source and by "
                        + collation(columns.target()) + " in the target. Values are compared byte by byte all the same."
                        + consequence));
    }

    private static String collation(Column column) {
        return column.collation() == null ? DEFAULT_COLLATION : column.collation();
    }
}
