package dev.blueline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    /** Of the standard: FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void textsAndFilesHaveThePublishedDigest() throws IOException {
        assertThat(Fingerprint.of("abc")).isEqualTo(OF_ABC);
        assertThat(Fingerprint.of(Files.writeString(folder.resolve("abc"), "abc")))
                .isEqualTo(OF_ABC);
    }
}
