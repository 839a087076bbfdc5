package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
    @Test
    void a_page_gives_its_main_part_as_paragraphs() throws IOException {
        String page = """
                <!DOCTYPE html><html><head><title>T</title><style>p {}</style><script>var x = "<p>no</p>";</script></head>
                <body><nav><a href="/">Home</a></nav><header role="banner">Banner</header>
                <main><section><h1>Heading</h1><p>First
                 paragraph &amp; more.</p></section><section><ul><li>One</li><li>Two</li></ul>
                <pre>a
                  b</pre></section><form><input value="x"><button>Go</button></form></main>
                <aside>Other pages</aside><footer>Imprint</footer></body></html>
                """;

        assertThat(page("a.html", page.getBytes(StandardCharsets.UTF_8)))
                .containsExactly("Heading\n\nFirst paragraph & more.\n\n- One\n- Two\n\na\n  b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shift_JIS", "GB18030", "ISO-8859-2", "UTF-8"})
    void the_encoding_that_a_page_declares_is_used(String charset) throws IOException {
        String words = charset.equals("ISO-8859-2") ? "Zażółć" : "日本";
        byte[] page = ("<html><head><meta charset=\"" + charset + "\"></head><p>" + words + "</p></html>")
                .getBytes(Charset.forName(charset));

        assertThat(page("a.htm", page)).containsExactly(words);
    }

    @Test
    void xml_gives_a_paragraph_for_each_element_with_words_of_its_own() throws IOException {
        String book = "<?xml version=\"1.0\"?><book><title>A title</title><para>Words with <emphasis>weight</emphasis>"
                + " in them.</para><section><para>" + "More words. ".repeat(20)
                + "</para></section></book>";
        String settings = "<project><modelVersion>4.0.0</modelVersion><artifactId>x</artifactId></project>";

        assertThat(xml(book, false))
                .containsExactly("A title\n\nWords with weight in them.\n\n"
                        + "More words. ".repeat(20).strip());
        assertThat(xml(settings, false)).isEmpty();
        assertThat(xml(settings, true)).containsExactly("4.0.0\n\nx");
    }

    private static List<String> page(String name, byte[] bytes) throws IOException {
        List<String> found = new ArrayList<>();
        new PageReader().read(new SourceFile("c", name, bytes, true), document -> found.add(document.text()));
        return found;
    }

    private static List<String> xml(String text, boolean named) throws IOException {
        List<String> found = new ArrayList<>();
        SourceFile file = new SourceFile("c", "a.xml", text.getBytes(StandardCharsets.UTF_8), named);
        new XmlReader().read(file, document -> found.add(document.text()));
        return found;
    }

    @Test
    void the_declaration_of_a_documents_type_gives_no_text_and_what_it_declares_is_followed_in_the_file_only()
            throws IOException {
        String book = """
                <?xml version="1.0"?>
                <!-- before --><!DOCTYPE doc [
                  <!ENTITY xxe SYSTEM "file:///etc/passwd">
                  <!ENTITY firm "Smith's">
                  <!ENTITY many "&firm;&firm;"> <!-- a > ' in a comment -->
                  <!ELEMENT doc (#PCDATA)>
                ]>
                <doc>Hello &xxe; there &amp; &firm; &many;end<a>one</a><b>two</b>, H<sub>2</sub>O.</doc>
                """;

        assertThat(xml(book, true))
                .containsExactly("Hello there & Smith's end one two, H2O.".replace("end one", "endone"));
        assertThat(xml("<!DOCTYPE book PUBLIC \"-//X\" \"x.dtd\"><book>Some words</book>", true))
                .containsExactly("Some words");
        assertThat(xml("<book>No <![CDATA[&xxe; declaration]]></book>", true)).containsExactly("No &xxe; declaration");
    }
}
