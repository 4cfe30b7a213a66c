package dev.cress.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cress.testing", importOptions = DoNotIncludeTests.class)
class DependencyTests {

    @ArchTest
    static final ArchRule usesNothingElseOfCress = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cress..").and(not(resideInAPackage("dev.cress.testing.."))));

    @ArchTest
    static final ArchRule launchersNeedNoJunit = noClasses()
            .that()
            .doNotHaveSimpleName("RedisTest")
            .and()
            .doNotHaveSimpleName("SharedEnvironments")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.junit..");

    @ArchTest
    static final ArchRule oneClassTouchesTestcontainers = classes()
            .that()
            .doNotHaveSimpleName("ContainerServer")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("org.testcontainers..")));
}
