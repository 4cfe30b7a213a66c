package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortBlocksTests {

    /** Another program: tells a port of its block, and ends when it is told nothing more. */
    public static void main(String... none) throws Exception {
        System.out.println(PortBlocks.take().get(0));
        System.in.read();
    }

    private static Process otherProgram() throws Exception {
        StringBuilder classPath = new StringBuilder();
        for (Class<?> part : List.of(PortBlocks.class, PortBlocksTests.class)) {
            classPath
                    .append(Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .append(File.pathSeparatorChar);
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath.toString(),
                        PortBlocksTests.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aBlockBelongsToOneProgramUntilItEnds() throws Exception {
        Process other = otherProgram();
        try (BufferedReader said = other.inputReader(StandardCharsets.US_ASCII)) {
            int block = (Integer.parseInt(said.readLine()) - PortBlocks.LOWEST) / PortBlocks.SIZE;
            assertThat(PortBlocks.lock(block)).isFalse();
            other.outputWriter().close();
            other.waitFor();
            assertThat(PortBlocks.lock(block)).isTrue();
            assertThat(PortBlocks.lock(block)).isFalse();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void noPortIsGivenTwiceBeforeAllOfABlockWere() {
        FreePorts some = new FreePorts();
        FreePorts others = new FreePorts();
        assertThat(Stream.of(some, others)
                        .flatMapToInt(ports -> IntStream.range(0, 60).map(i -> ports.take())))
                .hasSize(120)
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 10_000 && port < 20_000);
    }
}
