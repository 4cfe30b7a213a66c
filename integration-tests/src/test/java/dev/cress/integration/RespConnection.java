package dev.cress.integration;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * One socket that speaks RESP2: pipelined, blocking, nothing of Cress or Lettuce in it. Strings are {@link ByteStrings}; a reply is
 * a {@code String}, {@code Long}, {@code List}, {@link RespError} or null.
 */
final class RespConnection implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RespConnection(String host, int port) {
        try {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + host + ":" + port, e);
        }
    }

    /** Sends one command and fails when the server answers with an error. */
    Object call(String... command) {
        Object reply = pipeline(List.<String[]>of(command)).get(0);
        if (reply instanceof RespError error) {
            throw new IllegalStateException(command[0] + ": " + error.message());
        }
        return reply;
    }

    /** Sends all commands, then reads all replies; errors are among the replies. */
    List<Object> pipeline(List<String[]> commands) {
        try {
            for (String[] command : commands) {
                write(command);
            }
            out.flush();
            List<Object> replies = new ArrayList<>(commands.size());
            for (int i = 0; i < commands.size(); i++) {
                replies.add(read());
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String... command) throws IOException {
        writeLine('*', command.length);
        for (String argument : command) {
            byte[] bytes = ByteStrings.bytes(argument);
            writeLine('$', bytes.length);
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    private void writeLine(char type, int length) throws IOException {
        out.write(ByteStrings.bytes(type + Integer.toString(length) + "\r\n"));
    }

    private Object read() throws IOException {
        int type = in.read();
        String line = readLine();
        return switch (type) {
            case '+' -> line;
            case '-' -> new RespError(line);
            case ':' -> Long.valueOf(line);
            case '$' -> readBulk(Integer.parseInt(line));
            case '*' -> readArray(Integer.parseInt(line));
            default -> throw new EOFException("unexpected reply type " + type);
        };
    }

    private String readBulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("truncated bulk reply");
        }
        return ByteStrings.of(bytes);
    }

    private List<Object> readArray(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(read());
        }
        return elements;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("connection closed by the server");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
