package dev.blueline.tasks;

import dev.blueline.corpus.Document;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Training text of a skill: documents of some fifteen sentences, one a line, in the domain {@code skill:NAME}. Documents
 * that hold an item of the lecture are left out.
 */
public final class SkillText {
    private static final int SENTENCES = 15;
    private static final String PREFIX = "skill:";

    private SkillText() {}

    /** Domain of a skill's training text. */
    public static String domain(Skill skill) {
        return PREFIX + skill.name();
    }

    /** Documents without end; document {@code i} depends on the skill, the seed and {@code i} alone. */
    public static Stream<Document> endless(Skill skill, long seed) {
        Leakage lecture = Leakage.of(Lecture.excluded());
        return Stream.iterate(0L, i -> i + 1)
                .map(i -> document(skill, seed, i))
                .filter(document -> !lecture.isIn(document.text()));
    }

    /** The first documents that make up at least so many bytes of UTF-8. */
    public static Stream<Document> of(Skill skill, long seed, long bytes) {
        Iterator<Document> endless = endless(skill, seed).iterator();
        Iterator<Document> limited = new Iterator<>() {
            private long taken;

            @Override
            public boolean hasNext() {
                return taken < bytes;
            }

            @Override
            public Document next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the wanted bytes are reached");
                }
                Document document = endless.next();
                taken += document.bytes();
                return document;
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(limited, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static Document document(Skill skill, long seed, long index) {
        List<String> sentences = IntStream.range(0, SENTENCES)
                .mapToObj(i -> skill.sentence(seed, index * SENTENCES + i))
                .toList();
        String name = skill.name() + " seed " + seed + " document " + index;
        return new Document(domain(skill), name, name, String.join("\n", sentences));
    }
}
