package dev.blueline.corpus;

/** How much of the validation text stands in long lines that training has as well: text that held-out losses are too low for. */
final class SharedLines {
    private static final int LONG = 80;

    private SharedLines() {}

    /** Share of the validation side's characters in lines of more than 80 characters that also stand in training. */
    static double share(Documents training, Documents validation, Scratch scratch) {
        try (HashTable held = new HashTable(scratch);
                HashTable shared = new HashTable(scratch)) {
            for (Document document : validation) {
                each(document.text(), (hash, length) -> held.add(hash));
            }
            training.stream()
                    .parallel()
                    .forEach(document -> each(document.text(), (hash, length) -> {
                        if (held.contains(hash)) {
                            synchronized (shared) {
                                shared.add(hash);
                            }
                        }
                    }));
            long[] characters = new long[2];
            for (Document document : validation) {
                characters[0] += document.text().length();
                each(document.text(), (hash, length) -> {
                    if (shared.contains(hash)) {
                        characters[1] += length;
                    }
                });
            }
            return characters[0] == 0 ? 0 : (double) characters[1] / characters[0];
        }
    }

    @FunctionalInterface
    private interface Line {
        void found(long hash, int length);
    }

    private static void each(String text, Line line) {
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            int found = text.indexOf('\n', start);
            end = found < 0 ? text.length() : found;
            int from = start;
            int to = end;
            while (from < to && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            while (from < to && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            if (to - from > LONG) {
                line.found(TextHash.ofPart(text, from, to), to - from);
            }
        }
    }
}
