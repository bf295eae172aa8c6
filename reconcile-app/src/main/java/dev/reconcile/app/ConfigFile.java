package dev.reconcile.app;

import dev.reconcile.app.Given.Item;
import dev.reconcile.app.Given.Many;
import dev.reconcile.app.Given.Named;
import dev.reconcile.app.Given.NamedItem;
import dev.reconcile.app.Given.Single;
import dev.reconcile.app.Given.Value;
import dev.reconcile.app.template.LocalValues;
import dev.reconcile.app.template.Template;
import dev.reconcile.app.text.NearNames;
import dev.reconcile.app.yaml.YamlNode;
import dev.reconcile.app.yaml.YamlNode.Entry;
import dev.reconcile.app.yaml.YamlNode.Mapping;
import dev.reconcile.app.yaml.YamlNode.Scalar;
import dev.reconcile.app.yaml.YamlNode.ScalarType;
import dev.reconcile.app.yaml.YamlNode.Sequence;
import dev.reconcile.app.yaml.YamlSyntaxException;
import dev.reconcile.app.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings of a file: which keys it has, where they stand and whether their form fits. */
final class ConfigFile {

    private static final String JOBS = "jobs";
    private static final String TABLES = "tables";
    private static final String PAIRS = "pairs";
    private static final String RULES = "rules";
    private static final String ACCEPTED = "accepted";
    private static final String KEY = "key";
    private static final String ALERTS = "alerts";
    private static final String CHANNELS = "channels";
    private static final Single UNREADABLE = new Single(Template.unreadable(), false);

    private final String name;
    private final Path folder;
    private final LocalValues local;
    private final Problems problems;
    private final Map<SettingKey, Given> settings = new EnumMap<>(SettingKey.class);
    private final List<GivenPair> pairs = new ArrayList<>();
    private final List<GivenRule> rules = new ArrayList<>();
    private final List<GivenAccepted> accepted = new ArrayList<>();
    private final Map<String, Map<SettingKey, Given>> jobs = new LinkedHashMap<>();
    private final List<GivenAlerts.Channel> channels = new ArrayList<>();
    private Map<AlertsField, Given> alerts = Map.of();
    private Layer layer = Layer.FILE;

    private ConfigFile(String name, Path folder, LocalValues local, Problems problems) {
        this.name = name;
        this.folder = folder;
        this.local = local;
        this.problems = problems;
    }

    /**
     * Reads a file, as far as it can be read; what is wrong with it goes to the problems.
     *
     * @param namedAt where the file was named
     * @return empty if nothing of it could be read
     */
    static Optional<ConfigFile> read(String path, Place namedAt, LocalValues local, Problems problems) {
        try {
            Path file = Path.of(path).toAbsolutePath();
            Path folder = Optional.ofNullable(file.getParent()).orElse(file);
            ConfigFile config = new ConfigFile(path, folder, local, problems);
            config.readRoot(YamlText.parse(Files.readString(file)));
            return Optional.of(config);
        } catch (InvalidPathException e) {
            problems.add(namedAt, "the value is no path. Correct it.");
        } catch (IOException e) {
            problems.add(namedAt, "the file " + path + " cannot be read: " + LocalValues.reason(e));
        } catch (YamlSyntaxException e) {
            problems.add(new Place(Layer.FILE, e.line(), path + ":" + e.line()), String.valueOf(e.getMessage()));
        }
        problems.fileIsIncomplete();
        return Optional.empty();
    }

    /** The settings that the file gives. */
    Map<SettingKey, Given> settings() {
        return settings;
    }

    /** The pairs of tables that it lists, in its order. */
    List<GivenPair> pairs() {
        return pairs;
    }

    /** The rules that it has for the columns of every table, in its order. */
    List<GivenRule> rules() {
        return rules;
    }

    /** The differences that it accepts, in its order. */
    List<GivenAccepted> accepted() {
        return accepted;
    }

    /** The settings that each of its jobs has of its own, in its order. */
    Map<String, Map<SettingKey, Given>> jobs() {
        return jobs;
    }

    /** What it says of alerts. */
    GivenAlerts alerts() {
        return new GivenAlerts(alerts, channels, List.copyOf(jobs.keySet()));
    }

    /** The folder in which the file's relative paths begin. */
    Path folder() {
        return folder;
    }

