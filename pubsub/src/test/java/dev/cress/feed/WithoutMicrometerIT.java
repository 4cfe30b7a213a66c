package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that do not measure need no Micrometer. */
@RedisTest(RedisTopology.STANDALONE)
class WithoutMicrometerIT {

    private final RedisEnvironment redis;

    WithoutMicrometerIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    /** A program, loaded by itself. */
    public static final class Program {

        interface Accounts extends ReactiveRepository<Account, String>, ChangeFeed<Account> {}

        private Program() {}

        /** Writes an account and tells of which one it has heard. */
        public static String run(String uri, String namespace) {
            Duration patience = Duration.ofSeconds(20);
            Cress cress = Cress.connect(
                            CressOptions.builder(uri).namespace(namespace).build())
                    .block(patience);
            try {
                Accounts accounts = cress.repository(Accounts.class);
                accounts.save(Account.of("a1", 1)).block(patience);
                return accounts.changes(FeedStart.beginning())
                        .map(ChangeEvent::id)
                        .blockFirst(patience);
            } finally {
                cress.closeLater().block(patience);
            }
        }
    }

    @Test
    void writesAndReadsFeeds() throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = withoutMicrometer()) {
            Thread.currentThread().setContextClassLoader(loader); // by which the driver finds its events
            Class<?> program = loader.loadClass(Program.class.getName());
            assertThat(program).isNotEqualTo(Program.class);
            assertThat(loader.getResource("io/micrometer/core/instrument/MeterRegistry.class"))
                    .isNull();
            Object heard = program.getMethod("run", String.class, String.class)
                    .invoke(null, redis.uri(), redis.newNamespace());
            assertThat(heard).isEqualTo("a1");
        } finally {
            Thread.currentThread().setContextClassLoader(own);
        }
    }

    private static URLClassLoader withoutMicrometer() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().startsWith("micrometer-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
