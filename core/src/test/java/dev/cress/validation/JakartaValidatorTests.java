package dev.cress.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** By name, so that {@code blocksNoThread} comes first: later nothing is left to be loaded. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class JakartaValidatorTests {

    record Item(@Min(1) int count) {}

    record Order(
            @NotNull String id, @Email String mail, @Valid List<Item> items) {}

    record Plain(String id) {}

    private final EntityValidator validator = JakartaValidator.ofClassPath().orElseThrow();

    @Test
    void tellsAllViolationsByPathAndWithoutValues() {
        assertThat(validator.violations(new Order(null, "secret", List.of(new Item(1), new Item(-5)))))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("id "),
                        line -> assertThat(line).startsWith("items[1].count "),
                        line -> assertThat(line).startsWith("mail "))
                .noneMatch(line -> line.contains("secret") || line.contains("-5"));
        assertThat(validator.violations(new Order("1", "a@b.example", List.of())))
                .isEmpty();
    }

    @Test
    void blocksNoThread() {
        validator.concerns(Order.class);
        Order wrong = new Order(null, "", List.of(new Item(0)));
        Mono.fromCallable(() -> validator.violations(wrong))
                .subscribeOn(Schedulers.parallel())
                .as(StepVerifier::create)
                .assertNext(lines -> assertThat(lines).hasSize(2))
                .verifyComplete();
    }

    @Test
    void concernsOnlyTypesWithConstraints() {
        assertThat(validator.concerns(Order.class)).isTrue();
        assertThat(validator.concerns(Plain.class)).isFalse();
    }

    /** As {@code DefaultCress} finds it in a program that has no Jakarta Validation. */
    @Test
    void isAbsentWithoutTheLibrary() throws Exception {
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(JakartaValidatorTests::url)
                .toArray(URL[]::new);
        ClassLoader without = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jakarta.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        Class<?> options = without.loadClass("dev.cress.entity.EntityOptions");
        assertThat(Arrays.stream(options.getMethods()).map(method -> method.getName()))
                .contains("validator");
        assertThat(without.loadClass("dev.cress.CressOptions").getMethods()).isNotEmpty();
        assertThatThrownBy(() -> without.loadClass(JakartaValidator.class.getName())
                        .getMethod("ofClassPath")
                        .invoke(null))
                .isInstanceOfAny(NoClassDefFoundError.class, java.lang.reflect.InvocationTargetException.class);
    }

    private static URL url(String path) {
        try {
            return new java.io.File(path).toURI().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
