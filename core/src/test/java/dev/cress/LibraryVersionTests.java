package dev.cress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibraryVersionTests {

    @Test
    void tellsTheVersionThatWasBuilt() {
        assertThat(Cress.version()).matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?");
    }

    @Test
    void isUnknownWhereTheBuildWroteNone() {
        assertThat(LibraryVersion.read("/META-INF/nothing.properties")).isEqualTo(LibraryVersion.UNKNOWN);
        assertThat(LibraryVersion.read("/not-filtered.properties")).isEqualTo(LibraryVersion.UNKNOWN);
    }
}
