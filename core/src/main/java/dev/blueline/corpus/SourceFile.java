package dev.blueline.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file, or an entry of an archive: where it was found, and its content, which can be read once, as a whole or as a
 * stream. Packings such as a trailing {@code .gz} are already unpacked and cut off its path.
 */
public final class SourceFile {
    /** Bytes of a file that is read as a whole. */
    static final int LARGEST_WHOLE = 64 << 20;

    private final String container;
    private final String path;
    private final InputStream content;
    private final Origin origin;
    private final PassedOver passedOver = new PassedOver();
    private Optional<RepairedText> characters = Optional.empty();
    private boolean repaired;
    private Supplier<String> place = () -> "";

    /**
     * What is known of a file beside its content.
     *
     * @param named whether the user gave this very file, so that its kind is not in question
     * @param onDisk where it lies, if it is a file of its own that is not packed
     * @param textColumns columns that the user wants of a table
     * @param inArchive whether it is an entry of an archive
     */
    record Origin(boolean named, Optional<Path> onDisk, List<String> textColumns, boolean inArchive) {
        Origin(boolean named, Optional<Path> onDisk, List<String> textColumns) {
            this(named, onDisk, textColumns, false);
        }

        /** An entry of an archive. */
        Origin inside() {
            return new Origin(false, Optional.empty(), textColumns, true);
        }

        Origin unpacked() {
            return new Origin(named, Optional.empty(), textColumns, inArchive);
        }
    }

    /**
     * @param container the path given by the user, its last part only, so that results do not depend on where it lies
     * @param path place inside the container, with forward slashes
     * @param named whether the user gave this very file, so that its kind is not in question
     */
    public SourceFile(String container, String path, byte[] bytes, boolean named) {
        this(container, path, new ByteArrayInputStream(bytes), new Origin(named, Optional.empty(), List.of()));
    }

    SourceFile(String container, String path, InputStream content, Origin origin) {
        this.container = OneLine.of(container);
        this.path = OneLine.of(path);
        this.content = content;
        this.origin = origin;
    }

    public String container() {
        return container;
    }

    public String path() {
        return path;
    }

    /** Whether the user gave this very file rather than a folder or an archive that holds it. */
    public boolean named() {
        return origin.named;
    }

    /** Columns that the user wants of a table or of JSON records, in this order; empty for the usual ones. */
    public List<String> textColumns() {
        return origin.textColumns;
    }

    /** Where the file lies, if it is not packed. */
    public Optional<Path> onDisk() {
        return origin.onDisk;
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

    /** Whether it lies in a jar of code, of which only code and plain text are taken. */
    boolean inCodeJar() {
        String jar = container.toLowerCase(Locale.ROOT);
        return !origin.named && jar.endsWith(".jar") && !jar.endsWith("-javadoc.jar");
    }

    /** The content, in place of all other ways to read it; the caller need not close it. */
    public InputStream bytes() {
        return content;
    }

    /**
     * The whole content.
     *
     * @throws TooLarge if there is more than this
     */
    byte[] bytes(int most) throws IOException {
        byte[] all = content.readNBytes(most + 1);
        if (all.length > most) {
            throw new TooLarge();
        }
        return all;
    }

    /**
     * The whole content as clean text; remembers whether it had to be repaired.
     *
     * @throws TooLarge if it is above 64 MB
     */
    public String text() throws IOException {
        return text(bytes(LARGEST_WHOLE));
    }

    /** Bytes of this file as clean text; remembers whether they had to be repaired. */
    String text(byte[] bytes) throws CharacterCodingException {
        CleanText clean = CleanText.of(bytes);
        repaired |= clean.repaired();
        return clean.text();
    }

    /** The content as characters, however long, decoded and repaired; texts made of them are still to be cleaned. */
    public Reader characters() {
        return characters(new byte[0]);
    }

    /** As above, when the first bytes were already taken. */
    Reader characters(byte[] first) {
        RepairedText text = new RepairedText(new SequenceInputStream(new ByteArrayInputStream(first), content));
        characters = Optional.of(text);
        return text;
    }

    /**
     * Tells how far the file has been read, for a message should it break off.
     *
     * @param reached such as {@code after line 17}; empty if nothing was read yet
     */
    void readTo(Supplier<String> reached) {
        place = reached;
    }

    /** Counts the whole file. */
    void leftOut(Skipped why) {
        passedOver.add(why, name(container, path, origin));
    }

    /** Counts that the file cannot be read from the present place on. */
    void breaksOff(Skipped why, String what) {
        passOver(why, place.get(), what);
    }

    /** What a file is called in messages: with its archive, if it lies in one. */
    static String name(String container, String path, Origin origin) {
        return origin.inArchive ? container + "/" + path : path;
    }

    /**
     * Counts a part of the file that cannot be used; reading goes on.
     *
     * @param where place in the file, such as {@code line 17}
     */
    public void passOver(Skipped why, String where, String what) {
        passedOver.add(why, name(container, path, origin) + (where.isEmpty() ? "" : " " + where) + ": " + what);
    }

    PassedOver passedOver() {
        characters
                .filter(text -> text.lostBlocks() > 0)
                .ifPresent(text -> passOver(Skipped.DAMAGED, "", text.lostBlocks() + " MB of it are not text"));
        return passedOver;
    }

    boolean repaired() {
        return repaired || characters.map(RepairedText::repaired).orElse(false);
    }

    /** A file of a kind that is read as a whole is too long for that. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
