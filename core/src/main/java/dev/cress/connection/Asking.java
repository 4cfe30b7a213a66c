package dev.cress.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;

/** {@code ASKING}: the next command of its connection, whichever that is, may meet keys of a slot that is still arriving. */
final class Asking extends AsyncCommand<byte[], byte[], String> {

    Asking() {
        super(new Command<>(CommandType.ASKING, new StatusOutput<>(ByteArrayCodec.INSTANCE), Request.arguments()));
    }
}
