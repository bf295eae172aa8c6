package dev.reconcile.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final Layers MODULES = Layers.PRODUCTION;
    private static final JavaClasses PRODUCTION = withoutPackageInfo(new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MODULES.root()));

    @ParameterizedTest
    @EnumSource
    void the_modules_follow(Rule rule) {
        rule.over(MODULES).check(PRODUCTION);
    }

    /** Every class of a fixture whose name begins with {@code Offending} breaks the rule in its own way. */
    @ParameterizedTest
    @EnumSource
    void every_offender_in_its_fixture_is_caught_by(Rule rule) {
        String root = "dev.reconcile.architecture.fixture." + rule.name().toLowerCase(Locale.ROOT);
        JavaClasses fixture = withoutPackageInfo(new ClassFileImporter().importPackages(root));
        List<String> offenders = fixture.that(simpleNameStartingWith("Offending")).stream()
                .map(JavaClass::getName)
                .toList();
        assertThat(offenders).isNotEmpty();

        List<String> violations = rule.over(new Layers(root, List.of("cli", "http")))
                .evaluate(fixture)
                .getFailureReport()
                .getDetails();

        assertThat(offenders)
                .allSatisfy(offender -> assertThat(violations).anyMatch(violation -> violation.contains(offender)));
        assertThat(violations).allMatch(violation -> offenders.stream().anyMatch(violation::contains));
    }

    @ParameterizedTest
    @MethodSource("rules_and_their_layers")
    void a_rule_fails_when_a_layer_that_it_names_is_empty(Rule rule, String layer) {
        JavaClasses rest = PRODUCTION.that(DescribedPredicate.not(resideInAPackage(MODULES.packagesOf(layer))));

        assertThatThrownBy(() -> rule.over(MODULES).check(rest)).isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> rules_and_their_layers() {
        return Stream.of(Rule.values())
                .flatMap(rule -> rule.layersNamed(MODULES).stream().map(layer -> Arguments.of(rule, layer)));
    }

    /** A package-info says something about a package, but does not fill it. */
    private static JavaClasses withoutPackageInfo(JavaClasses classes) {
        return classes.that(DescribedPredicate.not(simpleName("package-info")));
    }
}
