package dev.reconcile.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every metric there is, in the order in which they are shown. What is said here is the HELP text of a scrape and the page
 * for people.
 */
enum Metric {
    BUILD(
            Kind.INFO,
            Span.PROCESS,
            "reconcile_build",
            "Always 1; the label says which version of reconcile this is.",
            "version"),

    RUNS(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_runs",
            "Runs that ended since the process began, by how they ended: pass, fail (a table does not match), no_data (no table"
                    + " was compared), interrupted, failed (nothing was compared; see the log).",
            Metric.STATUS),
    RUNS_IN_PROGRESS(Kind.GAUGE, Span.PROCESS, "reconcile_runs_in_progress", "Runs that are going on at this moment."),
    RUN_BEGAN(
            Kind.GAUGE,
            Span.PROCESS,
            "reconcile_run_in_progress_start_timestamp_seconds",
            "When the run that is going on began, of several the oldest. Absent while none is: one that is much older than"
                    + " runs usually take may hang."),
    RUNS_PAUSED(
            Kind.GAUGE,
            Span.PROCESS,
            "reconcile_runs_paused",
            "Runs that are going on and read nothing at this moment, because a database is too busy or somebody wants it so."),
    SUSPECTS(
            Kind.GAUGE,
            Span.PROCESS,
            "reconcile_suspect_rows",
            "Rows that differed and are about to be looked at again at this moment, in case the target is only late."),
    ROWS_READ(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_rows_read",
            "Rows read of the tables that are compared, since the process began; it moves while a run goes on.",
            Metric.SIDE),
    STATEMENTS(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_statements",
            "Statements sent that may cost the database something, since the process began; counted when a run ends with a"
                    + " report.",
            Metric.SIDE),
    RETRIES(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_retries",
            "Reads that were tried again after a lost connection, a deadlock or a lock that was not free, since the process"
                    + " began; counted when a run ends with a report.",
            Metric.SIDE),
    PAUSES(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_pauses",
            "How often runs paused for a busy database or because somebody wanted it so, since the process began."),
    PAUSE_TIME(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_pause_seconds",
            "For how long they did, without a pause that is not over yet."),
    LOCKED_PARTS(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_locked_parts",
            "Parts of tables (segments) that were left for later because somebody held a lock on them, since the process"
                    + " began."),
    ALERTS(
            Kind.COUNTER,
            Span.PROCESS,
            "reconcile_alerts",
            "Messages of alerts since the process began, by where they were to go and what became of them: sent, given_up (tried"
                    + " as often as may be, or refused; see the log), dropped (too many were waiting).",
            "channel",
            "outcome"),

    LAST_STATUS(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_status",
            "1 for the way in which the newest run ended, 0 for the others: pass, fail, no_data, interrupted, failed.",
            Metric.STATUS),
    LAST_TIME(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_timestamp_seconds",
            "When the newest run ended, however it did. One that is old: the job does not run any more."),
    LAST_SUCCESS(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_success_timestamp_seconds",
            "When a run passed last: every table matched. Absent where none is known to have."),
    LAST_DURATION(Kind.GAUGE, Span.RUN, "reconcile_last_run_duration_seconds", "How long the newest run took."),
    LAST_TABLES(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_tables",
            "Tables of the newest run by verdict: match, mismatch, inconclusive (not everything could be compared), error."
                    + " Absent where it failed.",
            Metric.VERDICT),
    LAST_ROWS(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_rows_compared",
            "Rows of the tables that the newest run read to the end, to compare their contents or, where it was asked for no"
                    + " more, their number. Absent where there is no such table.",
            Metric.SIDE),
    LAST_RATE(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_rows_per_second",
            "Those rows, of both sides, for each second that the newest run took."),
    LAST_STATEMENTS(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_statements",
            "Statements that the newest run sent and that may have cost the database something. Absent where it failed.",
            Metric.SIDE),
    LAST_RETRIES(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_retries",
            "Reads that the newest run tried again after a lost connection, a deadlock or a lock that was not free. Many: the"
                    + " network or the database is unwell.",
            Metric.SIDE),
    LAST_SKIPPED(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_skipped_tables",
            "Tables of the newest run that were not read, or not all of them: locked (somebody held a lock), time_over"
                    + " (--run-time was over), load_unknown (nobody could tell how busy a database is).",
            "reason"),
    LAST_LOCKED_PARTS(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_locked_parts",
            "Parts of tables (segments) that the newest run left for later because somebody held a lock on them; they were"
                    + " tried once more at the end."),
    LAST_PAUSES(
            Kind.GAUGE,
            Span.RUN,
            "reconcile_last_run_pauses",
            "How often the newest run paused for a busy database or because somebody wanted it so."),
    LAST_PAUSE_TIME(
            Kind.GAUGE, Span.RUN, "reconcile_last_run_pause_seconds", "For how long it did, all pauses together."),

