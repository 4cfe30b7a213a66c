package dev.cress.testing.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of RESP2 or RESP3 into whole requests or replies, byte for byte as they came. */
final class RespFrames extends ByteToMessageDecoder {

    /** Elements of the frame that are still to come. */
    private long missing = 1;

    /** Bytes of the frame that have been looked at. */
    private int seen;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (missing > 0) {
            int end = endOfElement(in, in.readerIndex() + seen);
            if (end < 0) {
                return;
            }
            seen = end - in.readerIndex();
        }
        out.add(in.readRetainedSlice(seen));
        missing = 1;
        seen = 0;
    }

    /** The index after the element that begins here, whose own elements are counted as missing; -1 when it has not arrived. */
    private int endOfElement(ByteBuf in, int start) {
        int newline = start < in.writerIndex() ? in.indexOf(start, in.writerIndex(), (byte) '\n') : -1;
        if (newline < 0) {
            return -1;
        }
        switch (in.getByte(start)) {
            case '$', '=', '!' -> {
                long length = number(in, start, newline);
                long end = newline + 1 + (length < 0 ? 0 : length + 2);
                if (end > in.writerIndex()) {
                    return -1;
                }
                missing--;
                return (int) end;
            }
            case '*', '~', '>' -> missing += Math.max(0, number(in, start, newline)) - 1;
            case '%' -> missing += 2 * number(in, start, newline) - 1;
            case '|' -> missing += 2 * number(in, start, newline); // comes before the reply that it belongs to
            default -> missing--;
        }
        return newline + 1;
    }

    private static long number(ByteBuf in, int start, int newline) {
        return Long.parseLong(line(in, start, newline));
    }

    private static String line(ByteBuf in, int start, int newline) {
        return in.toString(start + 1, newline - start - 2, StandardCharsets.US_ASCII);
    }

    /** The words of a whole request. */
    static ProxiedCommand command(ByteBuf request) {
        List<byte[]> words = new ArrayList<>();
        int start = request.readerIndex();
        if (request.getByte(start) != '*') {
            String inline = request.toString(StandardCharsets.UTF_8).strip();
            return new ProxiedCommand(
                    inline.isEmpty() ? List.of() : List.of(inline.split(" ", 2)[0].getBytes(StandardCharsets.UTF_8)));
        }
        int at = request.indexOf(start, request.writerIndex(), (byte) '\n') + 1;
        while (at < request.writerIndex()) {
            int newline = request.indexOf(at, request.writerIndex(), (byte) '\n');
            byte[] word = new byte[(int) number(request, at, newline)];
            request.getBytes(newline + 1, word);
            words.add(word);
            at = newline + 1 + word.length + 2;
        }
        return new ProxiedCommand(words);
    }
}
