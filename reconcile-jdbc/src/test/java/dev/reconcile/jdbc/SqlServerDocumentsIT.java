package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowLook;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns of SQL Server's type xml, compared with text by a rule. */
class SqlServerDocumentsIT {

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
    private static final TablePair PAIR = TablePair.of("dbo.pages", "dbo.copies");
    private static final TablePair RULED =
            PAIR.withRules(ColumnRules.of(Map.of("d", new ColumnRule(new Softening.As(Meaning.XML)))));

    @RegisterExtension
    static final SqlServerTestServer SERVER = new SqlServerTestServer();

    private static Database database;

    @BeforeAll
    static void connect() {
        SERVER.execute(
                "CREATE TABLE dbo.pages (id int PRIMARY KEY, d xml NULL)",
                "INSERT INTO dbo.pages VALUES (1, N'<a c=''1'' b=\"&#65;\"/>'), (2, N'<a>\n  <b/>\n</a>'),"
                        + " (3, N'<a>é中😀<![CDATA[<]]></a>'), (4, NULL), (5, N'<a>1</a>'), (6, N'<a/>'),"
                        + " (7, N'<a>" + "x".repeat(9000) + "</a>')",
                "CREATE TABLE dbo.copies (id int PRIMARY KEY, d nvarchar(max) NULL)",
                "INSERT INTO dbo.copies VALUES (1, N'<a b=\"A\" c=\"1\" />'), (2, N'<a><b /></a>'),"
                        + " (3, N'<a>é中😀&lt;</a>'), (4, NULL), (5, N'<a>2</a>'), (6, N'<a>'),"
                        + " (7, N'<a>" + "x".repeat(8999) + "y</a>')");
        database = SERVER.open("source");
    }

    @Test
    void xml_is_compared_with_text_as_what_it_says() {
        TableReport table = run(RULED);

        RowsReport rows = Objects.requireNonNull(table.rows(), () -> "No rows: " + table);
        assertThat(rows.details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text())
                .containsExactlyInAnyOrder("CHANGED 5", "CHANGED 6", "CHANGED 7");
    }

    @Test
    void a_row_is_looked_up_and_shown_with_its_document() {
        RowComparison same = look("2");
        RowComparison different = look("5");

        assertThat(same.matches()).isTrue();
        assertThat(different.matches()).isFalse();
        assertThat(different.rows().get(0).columns())
                .extracting(column -> String.valueOf(column.source()))
                .anyMatch(value -> value.contains("<a>1</a>"));
    }

    @Test
    void without_the_rule_the_column_is_named_with_the_rule_that_helps() {
        TableReport table = run(PAIR);

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.columnsNotCompared())
                .extracting(UncomparedColumn::reason)
                .containsExactly("Cannot compare dbo.pages.d (xml) with dbo.copies.d (nvarchar(max)): on the source xml"
                        + " has many texts for one document. Give the column the rule compare-as: xml, or exclude it.");
    }

    private static RowComparison look(String key) {
        return new RowLook(database, database, Clock.systemUTC()).look(RULED, List.of(key), ROWS, new Cancellation());
    }

    private static TableReport run(TablePair pair) {
        return new Reconciler(database, database, Clock.systemUTC())
                .run(List.of(pair), ROWS)
                .tables()
                .get(0);
    }
}
