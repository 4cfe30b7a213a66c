package dev.cress.integration;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server executes, connection by connection. */
final class ServerMonitor implements Closeable {

    private static final Pattern LINE = Pattern.compile("\\+[0-9.]+ \\[0 ([^\\]]+)] \"([^\"]*)\".*");
    private static final String END = "end of what is monitored";

    private final Socket socket;
    private final BufferedReader lines;

    ServerMonitor(String host, int port) {
        try {
            socket = new Socket(host, port);
            socket.setSoTimeout(30_000);
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all commands since it began, in the order of each connection; those of scripts belong to none. */
    Map<String, List<String>> commands(RespConnection other) {
        other.call("ECHO", END);
        Map<String, List<String>> perClient = new LinkedHashMap<>();
        try {
            for (String line = lines.readLine(); !line.endsWith(END + '"'); line = lines.readLine()) {
                Matcher command = LINE.matcher(line);
                if (command.matches() && !command.group(1).equals("lua")) {
                    perClient
                            .computeIfAbsent(command.group(1), client -> new ArrayList<>())
                            .add(command.group(2).toUpperCase(Locale.ROOT));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return perClient;
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
