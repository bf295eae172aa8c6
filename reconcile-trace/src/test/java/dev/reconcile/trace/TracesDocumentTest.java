package dev.reconcile.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page on monitoring names what spans tell: in full, or by the end of the name behind others that begin alike. */
class TracesDocumentTest {

    @Test
    void every_attribute_is_named() throws Exception {
        String traces = traces();

        assertThat(attributes())
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(traces)
                        .containsAnyOf("`" + name + "`", "`" + name.substring(name.lastIndexOf('.')) + "`"));
    }

    @Test
    void the_bounds_are_named() throws IOException {
        assertThat(traces())
                .contains(String.format(Locale.ROOT, "%,d spans of segments", TableSpan.MOST_SEGMENTS))
                .contains(TableSpan.MOST_IN_TROUBLE + " more")
                .contains(Tracing.PATIENCE.toSeconds() + " s at most");
    }

    private static List<String> attributes() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : Key.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && AttributeKey.class.isAssignableFrom(field.getType())) {
                names.add(((AttributeKey<?>) field.get(null)).getKey());
            }
        }
        return names;
    }

    private static String traces() throws IOException {
        String page = Files.readString(Path.of("../docs/monitoring.md"));
        int begin = page.indexOf("## Traces");
        return page.substring(begin, page.indexOf("\n## ", begin));
    }
}
