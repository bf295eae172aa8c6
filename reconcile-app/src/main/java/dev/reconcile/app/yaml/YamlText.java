package dev.reconcile.app.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.reconcile.app.yaml.YamlNode.Entry;
import dev.reconcile.app.yaml.YamlNode.Mapping;
import dev.reconcile.app.yaml.YamlNode.Scalar;
import dev.reconcile.app.yaml.YamlNode.ScalarType;
import dev.reconcile.app.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML: one document, without anchors and aliases. */
public final class YamlText {

    private static final YAMLFactory FACTORY = new YAMLFactory();

    private YamlText() {}

    /**
     * The tree of a text. An empty text is an empty section.
     *
     * @throws YamlSyntaxException at the first place where it cannot be read
     */
    public static YamlNode parse(String text) throws YamlSyntaxException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return new Mapping(List.of(), 1);
            }
            YamlNode root = node(parser);
            if (parser.nextToken() != null) {
                throw new YamlSyntaxException(
                        line(parser), "a second document begins here. Put everything into one, without ---.");
            }
            return root;
        } catch (JsonProcessingException e) {
            // Its message quotes the text, which may be a password; it is left behind, cause and all.
            throw new YamlSyntaxException(
                    line(e),
                    "this is no valid YAML, or the line before is not. Indent with spaces, write a space after each"
                            + " colon, and put values with characters such as : # % @ { [ in quotes.");
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read.", e);
        }
    }

    private static YamlNode node(YAMLParser parser) throws IOException, YamlSyntaxException {
        int line = line(parser);
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new YamlSyntaxException(
                    line, "anchors (&) and aliases (*) are not read. Write the value out, or put it in quotes.");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser, line);
            case START_ARRAY -> sequence(parser, line);
            case VALUE_NUMBER_INT -> new Scalar(parser.getText(), ScalarType.WHOLE_NUMBER, line);
            case VALUE_NUMBER_FLOAT -> new Scalar(parser.getText(), ScalarType.NUMBER, line);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getText(), ScalarType.BOOLEAN, line);
            case VALUE_NULL -> new Scalar("", ScalarType.NOTHING, line);
            default -> new Scalar(parser.getText(), ScalarType.STRING, line);
        };
    }

    private static Mapping mapping(YAMLParser parser, int line) throws IOException, YamlSyntaxException {
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int keyLine = line(parser);
            parser.nextToken();
            entries.add(new Entry(key, keyLine, node(parser)));
        }
        return new Mapping(entries, line);
    }

    private static Sequence sequence(YAMLParser parser, int line) throws IOException, YamlSyntaxException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Sequence(items, line);
    }

    /** The exception's own place is where the last good part began; its cause knows where the bad one is. */
    private static int line(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblemMark().getLine() + 1;
        }
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static int line(YAMLParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
