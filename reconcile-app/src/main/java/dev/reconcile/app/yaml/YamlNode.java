package dev.reconcile.app.yaml;

import java.util.List;
import java.util.Objects;

/** A part of a YAML text. */
public sealed interface YamlNode {

    /** The line on which it begins, from 1. */
    int line();

    /** What it is, for people: {@code a list}. */
    String kind();

    /**
     * A single value.
     *
     * @param text as it is written, without quotes
     * @param type what YAML takes it for; a value in quotes is always a {@link ScalarType#STRING}
     */
    record Scalar(String text, ScalarType type, int line) implements YamlNode {

        public Scalar {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return type.kind;
        }

        /** The value may be a password. */
        @Override
        public String toString() {
            return type.kind + " on line " + line;
        }
    }

    /** A list, perhaps empty. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values in the order of the text. A key that stands there twice is there twice. */
    record Mapping(List<Entry> entries, int line) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a section with keys";
        }
    }

    /**
     * A key and its value.
     *
     * @param line the key's line
     */
    record Entry(String key, int line, YamlNode value) {

        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** What YAML takes a single value for. */
    enum ScalarType {
        STRING("text"),
        WHOLE_NUMBER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NOTHING("nothing");

        private final String kind;

        ScalarType(String kind) {
            this.kind = kind;
        }
    }
}
