package dev.blueline.corpus;

import java.io.IOException;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * XML as plain text, one document a file: a paragraph for each element that holds words of its own, with all inside it.
 * Files found in folders and archives are taken only where at least a third of them is such text: others are settings or
 * data.
 */
public final class XmlReader implements CorpusReader {
    private static final int LARGEST = 16 << 20;
    private static final int LEAST_TEXT = 3;

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && file.extension().equals("xml");
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        String markup = Markup.text(file, file.bytes(LARGEST));
        StringBuilder prose = new StringBuilder();
        Jsoup.parse(Doctype.applied(markup, LARGEST), Parser.xmlParser()).filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element && element.hasText() && hasOwnWords(element)) {
                    prose.append(words(element)).append("\n\n");
                    return FilterResult.SKIP_ENTIRELY;
                }
                return FilterResult.CONTINUE;
            }
        });
        String text = CleanText.clean(prose.toString()).strip();
        if (!text.isEmpty() && (file.named() || text.length() * LEAST_TEXT >= markup.length())) {
            documents.accept(new Document("text", "file " + file.path(), file.path(), text));
        }
    }

    /** All text inside an element; a space between elements that follow each other, since XML does not say which are inline. */
    private static String words(Element element) {
        StringBuilder words = new StringBuilder();
        element.traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                words.append(text.getWholeText());
            } else if (node.previousSibling() instanceof Element && node != element) {
                words.append(' ');
            }
        });
        return words.toString().replaceAll("\\s+", " ").strip();
    }

    private static boolean hasOwnWords(Element element) {
        return !element.ownText().isBlank();
    }
}
