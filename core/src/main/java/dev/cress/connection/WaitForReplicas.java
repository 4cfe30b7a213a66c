package dev.cress.connection;

import dev.cress.write.Durability;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;

/** {@code WAIT}: how many replicas have everything that its connection wrote before it. The connection answers nothing else until then. */
final class WaitForReplicas extends AsyncCommand<byte[], byte[], Long> {

    private final long millis;

    WaitForReplicas(Durability durability) {
        super(new Command<>(
                CommandType.WAIT,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Request.arguments()
                        .add(durability.replicas())
                        .add(durability.timeout().toMillis())));
        this.millis = durability.timeout().toMillis();
    }

    /** How long the server takes at most. */
    long millis() {
        return millis;
    }
}
