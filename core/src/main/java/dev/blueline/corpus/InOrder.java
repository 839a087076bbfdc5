package dev.blueline.corpus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Reads files in parallel and hands on their documents, from the calling thread, in the order in which the files were
 * given. A file that is ahead of its turn waits when it has a few megabytes ready, so memory does not grow with the text.
 */
final class InOrder implements AutoCloseable {
    private static final int BATCH_CHARACTERS = 1 << 18;
    private static final int BATCH_DOCUMENTS = 1000;
    private static final int BATCHES = 8;
    private static final int MOST_FILES = 256;
    private static final long MOST_BYTES = 128L << 20;

    private final Consumer<Document> documents;
    private final Reading total;
    private final ExecutorService workers;
    private final ArrayDeque<Channel> waiting = new ArrayDeque<>();
    private long bytesWaiting;

    /** Reads one file or archive. */
    @FunctionalInterface
    interface Work {
        void read(Reading reading, Consumer<Document> out);
    }

    /**
     * @param documents takes every document
     * @param total what every file's reading is added to
     */
    InOrder(Consumer<Document> documents, Reading total) {
        this.documents = documents;
        this.total = total;
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("corpus-", 0).factory());
    }

    /**
     * Starts to read; first hands on what stands before, while too much is under way.
     *
     * @param bytes about how much memory the file may take
     */
    void submit(long bytes, Work work) {
        long counted = Math.min(bytes, MOST_BYTES / 2);
        while (!waiting.isEmpty() && (bytesWaiting + counted > MOST_BYTES || waiting.size() >= MOST_FILES)) {
            handOnFirst();
        }
        Channel channel = new Channel(counted);
        waiting.add(channel);
        bytesWaiting += counted;
        workers.execute(() -> channel.fill(work));
    }

    /** Hands on all that is under way. */
    void finish() {
        while (!waiting.isEmpty()) {
            handOnFirst();
        }
    }

    private void handOnFirst() {
        Channel channel = waiting.remove();
        bytesWaiting -= channel.bytes;
        total.addAll(channel.handOn(documents));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private sealed interface Item {
        record Batch(List<Document> documents) implements Item {}

        record End(Reading reading) implements Item {}

        record Failed(Throwable cause) implements Item {}
    }

    /** What one file has given so far. */
    private static final class Channel implements Consumer<Document> {
        private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(BATCHES);
        private final long bytes;
        private List<Document> batch = new ArrayList<>();
        private long characters;

        Channel(long bytes) {
            this.bytes = bytes;
        }

        void fill(Work work) {
            try {
                Reading reading = new Reading();
                work.read(reading, this);
                put(new Item.Batch(batch));
                put(new Item.End(reading));
            } catch (CancellationException stopped) {
                return;
            } catch (Throwable failure) { // it belongs to the thread that waits for it
                put(new Item.Failed(failure));
            }
        }

        @Override
        public void accept(Document document) {
            batch.add(document);
            characters += document.text().length();
            if (characters >= BATCH_CHARACTERS || batch.size() >= BATCH_DOCUMENTS) {
                put(new Item.Batch(batch));
                batch = new ArrayList<>();
                characters = 0;
            }
        }

        private void put(Item item) {
            try {
                items.put(item);
            } catch (InterruptedException stopped) {
                throw new CancellationException();
            }
        }

        Reading handOn(Consumer<Document> documents) {
            while (true) {
                switch (take()) {
                    case Item.Batch some -> some.documents().forEach(documents);
                    case Item.End end -> {
                        return end.reading();
                    }
                    case Item.Failed failed -> throw rethrown(failed.cause());
                }
            }
        }

        private Item take() {
            try {
                return items.take();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("reading the corpus was interrupted", stopped);
            }
        }

        private static RuntimeException rethrown(Throwable cause) {
            return switch (cause) {
                case Error error -> throw error;
                case RuntimeException known -> known;
                default -> new IllegalStateException(cause);
            };
        }
    }
}
