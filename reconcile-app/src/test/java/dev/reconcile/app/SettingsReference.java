package dev.reconcile.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the documents must say of the settings, made of the one list of them. */
final class SettingsReference {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** In the file, these exclude each other within their section. */
    private static final Map<String, List<List<String>>> EXCLUSIVE = new TreeMap<>(Map.of(
            "source", sideExclusions("server", "host"),
            "target", sideExclusions("host", "server"),
            "vault",
                    List.of(
                            List.of("token", "token-file"),
                            List.of("token", "role-id"),
                            List.of("token", "kubernetes-role")),
            "tables",
                    List.of(
                            List.of("source-tables", "source-table"),
                            List.of("target-tables", "target-table"),
                            List.of("source-tables", "include"),
                            List.of("source-tables", "pairs")),
            "options", List.of(List.of("output", "output-dir")),
            "history", List.of(List.of("data-dir", "url"), List.of("password", "password-file")),
            "schedule", List.of(List.of("interval", "cron")),
            "http", List.of()));

    private static final List<String> SECTIONS_OF_JOBS = List.of("tables", "options", "schedule");

    private static final String RULES = "How some columns are compared, by their names on the source; see below.";
    private static final String RULES_EVERYWHERE = "The same for the columns of every table; a pair's own rules win.";

    private static final String ACCEPTED = "Differences that are known and do not count until a day.";
    private static final String ACCEPTED_KEY =
            "The rows' keys: one, or a list. Each has a value for every column of the key, by its name on the source; \\N is"
                    + " NULL. Without it, and without a filter, rows of any key are meant.";

    private static final String CHANNELS = "The places that alerts go to; see below.";
    private static final List<String> PLACES = List.of("slack", "webhook", "alertmanager", "command");

    /** What goes with some places only. */
    private static final Map<String, List<String>> GOES_WITH = new TreeMap<>(Map.of(
            "headers", List.of("webhook", "alertmanager"),
            "template", List.of("webhook"),
            "labels", List.of("alertmanager"),
            "hold", List.of("alertmanager"),
            "environment", List.of("command"),
            "timeout", List.of("command")));

    private SettingsReference() {}

    private static List<List<String>> sideExclusions(String name, String alias) {
        List<List<String>> exclusions = new ArrayList<>(List.of(List.of(name, alias)));
        for (String part : List.of(name, alias, "port", "database")) {
            exclusions.add(List.of("url", part));
        }
        exclusions.add(List.of("password", "password-file"));
        return exclusions;
    }

    static List<String> sections() {
        return Arrays.stream(SettingKey.values())
                .flatMap(key -> key.section().stream())
                .distinct()
                .toList();
    }

    private static List<SettingKey> keys(String section) {
        return Arrays.stream(SettingKey.values())
                .filter(key -> key.section().orElse("").equals(section))
                .toList();
    }

    /** A section's settings as a table of Markdown. */
    static String table(String section) {
        StringBuilder table =
                new StringBuilder("| key | flag | environment | value | default | bounds | what it does |\n");
        table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        for (SettingKey key : keys(section)) {
            List<String> keys = key.keys().stream()
                    .map(name -> name.substring(name.indexOf('.') + 1))
                    .toList();
            table.append(row(
                    code(keys),
                    code(key.flags()),
                    code(key.environmentVariables()),
                    key.shape().unit(),
                    code(key.shape().defaultText()),
                    code(key.shape().boundsText()),
                    key.description()));
        }
        return table.toString();
    }

    /** What the file says of a pair, as a table of Markdown. */
    static String pairTable() {
        return fieldTable(PairField.values()) + row(code("rules"), "a section with columns", RULES);
    }

    /** What the file says of a column, as a table of Markdown. */
    static String ruleTable() {
        return fieldTable(RuleField.values());
    }

    /** What the file says of accepted differences, as a table of Markdown. */
    static String acceptedTable() {
        return fieldTable(AcceptedField.values()) + row(code("key"), "a section with the key's columns", ACCEPTED_KEY);
    }

