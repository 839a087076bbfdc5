package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are mapped into memory, so that what they hold costs memory only while it is used. */
public final class MappedFile {
    private MappedFile() {}

    /** Makes something of a file's content. */
    @FunctionalInterface
    public interface Parser<T> {
        /** @param arena ends the mapping; to be closed with what is made */
        T parse(MemorySegment content, Arena arena);
    }

    /**
     * Maps a file; of one that is refused nothing stays mapped.
     *
     * @throws BadInput if the file cannot be read, or the parser refuses it
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with what is opened
    public static <T> T open(Path file, Parser<T> parser) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return parser.parse(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), arena);
        } catch (IOException failure) {
            arena.close();
            throw new BadInput(
                    file + ": cannot be read (" + WriteFailure.reason(failure) + "); check the path", failure);
        } catch (RuntimeException refused) {
            arena.close();
            throw refused;
        }
    }
}
