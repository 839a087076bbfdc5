package dev.blueline.tokenizer;

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

/**
 * Byte-level BPE (Sennrich et al. 2016 over bytes, as in GPT-2): text is UTF-8, cut into words by {@link PreTokenizer},
 * and in each word the earliest-learnt merge is applied until none is left. Any text encodes, and decodes to itself.
 *
 * <p>Ids: 0 to 31 {@link SpecialTokens}, 32 to 287 the bytes 0 to 255, then one a merge. Safe for use by many threads.
 *
 * <p>{@link #encode} never gives a special token: text that happens to contain {@code <|endoftext|>} is encoded letter by
 * letter, so that a corpus cannot speak with the voice of the program. Hugging Face's library, given the same file, turns
 * such text into the special token; on all other text the two agree.
 */
public final class Tokenizer {
    static final int FIRST_BYTE = SpecialTokens.COUNT;
    static final int FIRST_MERGE = FIRST_BYTE + 256;

    /** More than any published vocabulary; above 65,536 a token takes four bytes on disk. */
    static final int LARGEST_VOCABULARY = 1 << 20;

    private final Digits digits;
    private final List<Merge> merges;
    private final byte[][] bytes;
    private final MergeRanks ranks;
    private final WordCache words = new WordCache();
    private final ThreadLocal<ShortWords> shortWords = ThreadLocal.withInitial(ShortWords::new);
    private final String hash;

    Tokenizer(Digits digits, List<Merge> merges) {
        this.digits = digits;
        this.merges = List.copyOf(merges);
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

    /** Reads a {@code tokenizer.json} that {@link #save} wrote. */
    public static Tokenizer load(Path tokenizerJson) {
        return TokenizerJson.read(tokenizerJson);
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

    /** Writes the Hugging Face form. */
    public void save(Path tokenizerJson) {
        SealedFiles.write(tokenizerJson, TokenizerJson.write(this));
    }

    /** Special tokens, bytes and merges together. */
    public int vocabularySize() {
        return bytes.length;
    }

    /** Ids of the text; a lone surrogate, which UTF-8 cannot hold, counts as U+FFFD. Cost: see docs/corpus.md. */
    public int[] encode(String text) {
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

    private static byte[] utf8(String word) {
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

    /** Bytes of the ids, exactly; special tokens give none. */
    public byte[] decodeBytes(int[] ids) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(ids.length * 3);
        for (int id : ids) {
            all.writeBytes(bytes[id]);
        }
        return all.toByteArray();
    }

    /** Bytes a token stands for; none for a special token. */
    public byte[] bytes(int id) {
        return bytes[id].clone();
    }

    /** Length of {@link #bytes(int)}, without a copy. */
    public int byteLength(int id) {
        return bytes[id].length;
    }

    /** Id of {@link SpecialTokens#END_OF_TEXT}, which stands between documents: 0. */
    public int endOfText() {
        return special(SpecialTokens.END_OF_TEXT);
    }

    /** Id of a special token by its name, such as {@link SpecialTokens#USER}. */
    public int special(String name) {
        int id = SpecialTokens.NAMES.indexOf(name);
        if (id < 0) {
            throw new IllegalArgumentException("no special token is called " + name);
        }
        return id;
    }

    /** Names of the special tokens, in the order of their ids. */
    public List<String> specialTokens() {
        return SpecialTokens.NAMES;
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