    private void readRoot(YamlNode root) {
        if (isNothing(root)) {
            return;
        }
        Set<String> sections = Arrays.stream(SettingKey.values())
                .flatMap(key -> key.section().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        sections.add(ALERTS);
        sections.add(JOBS);
        section(root, "", sections, (sectionName, entry) -> {
            if (sectionName.equals(JOBS)) {
                readJobs(entry.value());
            } else if (sectionName.equals(ALERTS)) {
                readAlerts(entry.value());
            } else {
                readSection(sectionName, entry.value());
            }
        });
    }

    private void readAlerts(YamlNode node) {
        if (!isNothing(node)) {
            alerts = readFields(
                    node, ALERTS, AlertsField.values(), Map.of(CHANNELS, entry -> readChannels(entry.value())));
        }
    }

    private void readChannels(YamlNode node) {
        items(node, ALERTS + "." + CHANNELS, "a name", (item, key) -> {
            Map<ChannelField, Given> given = readFields(item, key, ChannelField.values(), Map.of());
            if (item instanceof Mapping) {
                channels.add(new GivenAlerts.Channel(place(item.line(), key), given));
            }
        });
    }

    private void readJobs(YamlNode node) {
        if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(place(node.line(), JOBS), "must be a section whose keys are names of jobs.");
            problems.fileIsIncomplete();
            return;
        }
        layer = Layer.JOB;
        for (Entry entry : mapping.entries()) {
            String key = JOBS + "." + entry.key();
            try {
                SettingKey.JOB.shape().check(entry.key());
            } catch (IllegalArgumentException e) {
                problems.add(place(entry.line(), key), String.valueOf(e.getMessage()));
            }
            Map<SettingKey, Given> ofJob = new EnumMap<>(SettingKey.class);
            if (jobs.put(entry.key(), ofJob) != null) {
                problems.add(place(entry.line(), key), "the key stands here twice. Leave one out.");
            }
            if (!isNothing(entry.value())) {
                readJob(entry.value(), key + ".", ofJob);
            }
        }
        layer = Layer.FILE;
    }

