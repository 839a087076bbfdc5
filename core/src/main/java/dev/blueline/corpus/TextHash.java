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

    /**
     * Hash of part of a text with every run of white space as one space and none at the ends, so that it is equal where
     * {@link #normalised} is; 0 if that has fewer characters than {@code shortest}. Two of a thousand million texts share
     * one with probability 3e-2.
     */
    static long ofNormalised(String text, int from, int to, int shortest) {
        long hash = 0;
        int length = 0;
        boolean gap = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = length > 0;
                continue;
            }
            if (gap) {
                hash = step(hash, ' ');
                length++;
                gap = false;
            }
            hash = step(hash, c);
            length++;
        }
        return length < shortest ? 0 : Math.max(1, mix(hash + length) >>> 1);
    }

    /** Hash of part of a text as it is, never 0. */
    static long ofPart(String text, int from, int to) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            hash = step(hash, text.charAt(i));
        }
        return Math.max(1, mix(hash + to - from) >>> 1);
    }

    private static long step(long hash, char c) {
        long next = (hash ^ c) * 0x9E3779B97F4A7C15L;
        return next ^ next >>> 29;
    }

    /** Finaliser of SplitMix64 (Steele et al. 2014). */
    static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }

    /** Adds a text and its length, so that two texts cannot be cut differently. */
    static void add(MessageDigest digest, String text) {
        add(digest, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As {@link #add(MessageDigest, String)}, for a text in UTF-8. */
    static void add(MessageDigest digest, ByteBuffer utf8) {
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(utf8.remaining()).flip());
        digest.update(utf8);
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
