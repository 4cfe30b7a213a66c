package dev.cress.script;

/** Scripts whose server has another time: nothing has to wait for a life to end. */
public final class MovedClock {

    private MovedClock() {}

    /** The script as it would run at this time. */
    public static <R> LuaScript<R> at(long millis, LuaScript<R> script) {
        String time = "{'" + millis / 1_000 + "', '" + millis % 1_000 + "000'}";
        return script.withBody(body -> body.replace("redis.call('TIME')", time));
    }
}
