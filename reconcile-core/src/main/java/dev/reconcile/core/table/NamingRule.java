package dev.reconcile.core.table;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a target table follows from the name of its source table.
 *
 * @param schemas the target's schema for a schema of the source, without regard to case unless two differ in case alone.
 *     A table of any other schema is looked for in the target by its name alone, on the search path.
 * @param spelling how the table's own name is written in the target
 */
public record NamingRule(Map<String, String> schemas, Spelling spelling) {

    /** The same name, on the target's search path. */
    public static final NamingRule DEFAULT = new NamingRule(Map.of(), Spelling.AS_IS);

    public NamingRule {
        Objects.requireNonNull(spelling, "spelling");
        schemas = Map.copyOf(schemas);
    }

    /** The target table's name. It has a schema only if the source's schema is mapped to one. */
    public TableName targetOf(TableName source) {
        @Nullable String schema = source.schema() == null ? null : targetSchemaOf(source.schema());
        return new TableName(schema, spelling.of(source.name()));
    }

    private @Nullable String targetSchemaOf(String sourceSchema) {
        String exact = schemas.get(sourceSchema);
        if (exact != null) {
            return exact;
        }
        return schemas.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(sourceSchema))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** How a name is written in the target. */
    public enum Spelling {
        /** As in the source: {@code OrderLines}. */
        AS_IS {
            @Override
            public String of(String sourceName) {
                return sourceName;
            }
        },
        /** In lower case: {@code orderlines}. */
        LOWER {
            @Override
            public String of(String sourceName) {
                return sourceName.toLowerCase(Locale.ROOT);
            }
        },
        /**
         * In lower case with an underscore between words: {@code order_lines}. A word begins at a capital after a small
         * letter or a digit, at the last capital of several before a small letter ({@code VATRate}: {@code vat_rate}),
         * and after blanks and hyphens.
         */
        SNAKE {
            @Override
            public String of(String sourceName) {
                return sourceName
                        .replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", "_")
                        .replaceAll("[\\s-]+", "_")
                        .toLowerCase(Locale.ROOT);
            }
        };

        /** The target's spelling of a source name. */
        public abstract String of(String sourceName);
    }
}
