package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.SightedRow.Cell;
import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import dev.reconcile.report.JsonHistory;
import dev.reconcile.report.JsonRowWriter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rows that differ, as the history remembers them and as they are now. */
final class FindingsApi {

    private static final String FINDINGS = "/api/v1/findings";

    /** What stands for NULL in a key that is looked for. */
    private static final String NULL = "\\N";

    /** How a part of a long value ends, where it is not known that it is one. */
    private static final Pattern EXCERPT = Pattern.compile("(?s).* \\([0-9,.]+ [a-z]+\\)");

    private final Jobs jobs;
    private final JobsApi known;
    private final KnownNames names;
    private final Errands errands;

    FindingsApi(Jobs jobs, JobsApi known, KnownNames names, Errands errands) {
        this.jobs = jobs;
        this.known = known;
        this.names = names;
        this.errands = errands;
    }

    List<Route> routes() {
        return List.of(
                Route.read(FINDINGS, this::findings),
                Route.read(FINDINGS + "/{id}", this::finding),
                // It changes nothing, and yet the audit log says who saw a row.
                new Route(
                        "POST",
                        FINDINGS + "/{id}/look",
                        new Route.Change(Role.DETAIL, (context, caller) -> look(context))));
    }

    private void findings(Context context, Caller caller) {
        Asked asked = Asked.of(context, "job", "table", "target", "kind", "open", "offset", "limit");
        FindingQuery query = new FindingQuery(
                asked.text("job").orElse(null),
                asked.text("table").orElse(null),
                asked.text("target").orElse(null),
                asked.word("kind", RowDifference.Kind.class).orElse(null),
                asked.truth("open").orElse(null),
                asked.offset(),
                asked.limit());
        names.requireJob(asked.text("job"));
        Page<Finding> page = jobs.history().ask(store -> store.findings(query));
        if (page.total() == 0) {
            names.requireTable(query);
        }
        Answers.json(context, Answers.page(page, query.offset(), query.limit(), finding -> json(finding, caller)));
    }

    private void finding(Context context, Caller caller) {
        Asked.of(context);
        Answers.json(context, json(named(context), caller));
    }

    private static ObjectNode json(Finding finding, Caller caller) {
        return caller.may(Role.DETAIL) ? JsonHistory.finding(finding) : JsonHistory.findingWithoutRow(finding);
    }

    private Finding named(Context context) {
        String id = context.pathParam("id");
        Optional<Finding> finding = id.matches("[0-9]{1,18}")
                ? jobs.history().ask(store -> store.finding(Long.parseLong(id)))
                : Optional.empty();
        return finding.orElseThrow(() -> Problem.of(404, "There is no finding of this number."));
    }

    private void look(Context context) throws Exception {
        Asked.of(context);
        Asked.noBody(context);
        Finding finding = named(context);
        String job = finding.pair().job();
        Guard.about(context, "finding", Long.toString(finding.id()));
        Guard.about(context, "job", job);
        if (known.named(job).isEmpty()) {
            throw Problem.of(409, "The settings no longer have the job of this finding.");
        }
        requireTellable(finding.row().key());
        List<String> key = finding.row().key().stream().map(FindingsApi::sought).toList();
        if (key.isEmpty()) {
            throw Problem.of(409, "The key of this row is not remembered, or its tables have none.");
        }
        Settings settings = RunChoices.settings(jobs, job, RunChoice.NONE).within(Limits.ASKING);
        PairName pair = finding.pair();
        Answers.text(context, "application/json", errands.run(cancellation -> {
            try (PreparedRun run = PreparedRun.prepare(settings, Set.of(pair.source()))) {
                StringBuilder text = new StringBuilder();
                new JsonRowWriter().write(run.row(pair.source(), pair.target(), key, cancellation), text);
                return text.toString();
            }
        }));
    }

    /** What stands before the equals sign tells which column is meant, unless one's name goes on from another's with such a sign. */
    private static void requireTellable(List<Cell> key) {
        for (Cell cell : key) {
            String begin = cell.column() + "=";
            boolean isShared = key.stream()
                    .filter(other -> !other.equals(cell))
                    .anyMatch(other -> (other.column() + "=").regionMatches(true, 0, begin, 0, begin.length()));
            if (isShared) {
                throw Problem.of(
                        409,
                        "The names of two columns of the key cannot be told apart where the row is looked for: one is the"
                                + " beginning of the other up to an equals sign, or only upper and lower case differ.");
            }
        }
    }

    /** A column of the key and its value as a person would type it, so that it is no other value. */
    private static String sought(Cell cell) {
        Value value = cell.value();
        String text = value.text();
        boolean isUntyped = value instanceof Value.Untyped;
        if (value instanceof Value.Excerpt
                || (isUntyped && EXCERPT.matcher(text).matches())) {
            throw Problem.of(
                    409,
                    "The key of this row is long, and only its beginning is remembered. 'reconcile row' looks at a row by"
                            + " its whole key.");
        }
        if (isUntyped && text.equals(Value.Null.NULL.text())) {
            throw Problem.of(
                    409,
                    "An earlier version remembered this row, and whether its key holds NULL or the word NULL is not known."
                            + " The next run that sees the row differ remembers it.");
        }
        boolean isNull = value == Value.Null.NULL;
        if (!isNull && text.equals(NULL)) {
            throw Problem.of(
                    409,
                    "The key of this row holds the text " + NULL
                            + ", which stands for NULL where a row is looked for: it would be" + " another row.");
        }
        return cell.column() + "=" + (isNull ? NULL : text);
    }
}
