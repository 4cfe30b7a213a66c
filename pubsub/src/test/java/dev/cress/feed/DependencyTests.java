package dev.cress.feed;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Reads all modules below too, so that the arrows between them are checked in both directions. */
@AnalyzeClasses(packages = "dev.cress", importOptions = DoNotIncludeTests.class)
class DependencyTests {

    private static final String[] PUBSUB = {"dev.cress.feed..", "dev.cress.channel..", "dev.cress.line.."};

    @ArchTest
    static final ArchRule lettuceStaysInCore = noClasses()
            .that()
            .resideInAnyPackage(PUBSUB)
            .should()
            .dependOnClassesThat(resideInAPackage("io.lettuce.."));

    @ArchTest
    static final ArchRule nothingBelowDependsOnPubsub =
            noClasses().that().resideOutsideOfPackages(PUBSUB).should().dependOnClassesThat(resideInAnyPackage(PUBSUB));

    @ArchTest
    static final ArchRule coreDependsOnNoQueries = noClasses()
            .that()
            .resideOutsideOfPackages("dev.cress.feed..", "dev.cress.channel..", "dev.cress.line..", "dev.cress.query..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cress.query.."));

    @ArchTest
    static final ArchRule scriptsDependOnNothingOfCress = noClasses()
            .that()
            .resideInAPackage("dev.cress.script..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.cress",
                    "dev.cress.annotation..",
                    "dev.cress.channel..",
                    "dev.cress.codec..",
                    "dev.cress.connection..",
                    "dev.cress.entity..",
                    "dev.cress.error..",
                    "dev.cress.feed..",
                    "dev.cress.geo..",
                    "dev.cress.key..",
                    "dev.cress.line..",
                    "dev.cress.mapping..",
                    "dev.cress.metric..",
                    "dev.cress.page..",
                    "dev.cress.query..",
                    "dev.cress.repository..",
                    "dev.cress.scan..",
                    "io.lettuce..",
                    "reactor.."));

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("dev.cress.(*)..").should().beFreeOfCycles();
}
