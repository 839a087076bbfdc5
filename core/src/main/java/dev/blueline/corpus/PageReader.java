package dev.blueline.corpus;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Web pages ({@code .html}, {@code .htm}, {@code .xhtml}) as plain text, one document a page, in the domain {@code web}:
 * the main part where the page marks one, without scripts, styles, navigation, forms and footers.
 */
public final class PageReader implements CorpusReader {
    private static final int LARGEST = 16 << 20;
    private static final String DROPPED =
            "script, style, noscript, template, iframe, svg, canvas, object, nav, footer, aside,"
                    + " form, button, select, input, textarea, [hidden], [aria-hidden=true], [role=navigation], [role=banner],"
                    + " [role=search], [role=contentinfo]";

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && List.of("html", "htm", "xhtml").contains(file.extension());
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        String markup = Markup.text(file, file.bytes(LARGEST));
        Element body = Jsoup.parse(markup).body();
        body.select(DROPPED).remove();
        Elements main = body.select("main, [role=main], article");
        String text = CleanText.clean(HtmlProse.ofPage(main.size() == 1 ? main.getFirst() : body))
                .strip();
        if (!text.isEmpty()) {
            documents.accept(new Document("web", "file " + file.path(), file.path(), text));
        }
    }
}
