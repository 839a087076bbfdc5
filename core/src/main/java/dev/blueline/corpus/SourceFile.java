package dev.blueline.corpus;

import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/** A file, or an entry of an archive, with its bytes; a trailing {@code .gz} is already unpacked and cut off its path. */
public final class SourceFile {
    private final String container;
    private final String path;
    private final byte[] bytes;
    private final boolean named;
    private boolean repaired;

    /**
     * @param container the path given by the user, its last part only, so that results do not depend on where it lies
     * @param path place inside the container, with forward slashes
     * @param named whether the user gave this very file, so that its kind is not in question
     */
    public SourceFile(String container, String path, byte[] bytes, boolean named) {
        this.container = container;
        this.path = path;
        this.bytes = bytes;
        this.named = named;
    }

    public String container() {
        return container;
    }

    public String path() {
        return path;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Whether the user gave this very file rather than a folder or an archive that holds it. */
    public boolean named() {
        return named;
    }

    /** The folder part of the path; empty at the top. */
    public String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The last part of the path. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What follows the last dot of the file name, in lower case; empty if there is none. */
    public String extension() {
        String name = fileName();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The content as clean text; remembers whether it had to be repaired. */
    public String text() throws CharacterCodingException {
        CleanText clean = CleanText.of(bytes);
        repaired |= clean.repaired();
        return clean.text();
    }

    boolean repaired() {
        return repaired;
    }
}
