package dev.cress.testing;

import java.nio.file.Path;
import java.util.List;

/** Starts servers with fixed settings on free ports: another port when one was taken between choosing and using it. */
record RedisLauncher(Path executable, List<String> arguments) {

    private static final int ATTEMPTS = 5;
    private static final long RESTART_PAUSE_MILLIS = 100;

    RedisLauncher {
        arguments = List.copyOf(arguments);
    }

    EmbeddedRedis start() {
        DataDirectory directory = DataDirectory.create();
        try {
            for (int attempt = 1; ; attempt++) {
                int port = FreePorts.next();
                try {
                    RedisProcess process = RedisProcess.start(executable, directory, port, arguments);
                    return OpenServers.add(new EmbeddedRedis(this, directory, port, process));
                } catch (RedisProcess.EndedEarly e) {
                    giveUpAfter(attempt, e);
                }
            }
        } catch (RuntimeException e) {
            directory.delete();
            throw e;
        }
    }

    RedisProcess restart(DataDirectory directory, int port) {
        for (int attempt = 1; ; attempt++) {
            try {
                return RedisProcess.start(executable, directory, port, arguments);
            } catch (RedisProcess.EndedEarly e) {
                giveUpAfter(attempt, e);
                Pause.millis(RESTART_PAUSE_MILLIS);
            }
        }
    }

    private static void giveUpAfter(int attempt, RedisProcess.EndedEarly failure) {
        if (attempt == ATTEMPTS) {
            throw new RedisStartException(String.valueOf(failure.getMessage()), failure);
        }
    }
}
