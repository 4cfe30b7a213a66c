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
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** By itself, or beside what belongs to a key or is put in there: a message of the log may have the same two characters. */
    private static final Pattern PIECE =
            Pattern.compile("^(:\\{|\\}:)$|[\\u0001\\w.-](:\\{|\\}:)|(:\\{|\\}:)[\\u0001\\w.-]");

    /** A key has {@code :{} before its tag and {@code }:} behind it; the compiler keeps both as constants, also of concatenations. */
    private static ArchCondition<JavaClass> holdNoPieceOfAKey() {
        return new ArchCondition<>("hold no piece of a key") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (texts(type).stream().anyMatch(text -> PIECE.matcher(text).find())) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " builds a key"));
                }
            }
        };
    }

    /** All texts among the constants of a class, as its file has them (JVM specification, 4.4). */
    private static List<String> texts(JavaClass type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Objects.requireNonNull(DependencyTests.class.getResourceAsStream(file))))) {
            in.skipNBytes(8); // magic number and version
            int places = in.readUnsignedShort();
            List<String> texts = new ArrayList<>();
            for (int place = 1; place < places; place++) {
                switch (in.readUnsignedByte()) {
                    case 1 -> texts.add(in.readUTF());
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        place++; // a long or a double takes two
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> in.skipNBytes(4);
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
