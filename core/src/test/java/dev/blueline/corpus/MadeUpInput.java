package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Documents from a list instead of files. It can stop after some of them, as a process does that is killed. */
record MadeUpInput(List<Document> found, Optional<String> state, int stopAfter, long bytes)
        implements Preparation.Input {
    /** What a kill is here. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static MadeUpInput of(List<Document> found) {
        return new MadeUpInput(found, Optional.of("one state"), Integer.MAX_VALUE, 0);
    }

    MadeUpInput stoppingAfter(int documents) {
        return new MadeUpInput(found, state, documents, bytes);
    }

    MadeUpInput inState(Optional<String> other) {
        return new MadeUpInput(found, other, stopAfter, bytes);
    }

    /** The same as if it took so many bytes on disk. */
    MadeUpInput ofBytes(long many) {
        return new MadeUpInput(found, state, stopAfter, many);
    }

    @Override
    public Reading read(DocumentWriter writer, Consumer<Document> documents, LongConsumer bytesRead) {
        Reading reading = new Reading();
        for (int i = 0; i < found.size(); i++) {
            if (i == stopAfter) {
                throw new Killed();
            }
            writer.source(i % 3);
            documents.accept(found.get(i));
        }
        reading.addFile("made-up", found.size(), 0, false);
        reading.addSource("made-up");
        return reading;
    }

    @Override
    public String settings() {
        return "";
    }

    @Override
    public List<CorpusReport.Weight> weights() {
        return List.of();
    }

    /**
     * Documents in which everything happens that a corpus may hold: copies, near-copies, paragraphs that come again, short
     * ones, other scripts, code.
     *
     * @param groups how many groups, at the most
     */
    static List<Document> documents(Random random, int count, int groups) {
        List<String> notices = List.of(words(random, 30), words(random, 40), words(random, 25));
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = words(random, 1 + random.nextInt(150));
            if (!documents.isEmpty() && random.nextInt(4) == 0) {
                text = nearCopy(
                        random, documents.get(random.nextInt(documents.size())).text());
            }
            if (random.nextInt(3) == 0) {
                text += "\n\n" + notices.get(random.nextInt(notices.size())) + "\n\n" + words(random, 5);
            }
            if (random.nextInt(8) == 0) {
                text += "\n\nПривет 日本語 \uD83D\uDE00 " + random.nextInt(5);
            }
            String domain = List.of("text", "code", "markdown").get(random.nextInt(3));
            documents.add(new Document(domain, "file " + random.nextInt(groups), "name " + i, text));
        }
        return documents;
    }

    private static String nearCopy(Random random, String text) {
        String[] words = text.split(" ", -1);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            words[random.nextInt(words.length)] = "changed" + random.nextInt(1000);
        }
        return String.join(" ", words);
    }

    static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : i % 17 == 0 ? "\n" : " ").append("word").append(random.nextInt(5000));
        }
        return words.toString();
    }
}
