package dev.reconcile.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;

/**
 * The names of what spans tell, each once. Those of OpenTelemetry's semantic conventions where they have one, else under
 * {@code reconcile}. None is of a value or a key of a row, nor of where a segment ends.
 */
final class Key {

    static final AttributeKey<String> JOB = AttributeKey.stringKey("reconcile.job");
    static final AttributeKey<String> RUN = AttributeKey.stringKey("reconcile.run.id");
    static final AttributeKey<String> RESUMES = AttributeKey.stringKey("reconcile.run.resumes");
    static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("reconcile.run.trigger");
    static final AttributeKey<String> DEPTH = AttributeKey.stringKey("reconcile.run.depth");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("reconcile.run.status");
    static final AttributeKey<Long> TABLES = AttributeKey.longKey("reconcile.run.tables");
    static final AttributeKey<Long> TABLES_MATCHED = AttributeKey.longKey("reconcile.run.tables_matched");
    static final AttributeKey<Long> TABLES_MISMATCHED = AttributeKey.longKey("reconcile.run.tables_mismatched");
    static final AttributeKey<Long> TABLES_INCONCLUSIVE = AttributeKey.longKey("reconcile.run.tables_inconclusive");
    static final AttributeKey<Long> TABLES_ERRORED = AttributeKey.longKey("reconcile.run.tables_errored");

    static final AttributeKey<String> SOURCE_TABLE = AttributeKey.stringKey("reconcile.source.table");
    static final AttributeKey<String> TARGET_TABLE = AttributeKey.stringKey("reconcile.target.table");
    static final AttributeKey<String> SOURCE_SYSTEM = AttributeKey.stringKey("reconcile.source.system");
    static final AttributeKey<String> TARGET_SYSTEM = AttributeKey.stringKey("reconcile.target.system");
    static final AttributeKey<Long> SOURCE_ROWS = AttributeKey.longKey("reconcile.source.rows");
    static final AttributeKey<Long> TARGET_ROWS = AttributeKey.longKey("reconcile.target.rows");
    static final AttributeKey<String> SOURCE_HASHED_IN = AttributeKey.stringKey("reconcile.source.hashed_in");
    static final AttributeKey<String> TARGET_HASHED_IN = AttributeKey.stringKey("reconcile.target.hashed_in");
    static final AttributeKey<String> VERDICT = AttributeKey.stringKey("reconcile.table.verdict");
    static final AttributeKey<String> SEVERITY = AttributeKey.stringKey("reconcile.table.severity");
    static final AttributeKey<String> COMPARED = AttributeKey.stringKey("reconcile.table.compared");
    static final AttributeKey<String> SKIPPED = AttributeKey.stringKey("reconcile.table.skipped");
    static final AttributeKey<Boolean> PART = AttributeKey.booleanKey("reconcile.table.part_compared");
    static final AttributeKey<Long> MISSING = AttributeKey.longKey("reconcile.table.rows_missing");
    static final AttributeKey<Long> EXTRA = AttributeKey.longKey("reconcile.table.rows_extra");
    static final AttributeKey<Long> CHANGED = AttributeKey.longKey("reconcile.table.rows_changed");
    static final AttributeKey<Long> ACCEPTED = AttributeKey.longKey("reconcile.table.rows_accepted");
    static final AttributeKey<Long> IN_FLIGHT = AttributeKey.longKey("reconcile.table.rows_in_flight");
    static final AttributeKey<Long> UNSETTLED = AttributeKey.longKey("reconcile.table.rows_unsettled");
    static final AttributeKey<Long> SEGMENTS = AttributeKey.longKey("reconcile.table.segments");
    static final AttributeKey<Long> SEGMENTS_LEFT_OUT = AttributeKey.longKey("reconcile.table.segments_left_out");

    static final AttributeKey<String> SIDE = AttributeKey.stringKey("reconcile.side");
    static final AttributeKey<String> WORK = AttributeKey.stringKey("reconcile.segment.work");
    static final AttributeKey<Long> ROWS = AttributeKey.longKey("reconcile.segment.rows");
    static final AttributeKey<String> HASHED_IN = AttributeKey.stringKey("reconcile.segment.hashed_in");
    static final AttributeKey<String> ENDING = AttributeKey.stringKey("reconcile.segment.ending");
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

    static final AttributeKey<Long> SUSPECTS = AttributeKey.longKey("reconcile.suspect_rows");
    static final AttributeKey<Double> WAIT = AttributeKey.doubleKey("reconcile.wait_seconds");
    static final AttributeKey<Double> PAUSED = AttributeKey.doubleKey("reconcile.paused_seconds");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("reconcile.reason");

    private Key() {}

    /** The word for a constant: {@code in_flight}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
