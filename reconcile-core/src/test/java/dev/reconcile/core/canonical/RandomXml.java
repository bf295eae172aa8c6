package dev.reconcile.core.canonical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random XML as a tree, which is equal to another exactly if both say the same, and the many ways to write it. */
final class RandomXml {

    private static final List<String> NAMES = List.of("a", "b", "p:a", "_x-1.é", "中");
    private static final List<String> CHARACTERS =
            List.of("x", "y", " ", "\n", "\t", "\r", "&", "<", ">", "\"", "'", "]", "]", "-", "é", "中", "😀", "\ud7ff");
    private static final List<String> SPACES = List.of(" ", "\n", "\t", "\r\n", "  \r");

    private final Random random;

    RandomXml(Random random) {
        this.random = random;
    }

    /** What an element can contain. */
    sealed interface Node {}

    record Element(String name, Map<String, String> attributes, List<Node> content) implements Node {}

    /** Characters, at least one; no two of them follow each other. */
    record Text(String characters) implements Node {}

    record Comment(String text) implements Node {}

    record Instruction(String target, String text) implements Node {}

    /** Some content. */
    List<Node> content() {
        return content(4);
    }

    private List<Node> content(int depth) {
        List<Node> nodes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Node node = node(depth);
            boolean followsText = !nodes.isEmpty() && nodes.get(nodes.size() - 1) instanceof Text;
            if (!(followsText && node instanceof Text)) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private Node node(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> new Comment(random.nextBoolean() ? "" : "c" + random.nextInt(3));
            case 1 -> new Instruction("p" + random.nextInt(2), random.nextBoolean() ? "" : "<? " + random.nextInt(2));
            case 2, 3, 4 -> new Text(characters());
            default -> element(depth);
        };
    }

