package dev.blueline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output or standard error of the process. It writes UTF-8 in the POSIX locale, which names no
 * letters beyond ASCII, breaks lines for a terminal, and remembers the first failure, which a
 * {@link PrintStream} keeps to itself.
 */
final class Output extends OutputStream {
    private final FileOutputStream out;
    private Optional<IOException> failure = Optional.empty();

    Output(FileDescriptor descriptor) {
        out = new FileOutputStream(descriptor);
    }

    /**
     * A stream that prints to this one.
     *
     * @param width that its lines are broken to, where they are UTF-8
     */
    PrintStream printer(PrintStream before, int width) {
        Charset charset = posix(before.charset()) ? StandardCharsets.UTF_8 : before.charset();
        boolean breaks = width < Integer.MAX_VALUE && charset.equals(StandardCharsets.UTF_8);
        return new PrintStream(breaks ? new WordWrap(this, width) : this, true, charset);
    }

    /** An encoding of the user's choice is kept. */
    private static boolean posix(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII)
                && charset.equals(Charset.forName(System.getProperty("native.encoding", "US-ASCII")));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException failed) {
            if (failure.isEmpty()) {
                failure = Optional.of(failed);
            }
            throw failed;
        }
    }

    /** Why something was not written, if its reader did not simply go away. */
    synchronized Optional<IOException> failure() {
        return failure.filter(failed -> !gone(failed));
    }

    private static boolean gone(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.contains("Broken pipe") || message.contains("pipe is being closed");
    }
}
