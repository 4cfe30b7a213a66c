package dev.cress.testing;

/**
 * No redis-server binary is bundled for this operating system and processor. Set {@code REDIS_URL} (and
 * {@code REDIS_CLUSTER_URL}) to servers that run already, or the system property {@code cress.testing.redis.executable}.
 */
public final class UnsupportedPlatformException extends IllegalStateException {

    private final String platform;

    UnsupportedPlatformException(String platform) {
        super("No redis-server binary is bundled for " + platform + ". Set the environment variable REDIS_URL"
                + " (for cluster tests REDIS_CLUSTER_URL) to a running server, or the system property "
                + RedisExecutable.OVERRIDE_PROPERTY + " to the path of a redis-server.");
        this.platform = platform;
    }

    /**
     * The platform without a binary, such as {@code windows-amd64}.
     *
     * @return operating system and processor, joined by a hyphen
     */
    public String platform() {
        return platform;
    }
}
