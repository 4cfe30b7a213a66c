package dev.cress.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The few lines of the Redis protocol (RESP2) that starting servers takes: commands with a textual reply. Blocking, one
 * command at a time, not thread-safe.
 */
final class RespClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final Socket socket;
    private final InputStream input;

    private RespClient(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    static RespClient connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RespClient(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one command and returns its simple, integer or bulk string reply as text; an error reply is thrown. */
    String call(String... command) throws IOException {
        socket.getOutputStream().write(encode(command));
        String line = readLine();
        if (line.isEmpty()) {
            throw new EOFException("Connection closed by the server");
        }
        String text = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> text;
            case '$' -> readBulk(Integer.parseInt(text));
            case '-' -> throw new ErrorReply(text);
            default -> throw new IOException("Unexpected reply " + line);
        };
    }

    private static byte[] encode(String... command) {
        StringBuilder request = new StringBuilder("*").append(command.length).append("\r\n");
        for (String part : command) {
            int length = part.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(length).append("\r\n").append(part).append("\r\n");
        }
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String readBulk(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        readLine();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n' && next >= 0; next = input.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server answered with an error; the message is its text, which begins with the error code. */
    static final class ErrorReply extends IOException {

        private ErrorReply(String text) {
            super(text);
        }

        boolean hasCode(String code) {
            return String.valueOf(getMessage()).startsWith(code + " ");
        }
    }
}
