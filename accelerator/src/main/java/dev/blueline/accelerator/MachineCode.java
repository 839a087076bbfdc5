package dev.blueline.accelerator;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Puts bytes of machine code where the processor may run them, for the life of this process. A page is written first and
 * made executable, no longer writable, afterwards.
 */
final class MachineCode {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int PRIVATE_ANONYMOUS = 0x22;

    private MachineCode() {}

    /**
     * A handle on a function of the given signature. It must be short and must not call back: it runs without leaving
     * Java, so that arguments may be segments over Java arrays, and a garbage collection waits for it.
     */
    static MethodHandle function(byte[] code, MemoryLayout... arguments) {
        MemorySegment pages = pages(code.length);
        MemorySegment.copy(code, 0, pages, ValueLayout.JAVA_BYTE, 0, code.length);
        protect(pages);
        return LINKER.downcallHandle(
                pages, FunctionDescriptor.ofVoid(arguments), Linker.Option.critical(/* allowHeapAccess= */ true));
    }

    private static MemorySegment pages(long size) {
        MethodHandle map = system(
                "mmap",
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        try {
            MemorySegment pages =
                    (MemorySegment) map.invokeExact(MemorySegment.NULL, size, READ | WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (pages.address() == -1) {
                throw new IllegalStateException("no memory for " + size + " bytes of machine code");
            }
            return pages.reinterpret(size, Arena.global(), null);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private static void protect(MemorySegment pages) {
        MethodHandle protect = system(
                "mprotect",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        try {
            if ((int) protect.invokeExact(pages, pages.byteSize(), READ | EXECUTE) != 0) {
                throw new IllegalStateException("the system does not let this process run code that it made");
            }
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private static MethodHandle system(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature);
    }

    private static RuntimeException failed(Throwable failure) {
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
