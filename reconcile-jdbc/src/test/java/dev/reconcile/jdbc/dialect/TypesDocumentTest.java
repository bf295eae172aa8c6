package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.compare.ColumnPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/types.md says what the code decides. After a change of the types, {@code -Dreconcile.write-docs=true} writes the
 * tables anew.
 */
class TypesDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "types.md");

    private static final List<DocumentedType> POSTGRES = DocumentedType.ofPostgres();
    private static final List<DocumentedType> SQL_SERVER = DocumentedType.ofSqlServer();

    @Test
    void the_page_says_how_each_type_is_compared() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        expected = withTable(expected, "SQL Server", compared(SQL_SERVER));
        expected = withTable(expected, "PostgreSQL", compared(POSTGRES));
        expected = withTable(expected, "SQL Server, compared by a rule", comparedByRule(SQL_SERVER));
        expected = withTable(expected, "PostgreSQL, compared by a rule", comparedByRule(POSTGRES));
        expected = withTable(expected, "SQL Server, not compared", notCompared(SQL_SERVER));
        expected = withTable(expected, "PostgreSQL, not compared", notCompared(POSTGRES));
        expected = withTable(expected, "reductions", reductions());
        if (Boolean.getBoolean("reconcile.write-docs")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }

    @Test
    void a_type_that_is_compared_has_an_example_and_another_has_none() {
        assertThat(Stream.concat(POSTGRES.stream(), SQL_SERVER.stream()))
                .allSatisfy(type -> assertThat(type.examples().isEmpty())
                        .as(type.name())
                        .isEqualTo(type.obstacle().isPresent()));
    }

    private static String withTable(String page, String name, String table) {
        String begin = "<!-- types: " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            return fail(PAGE + " has no place for the types " + name);
        }
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    private static String compared(List<DocumentedType> types) {
        return types.stream()
                .filter(type -> type.obstacle().isEmpty() && type.rule().isEmpty())
                .map(TypesDocumentTest::compared)
                .collect(Collectors.joining(
                        "\n",
                        "| type | example → canonical text | with PostgreSQL's | with SQL Server's |\n"
                                + "|---|---|---|---|\n",
                        "\n"));
    }

    private static String compared(DocumentedType type) {
        return "| " + code(type.name()) + " | " + examples(type) + " | " + partners(type, POSTGRES) + " | "
                + partners(type, SQL_SERVER) + " |";
    }

    private static String examples(DocumentedType type) {
        return type.examples().stream()
                .map(example -> code(example.text()) + " → " + code(type.canonicalText(example)))
                .collect(Collectors.joining("<br>"));
    }

    private static String comparedByRule(List<DocumentedType> types) {
        return types.stream()
                .filter(type -> type.rule().isPresent())
                .map(type -> "| " + code(type.name()) + " | "
                        + code("compare-as: " + type.rule().orElseThrow().name().toLowerCase(Locale.ROOT)) + " | "
                        + examples(type) + " | " + partners(type, POSTGRES) + " | " + partners(type, SQL_SERVER) + " | "
                        + why(type, type.reasonForTheRule().orElseThrow()) + " |")
                .collect(Collectors.joining(
                        "\n",
                        "| type | rule | example → canonical text | with PostgreSQL's | with SQL Server's | not without the"
                                + " rule |\n|---|---|---|---|---|---|\n",
                        "\n"));
    }

    private static String why(DocumentedType type, String reason) {
        return reason.startsWith(type.name() + " ")
                ? "… " + reason.substring(type.name().length() + 1)
                : reason;
    }

    private static String partners(DocumentedType type, List<DocumentedType> targets) {
        Set<String> names = targets.stream()
                .filter(target -> type.with(target).isPresent())
                .map(target -> target.name().replaceFirst("\\(.*\\)$", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.isEmpty() ? "–" : String.join(", ", names);
    }

    /** Types with the same reason in one line; a reason begins with the type that it is of. */
    private static String notCompared(List<DocumentedType> types) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (DocumentedType type : types) {
            type.obstacle()
                    .map(why -> why(type, why))
                    .ifPresent(why -> byReason.computeIfAbsent(why, w -> new ArrayList<>())
                            .add(code(type.name())));
        }
        StringBuilder table = new StringBuilder("| type | why |\n|---|---|\n");
        byReason.forEach((why, names) -> table.append("| ")
                .append(String.join(", ", names))
                .append(" | ")
                .append(why)
                .append(" |\n"));
        return table.toString();
    }

    /** Pairs of which the target holds less than the source. */
    private static String reductions() {
        Set<String> sources = Set.of(
                "time(7)",
                "datetime2(7)",
                "datetimeoffset(7)",
                "char(5)",
                "varchar(20)",
                "money",
                "float",
                "numeric",
                "double precision");
        Set<String> targets =
                Set.of("numeric(10,2)", "real", "time", "timestamp", "timestamptz", "varchar(20)", "char(5)");
        StringBuilder table = new StringBuilder("| source | target | what is said |\n|---|---|---|\n");
        for (List<DocumentedType> engine : List.of(SQL_SERVER, POSTGRES)) {
            for (DocumentedType source : engine) {
                for (DocumentedType target : POSTGRES) {
                    if (sources.contains(source.name()) && targets.contains(target.name())) {
                        source.with(target).ifPresent(form -> table.append(said(source, target, form)));
                    }
                }
            }
        }
        return table.toString();
    }

    private static String said(DocumentedType source, DocumentedType target, CanonicalType form) {
        ColumnPair pair = new ColumnPair(source.column("c"), target.column("c"), form);
        return Stream.concat(pair.reductions().stream(), pair.narrowing().stream())
                .map(sentence -> "| " + code(source.name()) + " | " + code(target.name()) + " | " + sentence + " |\n")
                .collect(Collectors.joining());
    }

    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }
}
