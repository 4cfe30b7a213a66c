package dev.cress.connection;

import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UnsupportedServerException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the server says of itself.
 *
 * @param version its version
 * @param cluster whether it is a node of a cluster
 * @param replica whether it is a copy of another one
 * @param evictionPolicy what it does when memory is full
 */
record ServerInfo(String version, boolean cluster, boolean replica, String evictionPolicy) {

    static ServerInfo parse(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        return new ServerInfo(
                fields.getOrDefault("redis_version", "0.0.0"),
                "cluster".equals(fields.get("redis_mode")),
                "slave".equals(fields.get("role")),
                fields.getOrDefault("maxmemory_policy", "noeviction"));
    }

    boolean atLeast(int major, int minor) {
        String[] parts = version.split("\\.", -1);
        int actualMajor = Integer.parseInt(parts[0]);
        return actualMajor > major || (actualMajor == major && Integer.parseInt(parts[1]) >= minor);
    }

    /** Refuses a replica, which may be a master soon; any node of a cluster leads to its masters. */
    ServerInfo requireMaster() {
        if (replica && !cluster) {
            throw new RedisUnavailableException(
                    "the server is a replica, which takes no writes and may lag behind; connect to its master", null);
        }
        return this;
    }

    /** Refuses a server on which the promises cannot be kept. */
    ServerInfo requireSupported() {
        if (!atLeast(6, 2)) {
            throw new UnsupportedServerException("Redis 6.2 or Valkey is needed, this server says " + version);
        }
        if (evictionPolicy.startsWith("allkeys")) {
            throw new UnsupportedServerException(
                    "the server evicts any key when memory is full (maxmemory-policy " + evictionPolicy
                            + "), so that index entries would vanish and queries miss entities; set it to noeviction");
        }
        return this;
    }
}
