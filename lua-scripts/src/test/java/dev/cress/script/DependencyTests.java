package dev.cress.script;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cress.script", importOptions = DoNotIncludeTests.class)
class DependencyTests {

    @ArchTest
    static final ArchRule usesNothingButTheJdk = classes()
            .should()
            .onlyDependOnClassesThat(resideInAPackage("dev.cress.script..")
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("org.jspecify.."))
                    .or(resideInAPackage("org.slf4j..")));

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("dev.cress.script.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule scriptsKnowNoEntities = classes()
            .that()
            .resideInAPackage("dev.cress.script")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("dev.cress.script")
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("org.jspecify..")));
}
