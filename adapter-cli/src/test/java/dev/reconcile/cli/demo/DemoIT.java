package dev.reconcile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.Program;
import dev.reconcile.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    private Path temporary;

    @Test
    void finds_the_planted_damage_and_leaves_nothing_behind() throws Exception {
        Outcome demo = demo().outcome();

        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .startsWith("FAIL")
                .contains("exactly the damage that was planted")
                .contains("would have exited with 1")
                .contains("--keep");
        assertThat(temporary).isEmptyDirectory();
        assertThat(servers()).isZero();
    }

    @Test
    void leaves_nothing_behind_when_interrupted() throws Exception {
        Program demo = demo("--seed", "7");
        demo.awaitErr("Making the databases");
        for (int i = 0; i < 300 && servers() == 0; i++) {
            Thread.sleep(50);
        }

        demo.signal("INT");
        Outcome outcome = demo.outcome();

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(130);
        assertThat(temporary).isEmptyDirectory();
        assertThat(servers()).isZero();
    }

    @Test
    void keeps_the_databases_on_demand_and_its_hints_work() throws Exception {
        Outcome demo = demo("--keep").outcome();
        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        try {
            String run = between(demo.out(), "  reconcile run", "\n\n")
                    .replace("reconcile run", "\"" + java() + "\" -jar \"" + Program.jar() + "\" run");
            String exports = between(demo.out(), "  export", "\n");

            Outcome again = shell(exports + "\n" + run);
            assertThat(again.exitCode()).as(again.err()).isEqualTo(1);
            assertThat(again.out()).startsWith("FAIL").contains("line_items");
        } finally {
            Outcome stopped = shell(between(demo.out(), "  sh ", "\n"));
            assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(servers()).isZero();
    }

    @Test
    void writes_the_report_alone_to_standard_output_in_another_format() throws Exception {
        Outcome demo = demo("--format", "JSON").outcome();

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out()).startsWith("{").endsWith("}\n").contains("\"status\": \"FAIL\"");
        assertThat(demo.err()).contains("exactly the damage that was planted");
    }

    @Test
    void names_the_formats_before_anything_is_made() throws Exception {
        Outcome demo = demo("--format", "yaml").outcome();

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.err()).contains("'yaml' is not a report format. Use one of: json, csv, console, html.");
        assertThat(demo.err()).doesNotContain("Making the databases");
    }

    private Program demo(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = "demo";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Program.startJar(Map.of(), List.of("-Djava.io.tmpdir=" + temporary), all);
    }

    private static Outcome shell(String script) throws Exception {
        return Program.start(Map.of(), List.of("sh", "-c", script)).outcome();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String between(String text, String begin, String end) {
        Matcher found = Pattern.compile("(" + Pattern.quote(begin) + ".*?)" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(text);
        assertThat(found.find()).as(begin + " in " + text).isTrue();
        return found.group(1).strip();
    }

    /** How many servers run out of our temporary directory. */
    private long servers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(temporary + "/reconcile-demo-"))
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .count();
    }
}
