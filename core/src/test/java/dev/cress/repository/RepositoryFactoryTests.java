package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.FakeSortedSets;
import dev.cress.entity.EntityStore;
import dev.cress.entity.StoreOptions;
import dev.cress.error.RepositoryDefinitionException;
import dev.cress.mapping.EntityModel;
import dev.cress.metric.Meters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RepositoryFactoryTests {

    interface Counters extends ReactiveRepository<Counter, String> {

        static String constant() {
            return "constant";
        }

        default Mono<String> greeting(String name) {
            return Mono.just("hello " + name);
        }

        default Mono<Counter> fail() {
            throw new IllegalStateException("thrown by a default method");
        }
    }

    interface Base<E> extends ReactiveRepository<E, String> {}

    interface Derived extends Base<Counter> {}

    interface Overriding extends ReactiveRepository<Counter, String> {
        @Override
        default Flux<Counter> findAll() {
            return Flux.just(new Counter("own", 1));
        }
    }

    interface Asking extends ReactiveRepository<Counter, String> {
        Flux<Counter> findByValue(long value);

        Mono<Void> frobnicate();
    }

    interface Raw<E> extends ReactiveRepository<E, String> {}

    interface OtherId extends ReactiveRepository<Counter, Long> {}

    interface AnyId<ID> extends ReactiveRepository<Counter, ID> {}

    interface TwoEntities extends ReactiveRepository<Counter, String>, Expiring<City, String> {}

    interface Nothing {}

    private final List<Class<?>> asked = new ArrayList<>();

    private <R> R create(Class<R> type) {
        return new RepositoryFactory().create(type, entity -> {
            asked.add(entity);
            return new FragmentContext<>(
                    new EntityStore<>(
                            EntityModel.of(entity), new StoreOptions("ns", 0, 1, 10, 1_000), new FakeSortedSets()),
                    null,
                    List.of(),
                    Meters.disabled(),
                    other -> {
                        throw new AssertionError("no fragment asks for other types");
                    });
        });
    }

    @Test
    void findsTheEntityTypeThroughOtherInterfaces() {
        create(Derived.class);
        create(Counters.class);
        assertThat(asked).containsExactly(Counter.class, Counter.class);
    }

    @Test
    void runsDefaultMethods() {
        Counters counters = create(Counters.class);
        counters.greeting("you")
                .as(StepVerifier::create)
                .expectNext("hello you")
                .verifyComplete();
        assertThatThrownBy(counters::fail)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thrown by a default method");
        assertThat(Counters.constant()).isEqualTo("constant");
    }

    @Test
    void prefersAnInterfacesOwnDefaultMethod() {
        create(Overriding.class)
                .findAll()
                .as(StepVerifier::create)
                .expectNext(new Counter("own", 1))
                .verifyComplete();
    }

    @Test
    void runsDefaultMethodsOfHiddenInterfacesInOtherPackages() {
        assertThat(create(dev.cress.elsewhere.Hidden.repository()))
                .hasToString("Repository[dev.cress.elsewhere.HiddenCounters]");
        assertThat(dev.cress.elsewhere.Hidden.answer(create(dev.cress.elsewhere.Hidden.repository())))
                .isEqualTo(42);
    }

    @Test
    void throwsWhatTheFragmentThrew() {
        assertThatThrownBy(() -> create(Counters.class).findById(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("id");
    }

    @Test
    void hasIdentityLikeAnyObject() {
        Counters one = create(Counters.class);
        Counters other = create(Counters.class);

        assertThat(one).isEqualTo(one).isNotEqualTo(other).isNotEqualTo(null).isNotEqualTo("text");
        assertThat(one.hashCode()).isEqualTo(one.hashCode());
        assertThat(one).hasToString("Repository[" + Counters.class.getName() + "]");
    }

    @Test
    void namesEveryMethodThatNobodyOffers() {
        assertThatThrownBy(() -> create(Asking.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("findByValue")
                .hasMessageContaining("frobnicate")
                .hasMessageContaining("names are not read as queries")
                .hasMessageNotContaining("findById");
    }

    @Test
    void refusesWhatIsNoRepository() {
        assertThatThrownBy(() -> create(Nothing.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("ReactiveRepository<Entity, Id>");
        assertThatThrownBy(() -> create(Raw.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("does not say of which entity");
        assertThatThrownBy(() -> create(TwoEntities.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("of several entities")
                .hasMessageContaining(Counter.class.getName())
                .hasMessageContaining(City.class.getName());
        assertThatThrownBy(() -> create(OtherId.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("ids of type java.lang.Long")
                .hasMessageContaining("is a java.lang.String");
        assertThat(create(AnyId.class)).isNotNull();
        assertThatThrownBy(() -> create(String.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("interface");
    }
}
