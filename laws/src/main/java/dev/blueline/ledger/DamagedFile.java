package dev.blueline.ledger;

import java.nio.file.Path;

/** A file that is not what was written: cut short, changed, or without a checksum where its neighbours have one. */
public final class DamagedFile extends BadInput {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * @param what is wrong, as in {@code does not match its checksum}
     * @param remedy what to do
     */
    public DamagedFile(Path file, String what, String remedy) {
        super(file + " " + what + "; " + remedy);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
