package dev.blueline.tokenizer;

import dev.blueline.corpus.Documents;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Training text taken apart by domain, to be put together in other shares. A domain's documents are one run of tokens, cut into pieces of
 * a few windows; a mixture takes the next piece from the domain that is furthest behind its share, the pieces of a domain in a drawn
 * order. So every start of a mixture has its shares to within a piece, is from all over each domain, and repeats a piece only once its
 * domain is used up.
 */
public final class DomainTokens {
    private final TokenStream stream;
    private final Map<String, Text> domains;

    /**
     * A domain's documents.
     *
     * @param starts of each document in the stream
     * @param offsets of each document in the domain's own text, and its length
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Text(long[] starts, long[] offsets) {
        long length() {
            return offsets[offsets.length - 1];
        }
    }

    private DomainTokens(TokenStream stream, Map<String, Text> domains) {
        this.stream = stream;
        this.domains = domains;
    }

    /**
     * @param stream end-of-text, document, end-of-text, ..., document, end-of-text
     * @param documents the same documents in the same order
     */
    public static DomainTokens of(TokenStream stream, Documents documents, int endOfText) {
        String[] names = LongStream.range(0, documents.count())
                .parallel()
                .mapToObj(i -> documents.get(i).domain())
                .toArray(String[]::new);
        Map<String, LongStream.Builder> starts = new TreeMap<>();
        Map<String, LongStream.Builder> lengths = new TreeMap<>();
        long start = 1;
        int document = 0;
        int[] block = new int[1 << 16];
        for (long from = 1; from < stream.length(); from += block.length) {
            int count = (int) Math.min(block.length, stream.length() - from);
            stream.copy(from, count, block, 0);
            for (int i = 0; i < count; i++) {
                if (block[i] == endOfText && document < names.length) {
                    long end = from + i + 1;
                    starts.computeIfAbsent(names[document], name -> LongStream.builder())
                            .add(start);
                    lengths.computeIfAbsent(names[document], name -> LongStream.builder())
                            .add(end - start);
                    start = end;
                    document++;
                }
            }
        }
        if (document != names.length || start != stream.length()) {
            throw new IllegalStateException(
                    "the tokens hold other documents than the " + names.length + " of the training side");
        }
        Map<String, Text> domains = new TreeMap<>();
        starts.forEach((name, places) -> domains.put(
                name,
                new Text(
                        places.build().toArray(),
                        offsets(lengths.getOrDefault(name, LongStream.builder())
                                .build()
                                .toArray()))));
        return new DomainTokens(stream, domains);
    }

    private static long[] offsets(long... lengths) {
        long[] offsets = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            offsets[i + 1] = offsets[i] + lengths[i];
        }
        return offsets;
    }

    /** Tokens of each domain, in alphabetical order. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        domains.forEach((name, text) -> counts.put(name, text.length()));
        return counts;
    }

    /**
     * A mixture as a token file; made again where the file is missing, damaged, or of other text.
     *
     * @param file where the tokens lie; its folder is made if need be
     * @param key all that decides the text of the domains
     * @param shares of the domains' tokens, together 1
     * @param piece tokens of a piece
     * @param least tokens wanted
     * @param vocabulary ids there are
     */
    public TokenStream mixed(Path file, String key, Map<String, Double> shares, int piece, long least, int vocabulary) {
        int width = TokenStream.width(vocabulary);
        String all = Fingerprint.of(key + new TreeMap<>(shares) + piece + " " + least)
                .substring(0, 16);
        TokenFile tokens = new TokenFile(file, Long.parseUnsignedLong(all, 16), width);
        if (Files.exists(file) && tokens.read() instanceof TokenFile.Sound sound) {
            return TokenStream.of(List.of(sound.tokens()), width);
        }
        DurableFiles.createFolder(file.resolveSibling("").resolveSibling(""));
        DurableFiles.createFolder(file.resolveSibling(""));
        tokens.write(output -> write(output, new TreeMap<>(shares), piece, least));
        return switch (tokens.read()) {
            case TokenFile.Sound sound -> TokenStream.of(List.of(sound.tokens()), width);
            case TokenFile.Damaged damaged ->
                throw new IllegalStateException(file + " " + damaged.what() + " just after it was written");
        };
    }

    private void write(TokenFile.Tokens output, Map<String, Double> shares, int piece, long least) {
        List<Pieces> due = shares.entrySet().stream()
                .filter(share -> share.getValue() > 0)
                .map(share -> new Pieces(required(share.getKey()), share.getValue(), piece))
                .toList();
        int[] ids = new int[piece];
        long written = 0;
        while (written < least) {
            Pieces behind = due.getFirst();
            for (Pieces other : due) {
                behind = other.used / other.share < behind.used / behind.share ? other : behind;
            }
            int count = behind.next(ids);
            for (int i = 0; i < count; i++) {
                output.add(ids[i]);
            }
            written += count;
        }
    }

    private Text required(String domain) {
        Text text = domains.get(domain);
        if (text == null) {
            throw new IllegalArgumentException("no domain " + domain);
        }
        return text;
    }

    /** The pieces of one domain, again and again, each time in another order. */
    private final class Pieces {
        private final Text text;
        private final double share;
        private final int piece;
        private final long[] order;
        private final SplittableRandom random = new SplittableRandom(1);
        private int next;
        private double used;

        Pieces(Text text, double share, int piece) {
            this.text = text;
            this.share = share;
            this.piece = piece;
            this.order =
                    LongStream.range(0, (text.length() + piece - 1) / piece).toArray();
            this.next = order.length;
        }

        int next(int[] ids) {
            if (next == order.length) {
                shuffle();
                next = 0;
            }
            long from = order[next++] * piece;
            int count = (int) Math.min(piece, text.length() - from);
            copy(from, count, ids);
            used += count;
            return count;
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                long kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }

        private void copy(long from, int count, int[] ids) {
            int document = Arrays.binarySearch(text.offsets, from);
            document = document >= 0 ? document : -document - 2;
            int done = 0;
            while (done < count) {
                long inside = from + done - text.offsets[document];
                int here = (int) Math.min(count - done, text.offsets[document + 1] - text.offsets[document] - inside);
                stream.copy(text.starts[document] + inside, here, ids, done);
                done += here;
                document++;
            }
        }
    }
}
