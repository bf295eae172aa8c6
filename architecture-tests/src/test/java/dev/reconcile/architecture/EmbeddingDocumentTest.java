package dev.reconcile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/embedding.md} shows is what the project in {@code src/it} compiles and runs. */
class EmbeddingDocumentTest {

    private static final Path CONSUMER = Path.of("src/it/embedding-consumer");

    @Test
    void its_java_is_a_verbatim_part_of_the_project_that_is_built() throws IOException {
        String source = Files.readString(CONSUMER.resolve("src/main/java/com/example/warehouse/CustomerCheck.java"));

        assertThat(blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(source).contains(block));
    }

    @Test
    void its_coordinates_are_those_of_the_project_that_is_built() throws IOException {
        String pom = withoutVersionsAndIndentation(Files.readString(CONSUMER.resolve("pom.xml")));

        assertThat(blocks("xml"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(pom).contains(withoutVersionsAndIndentation(block)));
    }

    private static List<String> blocks(String language) throws IOException {
        String document = Files.readString(Path.of("../docs/embedding.md"));
        return Pattern.compile("(?s)^```" + language + "\n(.*?)^```$", Pattern.MULTILINE)
                .matcher(document)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** The document names a version; the project is given the one that is being built. */
    private static String withoutVersionsAndIndentation(String xml) {
        return xml.replaceAll("<version>.*?</version>", "").replaceAll("\\s+", "");
    }
}