    /** What the file says of alerts, as a table of Markdown. */
    static String alertsTable() {
        return fieldTable(AlertsField.values()) + row(code("channels"), "a list", CHANNELS);
    }

    /** What the file says of a place that alerts go to, as a table of Markdown. */
    static String channelTable() {
        return fieldTable(ChannelField.values()).replace(new SettingShape.Mapping().unit(), "a section with keys");
    }

    private static String valueOf(SettingShape shape) {
        String bounds = shape.boundsText();
        return bounds.isEmpty() || shape.unit().contains(bounds) ? shape.unit() : shape.unit() + ", " + code(bounds);
    }

    private static String fieldTable(FileField... fields) {
        StringBuilder table = new StringBuilder("| key | value | what it does |\n| --- | --- | --- |\n");
        for (FileField field : fields) {
            table.append(row(code(field.key()), valueOf(field.shape()), field.description()));
        }
        return table.toString();
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(List<String> texts) {
        return texts.stream().map(SettingsReference::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** The JSON Schema of the file. */
    static String schema() {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "The configuration file of reconcile");
        root.put(
                "description",
                "Any value may hold ${env:NAME}, ${file:path} and ${vault:path#key}; $${ stands for ${ itself.");
        root.set("type", strings("object", "null"));
        root.put("additionalProperties", false);
        ObjectNode sections = root.putObject("properties");
        for (String section : sections()) {
            sections.set(section, section(section, keys(section)));
        }
        ObjectNode tables = (ObjectNode) sections.at("/tables/properties");
        tables.set("pairs", pairs());
        tables.set("rules", rulesForEveryTable());
        tables.set("accepted", accepted());
        sections.set("alerts", alerts());
        sections.set("jobs", jobs());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode section(String section, List<SettingKey> keys) {
        ObjectNode node = JSON.objectNode();
        node.set("type", strings("object", "null"));
        node.put("additionalProperties", false);
        ObjectNode properties = node.putObject("properties");
        for (SettingKey key : keys) {
            for (String name : key.keys()) {
                properties.set(name.substring(name.indexOf('.') + 1), setting(key));
            }
        }
        ArrayNode all = node.putArray("allOf");
        for (List<String> pair : EXCLUSIVE.get(section)) {
            ObjectNode both = all.addObject().putObject("not");
            both.put("type", "object").set("required", strings(pair.toArray(String[]::new)));
        }
        return node;
    }

    private static ObjectNode jobs() {
        ObjectNode jobs = JSON.objectNode();
        jobs.put("description", "Jobs, and what each has of its own; the rest it shares with the others.");
        jobs.put("type", "object");
        jobs.put("minProperties", 1);
        jobs.putObject("propertyNames").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$");
        ObjectNode job = jobs.putObject("additionalProperties");
        job.set("type", strings("object", "null"));
        job.put("additionalProperties", false);
        ObjectNode sections = job.putObject("properties");
        for (String section : SECTIONS_OF_JOBS) {
            sections.set(
                    section,
                    section(
                            section,
                            keys(section).stream().filter(SettingKey::isOfJobs).toList()));
        }
        return jobs;
    }

    private static ObjectNode setting(SettingKey key) {
        ObjectNode node = JSON.objectNode();
        node.put("description", key.description());
        SettingShape shape = key.shape();
        if (!shape.defaultText().isEmpty()) {
            node.set("default", typed(shape, shape.defaultText()));
        }
        return node.setAll(form(shape));
    }

    private static JsonNode typed(SettingShape shape, String text) {
        if (shape instanceof SettingShape.OnOff) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return shape instanceof SettingShape.WholeNumber
                ? JSON.numberNode(Integer.parseInt(text))
                : JSON.textNode(text);
    }

    private static ObjectNode pairs() {
        ObjectNode pairs = JSON.objectNode();
        pairs.put("description", "Pairs of tables, and how each is compared.");
        pairs.put("type", "array");
        ObjectNode item = pairs.putObject("items");
        item.put("type", "object");
        item.set("required", strings("source"));
        item.put("additionalProperties", false);
        ObjectNode properties = item.putObject("properties");
        putFields(properties, PairField.values());
        properties.set("rules", rules(RULES));
        return pairs;
    }

    private static ObjectNode accepted() {
        ObjectNode accepted = JSON.objectNode();
        accepted.put("description", ACCEPTED);
        accepted.put("type", "array");
        ObjectNode item = accepted.putObject("items");
        item.put("type", "object");
        item.set("required", strings("table", "reason", "until"));
        item.put("additionalProperties", false);
        ObjectNode properties = item.putObject("properties");
        putFields(properties, AcceptedField.values());
        ObjectNode key = JSON.objectNode().put("type", "object").put("minProperties", 1);
        key.set("additionalProperties", text());
        ObjectNode keys = JSON.objectNode().put("type", "array").put("minItems", 1);
        keys.set("items", key);
        properties.putObject("key").put("description", ACCEPTED_KEY).setAll(anyOf(key.deepCopy(), keys));
        return accepted;
    }

    private static ObjectNode alerts() {
        ObjectNode alerts = JSON.objectNode();
        alerts.put("description", "What is told of tables and jobs, and where.");
        alerts.set("type", strings("object", "null"));
        alerts.put("additionalProperties", false);
        ObjectNode properties = alerts.putObject("properties");
        putFields(properties, AlertsField.values());
        ObjectNode channels = properties.putObject("channels");
        channels.put("description", CHANNELS);
        channels.put("type", "array");
        ObjectNode channel = channels.putObject("items");
        channel.put("type", "object");
        channel.set("required", strings("name"));
        channel.put("additionalProperties", false);
        putFields(channel.putObject("properties"), ChannelField.values());
        ArrayNode one = channel.putArray("oneOf");
        PLACES.forEach(place -> one.addObject().set("required", strings(place)));
        ArrayNode all = channel.putArray("allOf");
        GOES_WITH.forEach((field, with) -> {
            ObjectNode rule = all.addObject();
            rule.putObject("if").set("required", strings(field));
            ArrayNode any = rule.putObject("then").putArray("anyOf");
            with.forEach(place -> any.addObject().set("required", strings(place)));
        });
        return alerts;
    }

    private static ObjectNode rules(String description) {
        ObjectNode rules = JSON.objectNode();
        rules.put("description", description);
        rules.put("type", "object");
        ObjectNode rule = rules.putObject("additionalProperties");
        rule.put("type", "object");
        rule.put("minProperties", 1);
        rule.put("additionalProperties", false);
        putFields(rule.putObject("properties"), RuleField.values());
        return rules;
    }

    private static ObjectNode rulesForEveryTable() {
        ObjectNode rules = rules(RULES_EVERYWHERE);
        ((ObjectNode) rules.at("/additionalProperties/properties"))
                .remove(List.of(RuleField.SOURCE_SQL.key(), RuleField.TARGET_SQL.key()));
        return rules;
    }

    private static void putFields(ObjectNode properties, FileField... fields) {
        for (FileField field : fields) {
            ObjectNode node = properties.putObject(field.key());
            node.put("description", field.description());
            node.setAll(form(field.shape()));
        }
    }

    private static ObjectNode form(SettingShape shape) {
        if (shape instanceof SettingShape.OnOff) {
            return anyOf(JSON.objectNode().put("type", "boolean"), reference());
        }
        if (shape instanceof SettingShape.WholeNumber number) {
            ObjectNode node = JSON.objectNode().put("type", "integer").put("minimum", number.minimum());
            return anyOf(node.put("maximum", number.maximum()), reference());
        }
        if (shape instanceof SettingShape.PositiveNumber positive) {
            ObjectNode text = JSON.objectNode()
                    .put("type", "string")
                    .put("pattern", "^[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$");
            ObjectNode number = JSON.objectNode().put("type", "number").put("exclusiveMinimum", 0);
            if (!positive.below().isEmpty()) {
                number.put("exclusiveMaximum", new BigDecimal(positive.below()));
            }
            return anyOf(number, text, reference());
        }
        if (shape instanceof SettingShape.ShareOrRows) {
            return anyOf(
                    JSON.objectNode().put("type", "integer").put("minimum", 1),
                    JSON.objectNode()
                            .put("type", "string")
                            .put("pattern", "^([0-9]{1,3}(\\.[0-9]{1,9})?%|[0-9]{1,18})$"),
                    reference());
        }
        if (shape instanceof SettingShape.Time) {
            return anyOf(
                    JSON.objectNode().put("type", "string").put("pattern", "^[0-9]{1,12}(ms|s|m|h)$"), reference());
        }
        if (shape instanceof SettingShape.Interval) {
            return anyOf(
                    JSON.objectNode().put("type", "integer").put("minimum", 1).put("maximum", 2_073_600),
                    JSON.objectNode().put("type", "string").put("pattern", "^[0-9]{1,10}(ms|s|m|h)?$"),
                    reference());
        }
        if (shape instanceof SettingShape.JobName) {
            return anyOf(
                    JSON.objectNode().put("type", "string").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"),
                    reference());
        }
        if (shape instanceof SettingShape.Cron) {
            return anyOf(
                    JSON.objectNode().put("type", "string").put("pattern", "^\\s*(\\S+\\s+){4}\\S+\\s*$"), reference());
        }
        if (shape instanceof SettingShape.Choice choice) {
            ObjectNode words = JSON.objectNode();
            ArrayNode values = words.putArray("enum");
            for (String word : choice.words()) {
                values.add(word);
                if (word.equals("true") || word.equals("false")) {
                    values.add(Boolean.parseBoolean(word));
                } else if (word.matches("[0-9]+")) {
                    values.add(Integer.parseInt(word));
                } else {
                    values.add(word.toUpperCase(Locale.ROOT));
                }
            }
            return anyOf(words, reference());
        }
        if (shape instanceof SettingShape.Day) {
            return anyOf(
                    JSON.objectNode().put("type", "string").put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                    reference());
        }
        if (shape instanceof SettingShape.Names names && names.of() == SettingShape.Names.Of.KINDS) {
            ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
            list.set("items", form(SettingShape.Names.KIND));
            return anyOf(text(), list);
        }
        if (shape instanceof SettingShape.Names names && names.of() == SettingShape.Names.Of.ALERT_KINDS) {
            ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
            list.set("items", form(SettingShape.Names.ALERT_KIND));
            return anyOf(text(), list);
        }
        if (shape instanceof SettingShape.Arguments) {
            ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
            list.set("items", JSON.objectNode().set("type", strings("string", "number")));
            return anyOf(text(), list);
        }
        if (shape instanceof SettingShape.Names) {
            ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", 1);
            list.set("items", text());
            return anyOf(text(), list);
        }
        if (shape instanceof SettingShape.Mapping) {
            ObjectNode node = JSON.objectNode().put("type", "object");
            node.set("additionalProperties", text());
            return node;
        }
        return text();
    }

    private static ObjectNode text() {
        ObjectNode text = JSON.objectNode();
        text.set("type", strings("string", "number"));
        return text.put("pattern", "\\S");
    }

    private static ObjectNode reference() {
        return JSON.objectNode().put("type", "string").put("pattern", "\\$\\{");
    }

    private static ObjectNode anyOf(ObjectNode... nodes) {
        ObjectNode node = JSON.objectNode();
        ArrayNode any = node.putArray("anyOf");
        Arrays.stream(nodes).forEach(any::add);
        return node;
    }

    private static ArrayNode strings(String... texts) {
        ArrayNode node = JSON.arrayNode();
        Arrays.stream(texts).forEach(node::add);
        return node;
    }
}
