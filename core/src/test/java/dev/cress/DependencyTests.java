package dev.cress;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

@AnalyzeClasses(packages = "dev.cress", importOptions = DoNotIncludeTests.class)
class DependencyTests {

    private static final String[] CORE = {
        "dev.cress",
        "dev.cress.annotation..",
        "dev.cress.codec..",
        "dev.cress.connection..",
        "dev.cress.convert..",
        "dev.cress.entity..",
        "dev.cress.error..",
        "dev.cress.geo..",
        "dev.cress.id..",
        "dev.cress.key..",
        "dev.cress.mapping..",
        "dev.cress.metric..",
        "dev.cress.page..",
        "dev.cress.property..",
        "dev.cress.reference..",
        "dev.cress.repository..",
        "dev.cress.scan..",
        "dev.cress.validation..",
        "dev.cress.write.."
    };

    @ArchTest
    static final ArchRule usesOfCressOnlyItselfAndTheScripts = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cress..")
                    .and(not(resideInAnyPackage(CORE)))
                    .and(not(resideInAPackage("dev.cress.script.."))));

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("dev.cress.(**)").namingSlices("$1").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule mappingIsArithmeticOnValues = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.cress.mapping..",
                    "dev.cress.codec..",
                    "dev.cress.convert..",
                    "dev.cress.geo..",
                    "dev.cress.id..",
                    "dev.cress.annotation..",
                    "dev.cress.error..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "io.netty..", "reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule onlyConnectionsKnowTheDriver = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and(not(resideInAPackage("dev.cress.connection..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.lettuce..", "io.netty..")
                    .and(not(equivalentTo(io.lettuce.core.cluster.SlotHash.class))));

    @ArchTest
    static final ArchRule onlyTagsComputeSlots = classes()
            .that()
            .resideInAnyPackage(CORE)
            .and(not(resideInAPackage("dev.cress.connection..")))
            .and()
            .doNotHaveSimpleName("SlotTags")
            .should()
            .onlyDependOnClassesThat(not(equivalentTo(io.lettuce.core.cluster.SlotHash.class)));

    @ArchTest
    static final ArchRule onlyCodecsKnowJackson = noClasses()
            .that(not(resideInAPackage("dev.cress.codec..")))
            .and()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule onlyTheKeyLayoutWritesKeys = classes()
            .that()
            .resideInAnyPackage(CORE)
            .and(not(resideInAPackage("dev.cress.key..")))
            .should(holdNoPieceOfAKey());

    /** A key has {@code :{} before its tag and {@code }:} behind it; the compiler keeps both as constants, also of concatenations. */
    private static ArchCondition<JavaClass> holdNoPieceOfAKey() {
        // a constant of its own, or beside what belongs to one: code may have the same two bytes
        Pattern piece =
                Pattern.compile("\\u0000\\u0002(:\\{|\\}:)|[\\u0001\\w.-](:\\{|\\}:)|(:\\{|\\}:)[\\u0001\\w.-]");
        return new ArchCondition<>("hold no piece of a key") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String constants = constants(type);
                if (piece.matcher(constants).find()) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " builds a key"));
                }
            }
        };
    }

    private static String constants(JavaClass type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = DependencyTests.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
