package dev.blueline.tokenizer;

import dev.blueline.corpus.Document;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Text that is made rather than read, as a token file: made again where the file is missing, damaged, or of other text. */
public final class GeneratedText {
    private GeneratedText() {}

    /**
     * Documents until they make up so many tokens, each with an end-of-text behind it.
     *
     * @param file where the tokens lie; its folder is made if need be
     * @param key all that decides what the documents are
     * @param text documents, perhaps without end
     * @param least tokens wanted; the last document goes beyond, unless there are no more
     */
    public static TokenStream encoded(Path file, String key, Tokenizer tokenizer, Stream<Document> text, long least) {
        int width = TokenStream.width(tokenizer.vocabularySize());
        String all = Fingerprint.of(key + " " + tokenizer.hash() + " " + least).substring(0, 16);
        TokenFile tokens = new TokenFile(file, Long.parseUnsignedLong(all, 16), width);
        if (Files.exists(file) && tokens.read() instanceof TokenFile.Sound sound) {
            return TokenStream.of(List.of(sound.tokens()), width);
        }
        DurableFiles.createFolder(file.resolveSibling(""));
        tokens.write(output -> {
            Iterator<Document> documents = text.iterator();
            long written = 0;
            while (written < least && documents.hasNext()) {
                int[] ids = tokenizer.encode(documents.next().text());
                for (int id : ids) {
                    output.add(id);
                }
                output.add(tokenizer.endOfText());
                written += ids.length + 1;
            }
        });
        return switch (tokens.read()) {
            case TokenFile.Sound sound -> TokenStream.of(List.of(sound.tokens()), width);
            case TokenFile.Damaged damaged ->
                throw new IllegalStateException(file + " " + damaged.what() + " just after it was written");
        };
    }
}