    TABLE_VERDICT(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_verdict",
            "1 for what the newest run with a report says of the table, 0 for the rest: match (in what it compared: see"
                    + " reconcile_table_contents_compared and reconcile_table_part_compared, and what the settings leave out"
                    + " by filters and excluded columns), mismatch (it differs), inconclusive (nothing differs in what was"
                    + " compared, but not everything could be), error (it could not be compared). The reasons stand in the report.",
            Metric.VERDICT),
    TABLE_SEVERITY(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_severity",
            "The worst finding of the table: 0 none, 1 LOW, 2 MEDIUM, 3 HIGH, 4 CRITICAL. Absent where nobody knows."),
    TABLE_ROWS(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_rows",
            "Rows of the table that were read, of each side; of a part of it where reconcile_table_part_compared is 1. Absent"
                    + " where they were not read to the end.",
            Metric.SIDE),
    TABLE_COUNT_DIFFERENCE(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_row_count_difference",
            "Rows of the target less those of the source: below 0 the target lacks some, above it has too many. 0 does not"
                    + " mean that the contents agree."),
    TABLE_DIFFERING(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_differing_rows",
            "Rows that differ for certain: missing (in the target), extra (in the target only), changed. Absent where the rows"
                    + " were not looked for, as where only counts were compared. At least so many where"
                    + " reconcile_table_differing_rows_incomplete is 1.",
            "kind"),
    TABLE_DIFFERING_INCOMPLETE(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_differing_rows_incomplete",
            "1 where the search for the rows that differ ended early or left out a part of the table, so that more may differ;"
                    + " 0 where their number is exact."),
    TABLE_ACCEPTED(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_accepted_rows",
            "Further rows that differ and that the settings accept."),
    TABLE_IN_FLIGHT(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_in_flight_rows",
            "Rows that differed at first and agreed when they were looked at again: the pipeline was only late."),
    TABLE_UNSETTLED(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_unsettled_rows",
            "Rows that changed whenever they were looked at, so that nobody knows whether they differ."),
    TABLE_CONTENTS(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_contents_compared",
            "1 where the contents were compared, 0 where only the numbers of rows were: then a match says no more than that"
                    + " these agree."),
    TABLE_PART(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_part_compared",
            "1 where the run compared only a part of the rows (--scrub, --since), so that all that is said here is about that"
                    + " part; 0 where all."),
    TABLE_DURATION(
            Kind.GAUGE, Span.TABLE, "reconcile_table_duration_seconds", "How long the comparison of the table took."),
    TABLE_RATE(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_rows_per_second",
            "Rows read of both sides for each second of the comparison."),
    TABLE_CHECKED(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_last_checked_timestamp_seconds",
            "When a run could last tell whether the table is in sync: it matched or differed. Absent where none is known to have."),
    TABLE_MATCHED(
            Kind.GAUGE,
            Span.TABLE,
            "reconcile_table_last_match_timestamp_seconds",
            "When the table matched last, as far as its job compares it (reconcile_table_contents_compared). Absent where it is not"
                    + " known to have."),

    TABLE_CONDITION(
            Kind.GAUGE,
            Span.KNOWN,
            "reconcile_table_condition",
            "1 for what is known of the table from all runs, 0 for the rest: in_sync (the last run that could tell found it the"
                    + " same, as far as it compared it), different (it differs, and no run has since compared as much and found"
                    + " it the same), unknown (no run could tell). A run that could not tell changes nothing of it, nor does a match"
                    + " of less.",
            "condition"),
    TABLE_KNOWN_SEVERITY(
            Kind.GAUGE,
            Span.KNOWN,
            "reconcile_table_known_severity",
            "How bad that is: 0 where the table is in sync, and where it differs the worst finding of the run by which that is"
                    + " known: 1 LOW, 2 MEDIUM, 3 HIGH, 4 CRITICAL. Absent where nobody knows.");

    static final String JOB = "reconcile_job";
    static final String SOURCE_TABLE = "source_table";
    static final String TARGET_TABLE = "target_table";

    private static final String SIDE = "side";
    private static final String VERDICT = "verdict";
    private static final String STATUS = "status";

    private final Kind kind;
    private final Span span;
    private final String metricName;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<String> ownLabels;

    Metric(Kind kind, Span span, String metricName, String help, String... ownLabels) {
        this.kind = kind;
        this.span = span;
        this.metricName = metricName;
        this.help = help;
        this.ownLabels = List.of(ownLabels);
    }

    /**
     * The metric that a scrape calls so. Empty if there is none.
     *
     * @param exposedName such as {@code reconcile_runs_total}
     */
    static Optional<Metric> find(String exposedName) {
        return Arrays.stream(values())
                .filter(metric -> metric.exposedName().equals(exposedName))
                .findFirst();
    }

    /** What kind of number it is. */
    Kind kind() {
        return kind;
    }

    /** Of what it is said, and for how long. */
    Span span() {
        return span;
    }

    /** Its name without the ending of its kind. */
    String metricName() {
        return metricName;
    }

    /** Its name as a scrape has it: {@code reconcile_runs_total}. */
    String exposedName() {
        return metricName + kind.ending();
    }

    /** What it means. */
    String help() {
        return help;
    }

    /** The names of its labels, those of the job and the table first. */
    List<String> labels() {
        Stream<String> first = switch (span) {
            case PROCESS -> this == BUILD || this == ALERTS ? Stream.of() : Stream.of(JOB);
            case RUN -> Stream.of(JOB);
            case TABLE, KNOWN -> Stream.of(JOB, SOURCE_TABLE, TARGET_TABLE);
        };
        return Stream.concat(first, ownLabels.stream()).toList();
    }

    /** Kinds of numbers. */
    enum Kind {
        /** A number that rises and falls. */
        GAUGE(""),
        /** A number that only rises while the process lives. */
        COUNTER("_total"),
        /** Always 1; its labels say something. */
        INFO("_info");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }
    }

    /** Of what a metric is said. */
    enum Span {
        /** Of the process that is scraped and of what goes on in it: nothing that a file or a Pushgateway could keep. */
        PROCESS,
        /** Of the newest run of a job. */
        RUN,
        /** Of a table in the newest run of a job that had a report. */
        TABLE,
        /** Of a table as all runs have it, where a history knows them: nothing that a single run could tell. */
        KNOWN
    }
}
