package dev.reconcile.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the design. A rule is a function of where the layers lie, so that it judges the modules and, in the same
 * words, the fixture that breaks it. A rule fails when a layer that it names is empty: it would guard nothing.
 */
enum Rule {
    LAYERS_SEE_ONLY_THOSE_BELOW_THEM(Layers::all, Rule::layering),

    CORE_IS_PURE(
            layers -> List.of(Layers.CORE),
            layers -> classes()
                    .that()
                    .resideInAPackage(layers.packagesOf(Layers.CORE))
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(layers.packagesOf(Layers.CORE)).or(Rule.isPure()))
                    .because("the comparison is the same wherever it runs")),

    CORE_ASKS_NOTHING_OF_ITS_SURROUNDINGS(
            layers -> List.of(Layers.CORE),
            layers -> noClasses()
                    .that()
                    .resideInAPackage(layers.packagesOf(Layers.CORE))
                    .should()
                    .accessTargetWhere(Rule.asksTheSurroundings())
                    .because("the core is handed its clock and its settings")),

    ONLY_JDBC_AND_HISTORY_SPEAK_JDBC(
            layers -> List.of(Layers.JDBC, Layers.HISTORY),
            layers -> CompositeArchRule.of(Rule.speaksJdbcOutsideOf(Layers.HISTORY, layers, Layers.JDBC))
                    .and(Rule.speaksJdbcOutsideOf(Layers.JDBC, layers, Layers.HISTORY))),

    ONLY_METRICS_SPEAKS_PROMETHEUS(
            layers -> List.of(Layers.METRICS),
            layers -> classes()
                    .that(Rule.use("io.prometheus.."))
                    .should()
                    .resideInAPackage(layers.packagesOf(Layers.METRICS))
                    .because("a run without metrics is not to load its classes")),

    ONLY_TRACE_SPEAKS_OPENTELEMETRY(
            layers -> List.of(Layers.TRACE),
            layers -> classes()
                    .that(Rule.use("io.opentelemetry.."))
                    .should()
                    .resideInAPackage(layers.packagesOf(Layers.TRACE))
                    .because("a run without traces is not to load its classes")),

    DIALECTS_ARE_UNSEEN_OUTSIDE_JDBC(
            layers -> List.of(Rule.DIALECT),
            layers -> classes()
                    .that()
                    .resideInAPackage(layers.packagesOf(Rule.DIALECT))
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAPackage(layers.packagesOf(Layers.JDBC))
                    .because("a third database must be nobody else's business")),

    ONLY_THE_COMMAND_PARSES_ARGUMENTS_AND_CONFIGURES_LOGGING(
            layers -> List.of(Layers.COMMAND),
            layers -> classes()
                    .that(Rule.use("picocli..", "ch.qos.logback.."))
                    .should()
                    .resideInAPackage(layers.packagesOf(Layers.COMMAND))),

    LIBRARIES_LOG_THROUGH_SLF4J_ALONE(
            Layers::libraries,
            layers -> CompositeArchRule.of(layers.libraries().stream()
                    .map(layer -> noClasses()
                            .that()
                            .resideInAPackage(layers.packagesOf(layer))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "ch.qos.logback..",
                                    "java.util.logging..",
                                    "org.apache.commons.logging..",
                                    "org.apache.log4j..",
                                    "org.apache.logging..")
                            .because("whoever embeds a library brings the logging"))
                    .toList())),

    NO_PACKAGES_FORM_A_CYCLE(
            layers -> List.of(),
            layers -> slices().matching(layers.root() + ".(**)").should().beFreeOfCycles()),

    EVERY_PACKAGE_IS_NULL_MARKED(layers -> List.of(), layers -> classes().should(Rule.liveInANullMarkedPackage()));

    private static final String DIALECT = Layers.JDBC + ".dialect";

    /** Packages and classes of the JDK that compute and hold, but reach for nothing outside of the process. */
    private static final Pattern PURE = Pattern.compile(String.join(
            "|",
            "java\\.lang(\\.(annotation|invoke|runtime))?\\.[^.]+",
            "java\\.util(\\.(concurrent(\\.(atomic|locks))?|function|random|regex|stream))?\\.[^.]+",
            "java\\.math\\.[^.]+",
            "java\\.time(\\.(chrono|format|temporal|zone))?\\.[^.]+",
            "java\\.nio\\.(ByteOrder|charset\\.[^.]+)",
            "java\\.security\\.(DigestException|MessageDigest|NoSuchAlgorithmException)",
            "java\\.text\\.Normalizer(\\$Form)?",
            "java\\.io\\.(IOException|Serial|Serializable|UncheckedIOException)",
            "org\\.jspecify\\.annotations\\.[^.]+"));

    /** Methods of those same packages that read a clock, the environment or what the process was started with. */
    private static final Pattern SURROUNDINGS = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.System\\.(?!arraycopy|identityHashCode).*",
            "java\\.lang\\.(Process|ProcessBuilder|ProcessHandle|Runtime)\\..*",
            "java\\.lang\\.(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)",
            "java\\.lang\\.Class(Loader)?\\.getResource.*",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset",
            "java\\.time\\..*\\.now",
            "java\\.time\\.(Clock|InstantSource)\\.(system|tick).*",
            "java\\.time\\.ZoneId\\.systemDefault",
            "java\\.util\\.(Locale|TimeZone)\\.getDefault",
            "java\\.util\\.ServiceLoader\\..*",
            "java\\.util\\.Date\\.<init>"));

    private final Function<Layers, List<String>> layersNamed;
    private final Function<Layers, ArchRule> definition;

    Rule(Function<Layers, List<String>> layersNamed, Function<Layers, ArchRule> definition) {
        this.layersNamed = layersNamed;
        this.definition = definition;
    }

    /** The rule for these layers. */
    ArchRule over(Layers layers) {
        return definition.apply(layers).as(name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** The layers without which the rule fails; none for a rule over all classes. */
    List<String> layersNamed(Layers layers) {
        return layersNamed.apply(layers);
    }

    private static ArchRule layering(Layers layers) {
        LayeredArchitecture architecture = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture();
        for (String layer : layers.all()) {
            architecture = architecture.layer(layer).definedBy(layers.packagesOf(layer));
        }
        String[] adapters = layers.adapters().toArray(String[]::new);
        String[] appAndAdapters =
                Stream.concat(Stream.of(Layers.APP), layers.adapters().stream()).toArray(String[]::new);
        for (String layer : Layers.MIDDLE) {
            architecture = architecture.whereLayer(layer).mayOnlyBeAccessedByLayers(appAndAdapters);
        }
        architecture = architecture.whereLayer(Layers.APP).mayOnlyBeAccessedByLayers(adapters);
        for (String adapter : adapters) {
            architecture = adapter.equals(Layers.COMMAND)
                    ? architecture.whereLayer(adapter).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(adapter).mayOnlyBeAccessedByLayers(Layers.COMMAND);
        }
        return architecture;
    }

    private static ArchRule speaksJdbcOutsideOf(String other, Layers layers, String allowed) {
        return classes()
                .that()
                .resideOutsideOfPackage(layers.packagesOf(other))
                .and(Rule.use("java.sql..", "javax.sql.."))
                .should()
                .resideInAPackage(layers.packagesOf(allowed));
    }

    private static DescribedPredicate<JavaClass> isPure() {
        return describe(
                "are of the JDK's pure part or of jspecify",
                type -> type.getBaseComponentType().isPrimitive()
                        || PURE.matcher(type.getBaseComponentType().getName()).matches());
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheSurroundings() {
        return describe(
                "a clock, the environment or a file is read",
                access -> SURROUNDINGS
                        .matcher(access.getTargetOwner().getName() + "." + access.getName())
                        .matches());
    }

    private static DescribedPredicate<JavaClass> use(String... packages) {
        DescribedPredicate<JavaClass> used = resideInAnyPackage(packages);
        return describe(
                "use " + String.join(" or ", packages),
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> used.test(dependency.getTargetClass())));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, "The package of " + type.getName() + " is not @NullMarked in its package-info."));
            }
        };
    }
}
