package dev.reconcile.http;

import dev.reconcile.core.report.Report;
import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import dev.reconcile.report.ReportFormat;
import dev.reconcile.report.StyleSheet;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kept report in the form that somebody wants, with no more of rows in it than he may see. */
final class RunReport {

    private RunReport() {}

    static ReportFormat format(Optional<String> wanted, @Nullable String accept) {
        if (wanted.isPresent()) {
            return switch (wanted.get()) {
                case "json" -> ReportFormat.JSON;
                case "csv" -> ReportFormat.CSV;
                case "html" -> ReportFormat.HTML;
                default -> throw Problem.of(400, "The parameter format is one of json, csv, html.");
            };
        }
        return switch (Accepted.of(accept, "text/html", "text/csv", "application/json")) {
            case "text/html" -> ReportFormat.HTML;
            case "text/csv" -> ReportFormat.CSV;
            case "application/json" -> ReportFormat.JSON;
            default -> throw Problem.of(406, "A report is application/json, text/csv or text/html.");
        };
    }

    static void answer(Context context, Caller caller, String id, Report report, ReportFormat format)
            throws IOException {
        StringBuilder text = new StringBuilder();
        format.writer().write(caller.may(Role.DETAIL) ? report : report.withoutRows(), text);
        if (format == ReportFormat.HTML) {
            // The page's own style, and nothing else.
            context.res()
                    .setHeader(
                            SecurityHeaders.POLICY,
                            "default-src 'none'; style-src "
                                    + StyleSheet.ofReports().policySource()
                                    + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        }
        if (format == ReportFormat.CSV) {
            context.header("Content-Disposition", "attachment; filename=\"reconcile-" + id + ".csv\"");
        }
        Answers.text(context, type(format), text.toString());
    }

    private static String type(ReportFormat format) {
        return switch (format) {
            case HTML -> "text/html; charset=utf-8";
            case CSV -> "text/csv; charset=utf-8";
            default -> "application/json";
        };
    }
}
