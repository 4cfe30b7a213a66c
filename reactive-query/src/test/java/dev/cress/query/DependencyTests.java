package dev.cress.query;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cress.query", importOptions = DoNotIncludeTests.class)
class DependencyTests {

    private static final String[] PURE = {
        "dev.cress.query.criteria..",
        "dev.cress.query.predicate..",
        "dev.cress.query.rewrite..",
        "dev.cress.query.plan.."
    };

    @ArchTest
    static final ArchRule planningIsArithmeticOnValues = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.lettuce..", "reactor..", "org.reactivestreams.."));

    @ArchTest
    static final ArchRule planningKnowsOnlyValuesOfConnections = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "dev.cress.connection..", "dev.cress.entity..", "dev.cress.scan..", "dev.cress.page..")
                    .and(not(simpleName("ByteRange")))
                    .and(not(simpleName("Direction"))));

    @ArchTest
    static final ArchRule lettuceStaysInCore =
            noClasses().should().dependOnClassesThat(resideInAPackage("io.lettuce.."));

    @ArchTest
    static final ArchRule dependsOnCoreAndNothingAbove = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.cress.feed..", "dev.cress.testing..", "org.springframework.."));

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("dev.cress.query.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule subPackagesDoNotKnowTheFacade = noClasses()
            .that()
            .resideInAPackage("dev.cress.query.*..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cress.query"));
}
