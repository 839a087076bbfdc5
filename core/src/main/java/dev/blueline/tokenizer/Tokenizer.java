package dev.blueline.tokenizer;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Byte-level BPE (Sennrich et al. 2016 over bytes, as in GPT-2): text is UTF-8, cut into words by {@link PreTokenizer},
 * and in each word the earliest-learnt merge is applied until none is left. Any text encodes, and decodes to itself.
 *
 * <p>Ids: 0 to 31 {@link SpecialTokens}, 32 to 287 the bytes 0 to 255, then one a merge. Safe for use by many threads.
 *
 * <p>{@link #encode} never gives a special token: text that happens to contain {@code <|endoftext|>} is encoded letter by
 * letter, so that a corpus cannot speak with the voice of the program. Hugging Face's library, given the same file, turns
 * such text into the special token; on all other text the two agree.
 *
 * <p>A tokenizer that another program made, with ids of its own, is loaded from its {@code tokenizer.json} too.
 */
public final class Tokenizer {
    static final int FIRST_BYTE = SpecialTokens.COUNT;
    static final int FIRST_MERGE = FIRST_BYTE + 256;

    /** More than any published vocabulary; above 65,536 a token takes four bytes on disk. */
    static final int LARGEST_VOCABULARY = 1 << 20;

    private final Digits digits;
    private final List<Merge> merges;
    private final Optional<Foreign> foreign;
    private final byte[][] bytes;
    private final MergeRanks ranks;
    private final WordCache words = new WordCache();
    private final ThreadLocal<ShortWords> shortWords = ThreadLocal.withInitial(ShortWords::new);
    private final String hash;

    /**
     * One that another program made.
     *
     * @param file its {@code tokenizer.json}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Foreign(ForeignTokenizer tokenizer, TextEnds ends, byte[] file) {
        int id(String name) {
            return tokenizer
                    .id(name)
                    .orElseThrow(() -> new BadInput("the tokenizer has no token " + name
                            + "; import the model again with --dialogue-tokens, which adds those that reason needs"));
        }
    }

    Tokenizer(ForeignTokenizer tokenizer, TextEnds ends, byte[] file) {
        digits = Digits.SINGLE;
        merges = List.of();
        foreign = Optional.of(new Foreign(tokenizer, ends, file));
        bytes = tokenizer.bytes();
        ranks = new MergeRanks(merges);
        hash = hash(file, ends.json());
    }

    Tokenizer(Digits digits, List<Merge> merges) {
        this.digits = digits;
        this.merges = List.copyOf(merges);
        this.foreign = Optional.empty();
        this.bytes = new byte[FIRST_MERGE + merges.size()][];
        Arrays.fill(bytes, 0, FIRST_BYTE, new byte[0]);
        for (int b = 0; b < 256; b++) {
            bytes[FIRST_BYTE + b] = new byte[] {(byte) b};
        }
        for (int i = 0; i < merges.size(); i++) {
            bytes[FIRST_MERGE + i] =
                    join(bytes[merges.get(i).left()], bytes[merges.get(i).right()]);
        }
        this.ranks = new MergeRanks(merges);
        this.hash = hash(digits, merges);
    }

    /** The vocabulary without merges: special tokens and bytes. Digits and operators, one token each, need no more. */
    public static Tokenizer ofBytes() {
        return new Tokenizer(Digits.SINGLE, List.of());
    }

    /** Reads a {@code tokenizer.json} that {@link #save} wrote, or that of another program's byte-pair tokenizer. */
    public static Tokenizer load(Path tokenizerJson) {
        return TokenizerJson.read(tokenizerJson);
    }

    /**
     * As {@link #load}, of a file's content.
     *
     * @param file named if something is wrong
     * @param config content of {@link TextEnds#FILE}
     */
    public static Tokenizer of(Path file, byte[] tokenizerJson, byte[] config) {
        return TokenizerJson.read(
                file, tokenizerJson, foreign -> TextEnds.of(file.resolveSibling(TextEnds.FILE), config, foreign));
    }

    /**
     * The tokenizer that the same text gives with a smaller vocabulary: merges are learned one after another, so it is the first of
     * them.
     *
     * @param vocabulary tokens in all, at most this one's
     */
    public Tokenizer first(int vocabulary) {
        return new Tokenizer(digits, merges.subList(0, vocabulary - FIRST_MERGE));
    }

    /** Writes the Hugging Face form; of a foreign one, {@link TextEnds#FILE} beside it too. */
    public void save(Path tokenizerJson) {
        SealedFiles.write(tokenizerJson, json());
        foreign.ifPresent(other -> SealedFiles.write(tokenizerJson.resolveSibling(TextEnds.FILE), other.ends.json()));
    }

    /** The Hugging Face form, {@code tokenizer.json}. */
    public byte[] json() {
        return foreign.map(Foreign::file).orElseGet(() -> TokenizerJson.write(this));
    }

    /** Names of the tokens around a text. */
    public TextEnds ends() {
        return foreign.map(Foreign::ends).orElse(new TextEnds(SpecialTokens.END_OF_TEXT, SpecialTokens.END_OF_TEXT));
    }

    /** Special tokens, bytes and merges together. */
    public int vocabularySize() {
        return bytes.length;
    }

    /** Ids of the text; a lone surrogate, which UTF-8 cannot hold, counts as U+FFFD. Cost: see docs/corpus.md. */
    public int[] encode(String text) {
        if (foreign.isPresent()) {
            return foreign.get().tokenizer.encode(text);
        }
        ShortWords lately = shortWords.get();
        int[] ids = new int[text.length() / 2 + 16];
        int count = 0;
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = PreTokenizer.wordEnd(text, start, digits);
            if (count + ShortWords.MOST > ids.length) {
                ids = Arrays.copyOf(ids, ids.length * 2);
            }
            boolean isShort = lately.see(text, start, end);
            int known = isShort ? lately.copy(ids, count) : 0;
            if (known > 0) {
                count += known;
                continue;
            }
            int[] word = word(text, start, end);
            if (isShort) {
                lately.put(word);
            }
            if (count + word.length > ids.length) {
                ids = Arrays.copyOf(ids, Math.max(ids.length * 2, count + word.length));
            }
            System.arraycopy(word, 0, ids, count, word.length);
            count += word.length;
        }
        return Arrays.copyOf(ids, count);
    }

    private int[] word(String text, int start, int end) {
        int hash = WordCache.hash(text, start, end);
        int[] known = words.get(text, start, end, hash);
        if (known != null) {
            return known;
        }
        String word = text.substring(start, end);
        int[] ids = ranks.merge(byteIds(word));
        words.put(word, hash, ids);
        return ids;
    }

    /** The word's UTF-8 bytes as ids. */
    static int[] byteIds(String word) {
        byte[] utf8 = utf8(word);
        int[] ids = new int[utf8.length];
        for (int i = 0; i < utf8.length; i++) {
            ids[i] = FIRST_BYTE + (utf8[i] & 0xFF);
        }
        return ids;
    }

    static byte[] utf8(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isSurrogate(word.charAt(i))) {
                int[] scalars = word.codePoints()
                        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                        .toArray();
                return new String(scalars, 0, scalars.length).getBytes(StandardCharsets.UTF_8);
            }
        }
        return word.getBytes(StandardCharsets.UTF_8);
    }

    /** Text of the ids; special tokens give nothing, and bytes that are not UTF-8 give U+FFFD. */
    public String decode(int[] ids) {
        return new String(decodeBytes(ids), StandardCharsets.UTF_8);
    }

    /**
     * Text of the ids as it goes on after a text: a foreign tokenizer may put a space before the first word, which is not shown where
     * nothing stands before it.
     */
    public String decodeAfter(String before, int[] ids) {
        String text = decode(ids);
        boolean first = before.isEmpty()
                && foreign.isPresent()
                && foreign.get().tokenizer.prefixed();
        return first && text.startsWith(" ") ? text.substring(1) : text;
    }

    /** Bytes of the ids, exactly; special tokens give none. */
    public byte[] decodeBytes(int[] ids) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(ids.length * 3);
        for (int id : ids) {
            all.writeBytes(known(id));
        }
        return all.toByteArray();
    }

    /** A foreign model's vocabulary may be larger than its tokenizer's, for round sizes: what is beyond stands for nothing. */
    private byte[] known(int id) {
        return id < bytes.length || foreign.isEmpty() ? bytes[id] : bytes[endOfText()];
    }

    /** Bytes a token stands for; none for a special token. */
    public byte[] bytes(int id) {
        return known(id).clone();
    }

    /** Length of {@link #bytes(int)}, without a copy. */
    public int byteLength(int id) {
        return known(id).length;
    }

    /** Id of {@link SpecialTokens#END_OF_TEXT}, which stands between documents: 0; of a foreign one, what ends its texts. */
    public int endOfText() {
        return special(ends().end());
    }

    /** Id of what stands before a text: the end of the one before, but for foreign tokenizers that have a token for it. */
    public int beginning() {
        return special(ends().beginning());
    }

    /**
     * This foreign tokenizer with more special tokens, those that it has left out; their ids follow its own.
     */
    public Tokenizer with(List<String> names) {
        Path file = Path.of(TokenizerJson.NAME);
        return foreign.map(other -> of(file, TokenizerJson.with(other.file, names, bytes.length), other.ends.json()))
                .orElse(this);
    }

    /**
     * Id of a special token by its name, such as {@link SpecialTokens#USER}.
     *
     * @throws BadInput if a foreign tokenizer has none of that name
     */
    public int special(String name) {
        if (foreign.isPresent()) {
            return foreign.get().id(name);
        }
        int id = SpecialTokens.NAMES.indexOf(name);
        if (id < 0) {
            throw new IllegalArgumentException("no special token is called " + name);
        }
        return id;
    }

    /** SHA-256 over all that decides what text encodes to. */
    public String hash() {
        return hash;
    }

    Digits digits() {
        return digits;
    }

    List<Merge> merges() {
        return merges;
    }

    private static String hash(byte[] file, byte[] ends) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file);
            return HexFormat.of().formatHex(digest.digest(ends));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static String hash(Digits digits, List<Merge> merges) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(digits.pattern().getBytes(StandardCharsets.UTF_8));
            SpecialTokens.NAMES.forEach(name -> digest.update((name + "\n").getBytes(StandardCharsets.UTF_8)));
            for (Merge merge : merges) {
                digest.update(ByteBuffer.allocate(8)
                        .putInt(merge.left())
                        .putInt(merge.right())
                        .flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    static byte[] join(byte[] left, byte[] right) {
        byte[] joined = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }
}