    private void readJob(YamlNode node, String prefix, Map<SettingKey, Given> ofJob) {
        Set<String> sections = keysOfJobs()
                .flatMap(key -> key.section().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        section(node, prefix, sections, (sectionName, entry) -> {
            if (isNothing(entry.value())) {
                return;
            }
            Set<String> keys = keysOfJobs()
                    .flatMap(key -> key.keys().stream())
                    .filter(key -> key.startsWith(sectionName + "."))
                    .map(key -> key.substring(sectionName.length() + 1))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            section(
                    entry.value(),
                    prefix + sectionName + ".",
                    keys,
                    (key, setting) -> readSetting(sectionName + "." + key, prefix, setting, ofJob));
        });
    }

    private static Stream<SettingKey> keysOfJobs() {
        return Arrays.stream(SettingKey.values()).filter(SettingKey::isOfJobs);
    }

    private void readSection(String section, YamlNode node) {
        if (isNothing(node)) {
            return;
        }
        Set<String> keys = Arrays.stream(SettingKey.values())
                .filter(key -> key.section().equals(Optional.of(section)))
                .flatMap(key -> key.keys().stream())
                .map(key -> key.substring(section.length() + 1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (section.equals(TABLES)) {
            keys.add(PAIRS);
            keys.add(RULES);
            keys.add(ACCEPTED);
        }
        section(node, section + ".", keys, (key, entry) -> readSetting(section + "." + key, entry));
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.type() == ScalarType.NOTHING;
    }

    /** Hands every known key of a section on, once; the others are problems. */
    private void section(YamlNode node, String prefix, Set<String> known, BiConsumer<String, Entry> action) {
        if (!(node instanceof Mapping mapping)) {
            String what = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 1);
            problems.add(
                    place(node.line(), ""),
                    what + " must be a section with keys, not " + node.kind() + ". Its keys are "
                            + String.join(", ", known) + ".");
            problems.fileIsIncomplete();
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Entry entry : mapping.entries()) {
            Place place = place(entry.line(), prefix + entry.key());
            if (!known.contains(entry.key())) {
                problems.add(place, unknown(entry.key(), known));
            } else if (!seen.add(entry.key())) {
                problems.add(place, "the key stands here twice. Leave one out.");
            } else {
                action.accept(entry.key(), entry);
            }
        }
    }

    private static String unknown(String key, Set<String> known) {
        return NearNames.nearest(key, known)
                .map(near -> "there is no such key. Did you mean " + near + "?")
                .orElseGet(() -> "there is no such key. The keys here are " + String.join(", ", known) + ".");
    }

    private void readSetting(String fullKey, Entry entry) {
        if (fullKey.equals(TABLES + "." + PAIRS)) {
            readPairs(entry.value());
            return;
        }
        if (fullKey.equals(TABLES + "." + RULES)) {
            rules.addAll(readRules(entry.value(), fullKey));
            return;
        }
        if (fullKey.equals(TABLES + "." + ACCEPTED)) {
            readAccepted(entry.value(), fullKey);
            return;
        }
        readSetting(fullKey, "", entry, settings);
    }

    /** @param prefix what leads to the key from the file's beginning */
    private void readSetting(String fullKey, String prefix, Entry entry, Map<SettingKey, Given> into) {
        SettingKey key = SettingKey.find(fullKey).orElseThrow();
        Place place = place(entry.value().line(), prefix + fullKey);
        Value value = value(key.shape(), prefix + fullKey, entry.value());
        if (value.needsVault() && key.isNeededBeforeVault()) {
            problems.add(
                    place,
                    "the value is needed before Vault is asked, so it cannot come from there. Write it here, or use"
                            + " ${env:NAME} or ${file:path}.");
            value = UNREADABLE;
        }
        if (into.put(key, new Given(key.shape(), place, value)) != null) {
            problems.add(place, "the same setting also stands here under its other name. Leave one out.");
        }
    }

    private void readPairs(YamlNode node) {
        items(node, TABLES + "." + PAIRS, "a source", (item, key) -> {
            List<GivenRule> ofPair = new ArrayList<>();
            Map<PairField, Given> given = readFields(
                    item,
                    key,
                    PairField.values(),
                    Map.of(RULES, entry -> ofPair.addAll(readRules(entry.value(), key + "." + RULES))));
            if (item instanceof Mapping) {
                pairs.add(new GivenPair(place(item.line(), key), given, ofPair));
            }
        });
    }

    private void readAccepted(YamlNode node, String fullKey) {
        items(node, fullKey, "a table", (item, key) -> {
            List<Given> keys = new ArrayList<>();
            Map<AcceptedField, Given> given = readFields(
                    item,
                    key,
                    AcceptedField.values(),
                    Map.of(KEY, entry -> keys.addAll(readKeys(entry.value(), key + "." + KEY))));
            if (item instanceof Mapping) {
                accepted.add(new GivenAccepted(place(item.line(), key), key, given, keys));
            }
        });
    }

    /**
     * Hands the items of a list on, each with the key that leads to it.
     *
     * @param with what each item has at least
     */
    private void items(YamlNode node, String key, String with, BiConsumer<YamlNode, String> action) {
        if (!(node instanceof Sequence sequence)) {
            problems.add(
                    place(node.line(), key), "must be a list, each item with " + with + ", not " + node.kind() + ".");
            problems.fileIsIncomplete();
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            action.accept(sequence.items().get(i), key + "[" + (i + 1) + "]");
        }
    }

    /** The keys of rows: one, or a list of them. */
    private List<Given> readKeys(YamlNode node, String key) {
        List<YamlNode> nodes = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        List<Given> keys = new ArrayList<>();
        for (YamlNode each : nodes) {
            if (each instanceof Mapping mapping && !mapping.entries().isEmpty()) {
                keys.add(new Given(new SettingShape.Mapping(), place(each.line(), key), named(key, mapping)));
            }
        }
        if (keys.size() < nodes.size() || nodes.isEmpty()) {
            problems.add(
                    place(node.line(), key),
                    "must be a section with the key's columns and their values, or a list of such sections.");
        }
        return keys;
    }

    /** The rules of a section whose keys are columns. */
    private List<GivenRule> readRules(YamlNode node, String key) {
        if (!(node instanceof Mapping columns)) {
            problems.add(place(node.line(), key), "must be a section whose keys are columns, not " + node.kind() + ".");
            problems.fileIsIncomplete();
            return List.of();
        }
        List<GivenRule> given = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : columns.entries()) {
            String ruleKey = key + "." + entry.key();
            Place place = place(entry.line(), ruleKey);
            if (!seen.add(entry.key())) {
                problems.add(place, "the key stands here twice. Leave one out.");
            }
            Map<RuleField, Given> fields = readFields(entry.value(), ruleKey, RuleField.values(), Map.of());
            if (entry.value() instanceof Mapping rule) {
                if (rule.entries().isEmpty()) {
                    problems.add(place, "the rule says nothing. Give it a key or leave it out.");
                }
                given.add(new GivenRule(place, entry.key(), fields));
            }
        }
        return given;
    }

    /**
     * The fields that a section gives.
     *
     * @param others what to do with keys that are no fields
     */
    private <F extends Enum<F> & FileField> Map<F, Given> readFields(
            YamlNode node, String key, F[] fields, Map<String, Consumer<Entry>> others) {
        Map<String, F> byKey = new LinkedHashMap<>();
        Arrays.stream(fields).forEach(field -> byKey.put(field.key(), field));
        Set<String> known = new LinkedHashSet<>(byKey.keySet());
        known.addAll(others.keySet());
        Map<F, Given> given = new LinkedHashMap<>();
        section(node, key + ".", known, (name, entry) -> {
            F field = byKey.get(name);
            if (field == null) {
                Objects.requireNonNull(others.get(name)).accept(entry);
                return;
            }
            String fullKey = key + "." + name;
            Place place = place(entry.value().line(), fullKey);
            given.put(field, new Given(field.shape(), place, value(field.shape(), fullKey, entry.value())));
        });
        return given;
    }

    /** A value in the form that its shape may have in a file; unreadable, with the problem noted, in any other. */
    private Value value(SettingShape shape, String key, YamlNode node) {
        Place place = place(node.line(), key);
        boolean isList = shape instanceof SettingShape.Names || shape instanceof SettingShape.Arguments;
        if (node instanceof Sequence sequence && isList) {
            return many(key, sequence);
        }
        if (node instanceof Mapping mapping && shape instanceof SettingShape.Mapping) {
            return named(key, mapping);
        }
        if (node instanceof Scalar scalar && fits(shape, scalar)) {
            return single(place, scalar.text());
        }
        problems.add(place, "must be " + shape.inFile() + ", not " + node.kind() + ".");
        return UNREADABLE;
    }

    private static boolean fits(SettingShape shape, Scalar scalar) {
        boolean reference = scalar.type() == ScalarType.STRING && Template.hasReferences(scalar.text());
        return reference || shape.takes(scalar.type());
    }

    private Value many(String key, Sequence sequence) {
        List<Item> items = new ArrayList<>();
        for (YamlNode node : sequence.items()) {
            Place itemPlace = place(node.line(), key);
            items.add(new Item(itemPlace, scalar(itemPlace, node)));
        }
        if (items.isEmpty()) {
            problems.add(place(sequence.line(), key), "the list is empty. Give it an item or leave it out.");
        }
        return new Many(items);
    }

    private Value named(String key, Mapping mapping) {
        List<NamedItem> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : mapping.entries()) {
            Place itemPlace = place(entry.line(), key + "." + entry.key());
            if (!seen.add(entry.key())) {
                problems.add(itemPlace, "the key stands here twice. Leave one out.");
            }
            items.add(new NamedItem(itemPlace, entry.key(), scalar(itemPlace, entry.value())));
        }
        return new Named(items);
    }

    private Single scalar(Place place, YamlNode node) {
        if (node instanceof Scalar scalar && fits(new SettingShape.Text(""), scalar)) {
            return single(place, scalar.text());
        }
        problems.add(place, "must be a text, not " + node.kind() + ". Put it in quotes if it is one.");
        return UNREADABLE;
    }

    private Single single(Place place, String text) {
        if (!Template.hasReferences(text)) {
            return Single.of(text);
        }
        try {
            return new Single(Template.parse(text, local, folder), false);
        } catch (IllegalArgumentException e) {
            problems.add(place, String.valueOf(e.getMessage()));
            return UNREADABLE;
        }
    }

    private Place place(int line, String key) {
        String at = name + ":" + line;
        return new Place(layer, line, key.isEmpty() ? at : at + ": " + key);
    }
}
