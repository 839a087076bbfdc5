package dev.blueline.corpus;

import java.nio.charset.StandardCharsets;

/**
 * One piece of text, kept whole. It is also the cluster of every standard error: losses inside one document are not
 * independent.
 *
 * @param domain what kind of text it is, such as {@code code}; losses are reported per domain
 * @param group what the split goes by: all documents of one group, in every domain, fall on the same side. The package
 *     for Java, the folder for other source code, the synset for WordNet, the passage's hash for Europarl, the file for
 *     other text, or the section where a corpus has only a few files
 * @param name where it was found, for people
 * @param text the text, with {@code \n} line ends and no other control character than tab
 */
public record Document(String domain, String group, String name, String text) {
    /** Length of the text in UTF-8, in bytes. */
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    Document withText(String newText) {
        return new Document(domain, group, name, newText);
    }
}
