package dev.blueline.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The ending that a file without a name would have, by its first bytes; empty for plain text. */
final class Signature {
    private static final int LOOKED_AT = 4096;
    private static final int TAR_MAGIC = 257;

    private Signature() {}

    /** Looks at the first bytes of a stream that can be marked, and leaves it where it was. */
    static String of(InputStream in, List<String> textColumns) throws IOException {
        in.mark(LOOKED_AT);
        String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
        in.reset();
        if (start.startsWith("\u001f\u008b")) {
            return "gz";
        } else if (start.startsWith("\u0028\u00b5\u002f\u00fd")) {
            return "zst";
        } else if (start.startsWith("BZh")) {
            return "bz2";
        } else if (start.startsWith("\u00fd7zXZ\0")) {
            return "xz";
        } else if (start.startsWith("PK\u0003\u0004")) {
            return "zip";
        } else if (start.startsWith("PAR1")) {
            return "parquet";
        } else if (start.length() > TAR_MAGIC + 5 && start.startsWith("ustar", TAR_MAGIC)) {
            return "tar";
        }
        String text = start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "html";
        } else if (lower.startsWith("<?xml")) {
            return lower.contains("<html") ? "xhtml" : "xml";
        } else if (text.matches("(?s)\\{\\s*\"([^\"\\\\]|\\\\.)*\"\\s*:.*") || text.matches("(?s)\\[\\s*[{\"].*")) {
            return "json";
        }
        return textColumns.isEmpty() ? "" : "csv";
    }
}
