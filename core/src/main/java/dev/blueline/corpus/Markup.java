package dev.blueline.corpus;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML and XML as characters: in the encoding that the file declares, or else as any other text. */
final class Markup {
    private static final int LOOKED_AT = 2048;
    private static final Pattern DECLARED =
            Pattern.compile("(?:charset|encoding)\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

    private Markup() {}

    static String text(SourceFile file, byte[] bytes) throws CharacterCodingException {
        if (!CleanText.isUtf16(bytes)) {
            String start = new String(bytes, 0, Math.min(LOOKED_AT, bytes.length), StandardCharsets.ISO_8859_1);
            Matcher declared = DECLARED.matcher(start);
            if (declared.find()) {
                Charset charset = charset(declared.group(1));
                if (!charset.equals(StandardCharsets.UTF_8)) {
                    return new String(bytes, charset);
                }
            }
        }
        return file.text(bytes);
    }

    /** UTF-8 where there is no such encoding, or where it is UTF-16, which would not have let the name be read. */
    private static Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            boolean possible =
                    !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
            return !possible || charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
