package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.report.FilledReport.Filled;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlReportFieldsTest {

    /** Rows as they are kept for the repair: no report has them, for what it shows of a row are the columns that differ. */
    private static final Set<String> IN_NO_REPORT =
            Set.of("RowDifference.sourceRow", "RowDifference.targetRow", "Copies.ofSourceRow", "Copies.ofTargetRow");

    /** A row that is not changed has no columns that differ. */
    private static final Set<String> NEVER_ANOTHER_ALONE = Set.of("RowDifference.kind");

    @Test
    void shows_every_field_of_the_report_whatever_is_added_to_it() {
        Filled plain = FilledReport.plain();
        String page = html(plain);
        Set<String> notShown = new LinkedHashSet<>();
        Set<String> neverAnother = new LinkedHashSet<>();
        for (int number = 0; number < plain.names().size(); number++) {
            String name = plain.names().get(number);
            try {
                String other = html(FilledReport.withOther(number));
                if (other.equals(page) || !isText(plain, number) == other.contains("other" + number)) {
                    notShown.add(name);
                }
            } catch (IllegalArgumentException refused) {
                neverAnother.add(name);
            }
        }
        assertThat(plain.names()).hasSizeGreaterThan(100);
        assertThat(notShown).containsExactlyInAnyOrderElementsOf(IN_NO_REPORT);
        assertThat(neverAnother).isEqualTo(NEVER_ANOTHER_ALONE);
    }

    private static boolean isText(Filled filled, int number) {
        Object value = filled.values().get(number);
        return value instanceof String || value instanceof Value;
    }

    /** Without the marks of what differs, which cut values to pieces. */
    private static String html(Filled filled) {
        return Rendered.by(new HtmlReportWriter(), filled.report()).replaceAll("</?mark[^>]*>", "");
    }
}
