package dev.blueline.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of text that are the same on every machine: SHA-256, whole or its first eight bytes. */
final class TextHash {
    private TextHash() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** First eight bytes of the hash. Among a million texts two share it with probability 3e-8. */
    static long of(String text) {
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Adds a text and its length, so that two texts cannot be cut differently. */
    static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The text with every run of white space as one space, and none at the ends: what counts as the same text. */
    static String normalised(String text) {
        StringBuilder normalised = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = !normalised.isEmpty();
            } else {
                if (gap) {
                    normalised.append(' ');
                    gap = false;
                }
                normalised.append(c);
            }
        }
        return normalised.toString();
    }
}