    private Element element(int depth) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.put(oneOf(NAMES), random.nextInt(4) == 0 ? "" : characters());
        }
        if (random.nextInt(6) == 0) {
            attributes.put("xmlns:p", "urn:" + random.nextInt(2));
        }
        return new Element(oneOf(NAMES), attributes, depth == 0 ? List.of() : content(depth - 1));
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(oneOf(CHARACTERS));
        }
        return text.toString();
    }

    /** The content with one thing in it changed, which now and then is no change. */
    List<Node> changed(List<Node> content) {
        List<Node> nodes = new ArrayList<>(content);
        if (nodes.isEmpty()) {
            return List.of(new Text("x"));
        }
        int at = random.nextInt(nodes.size());
        Node node = nodes.get(at);
        if (node instanceof Element element && random.nextInt(3) > 0) {
            nodes.set(at, changed(element));
        } else if (random.nextInt(3) == 0) {
            Collections.swap(nodes, at, random.nextInt(nodes.size()));
        } else if (node instanceof Text text) {
            nodes.set(at, new Text(text.characters() + oneOf(CHARACTERS)));
        } else {
            nodes.set(at, new Comment("changed"));
        }
        return joined(nodes);
    }

    private Element changed(Element element) {
        Map<String, String> attributes = new TreeMap<>(element.attributes());
        switch (random.nextInt(3)) {
            case 0 -> attributes.merge(oneOf(NAMES), oneOf(CHARACTERS), String::concat);
            case 1 -> attributes.remove(oneOf(NAMES));
            default -> {
                return new Element(element.name(), attributes, changed(element.content()));
            }
        }
        return new Element(element.name(), attributes, element.content());
    }

    /** Texts that came to follow each other are one. */
    private static List<Node> joined(List<Node> nodes) {
        List<Node> joined = new ArrayList<>();
        for (Node node : nodes) {
            int last = joined.size() - 1;
            if (node instanceof Text text && last >= 0 && joined.get(last) instanceof Text before) {
                joined.set(last, new Text(before.characters() + text.characters()));
            } else {
                joined.add(node);
            }
        }
        return joined;
    }

    /** One of the ways to write the content. */
    String written(List<Node> content) {
        StringBuilder xml = new StringBuilder();
        if (random.nextInt(3) == 0) {
            xml.append("<?xml version=")
                    .append(random.nextBoolean() ? "'1.0'" : "\"1.0\"")
                    .append(random.nextBoolean() ? " encoding = 'UTF-16'" : "")
                    .append(random.nextBoolean() ? "\nstandalone=\"yes\"" : "")
                    .append("?>");
        }
        write(content, xml);
        return xml.toString();
    }

    private void write(List<Node> content, StringBuilder xml) {
        for (int i = 0; i < content.size(); i++) {
            boolean besideText = content.get(i) instanceof Text || (i > 0 && content.get(i - 1) instanceof Text);
            xml.append(besideText ? "" : spaceOrNone());
            write(content.get(i), xml);
        }
        if (!content.isEmpty() && !(content.get(content.size() - 1) instanceof Text)) {
            xml.append(spaceOrNone());
        }
    }

    private void write(Node node, StringBuilder xml) {
        if (node instanceof Element element) {
            write(element, xml);
        } else if (node instanceof Text text) {
            boolean isSpace = text.characters().isBlank();
            int spelledOut = random.nextInt(
                    text.characters().codePointCount(0, text.characters().length()));
            int[] characters = text.characters().codePoints().toArray();
            for (int i = 0; i < characters.length; i++) {
                writeInText(characters[i], isSpace && i == spelledOut, xml);
            }
        } else if (node instanceof Comment comment) {
            xml.append("<!--").append(comment.text()).append("-->");
        } else if (node instanceof Instruction instruction) {
            xml.append("<?").append(instruction.target());
            xml.append(instruction.text().isEmpty() ? spaceOrNone() : oneOf(SPACES) + instruction.text());
            xml.append("?>");
        }
    }

    private void write(Element element, StringBuilder xml) {
        xml.append('<').append(element.name());
        List<String> names = new ArrayList<>(element.attributes().keySet());
        Collections.shuffle(names, random);
        for (String name : names) {
            char quote = random.nextBoolean() ? '"' : '\'';
            xml.append(oneOf(SPACES))
                    .append(name)
                    .append(spaceOrNone())
                    .append('=')
                    .append(spaceOrNone());
            xml.append(quote);
            element.attributes().get(name).codePoints().forEach(c -> writeInQuotes(c, quote, xml));
            xml.append(quote);
        }
        xml.append(spaceOrNone());
        if (element.content().isEmpty() && random.nextBoolean()) {
            xml.append("/>");
            return;
        }
        xml.append('>');
        write(element.content(), xml);
        xml.append("</").append(element.name()).append(spaceOrNone()).append('>');
    }

    private void writeInText(int c, boolean isSpelledOut, StringBuilder xml) {
        boolean mustBeReference = c == '\r';
        boolean mustBeEscaped = mustBeReference || isSpelledOut || c == '&' || c == '<' || c == '>';
        if (!mustBeEscaped && random.nextInt(3) > 0) {
            xml.append(c == '\n' ? oneOf(List.of("\n", "\r\n")) : Character.toString(c));
        } else if (!mustBeReference && random.nextInt(3) == 0) {
            xml.append("<![CDATA[").appendCodePoint(c).append("]]>");
        } else {
            writeReference(c, xml);
        }
    }

    private void writeInQuotes(int c, char quote, StringBuilder xml) {
        boolean mustBeReference = c == '\r' || c == '\n' || c == '\t' || c == quote || c == '&' || c == '<';
        if (mustBeReference || random.nextInt(4) == 0) {
            writeReference(c, xml);
        } else {
            xml.append(c == ' ' ? oneOf(List.of(" ", "\n", "\t", "\r\n")) : Character.toString(c));
        }
    }

    private void writeReference(int c, StringBuilder xml) {
        Map<Integer, String> named =
                Map.of((int) '&', "amp", (int) '<', "lt", (int) '>', "gt", (int) '"', "quot", (int) '\'', "apos");
        String name = named.get(c);
        xml.append('&');
        if (name != null && random.nextBoolean()) {
            xml.append(name);
        } else if (random.nextBoolean()) {
            xml.append("#x").append(random.nextBoolean() ? "00" : "").append(Integer.toHexString(c));
        } else {
            xml.append('#').append(c);
        }
        xml.append(';');
    }

    private String spaceOrNone() {
        return random.nextInt(3) == 0 ? oneOf(SPACES) : "";
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
