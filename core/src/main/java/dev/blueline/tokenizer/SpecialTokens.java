package dev.blueline.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * The 32 tokens that no text encodes to, ids 0 to 31 in every vocabulary. They are reserved from the first day so that
 * later capabilities do not change the ids that earlier models learnt.
 */
public final class SpecialTokens {
    public static final String END_OF_TEXT = "<|endoftext|>";
    public static final String SYSTEM = "<|system|>";
    public static final String USER = "<|user|>";
    public static final String ASSISTANT = "<|assistant|>";
    public static final String END_OF_TURN = "<|endofturn|>";
    public static final String THOUGHT_BEGIN = "<|thought|>";
    public static final String THOUGHT_END = "<|/thought|>";
    public static final String TOOL_CALL_BEGIN = "<|toolcall|>";
    public static final String TOOL_CALL_END = "<|/toolcall|>";
    public static final String TOOL_RESULT_BEGIN = "<|toolresult|>";
    public static final String TOOL_RESULT_END = "<|/toolresult|>";

    /** How many there are, the reserved ones included; also the id of the first byte. */
    public static final int COUNT = 32;

    private static final int DOMAIN_TAGS = 8;

    /** All of them in the order of their ids. */
    public static final List<String> NAMES = names();

    private SpecialTokens() {}

    /** Tag that may be put before a document to say which domain it is from; {@code number} is 0 to 7. */
    public static String domainTag(int number) {
        if (number < 0 || number >= DOMAIN_TAGS) {
            throw new IllegalArgumentException("there are " + DOMAIN_TAGS + " domain tags, none numbered " + number);
        }
        return "<|domain" + number + "|>";
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                END_OF_TEXT,
                SYSTEM,
                USER,
                ASSISTANT,
                END_OF_TURN,
                THOUGHT_BEGIN,
                THOUGHT_END,
                TOOL_CALL_BEGIN,
                TOOL_CALL_END,
                TOOL_RESULT_BEGIN,
                TOOL_RESULT_END));
        for (int i = 0; i < DOMAIN_TAGS; i++) {
            names.add(domainTag(i));
        }
        for (int i = 0; names.size() < COUNT; i++) {
            names.add("<|reserved" + i + "|>");
        }
        return List.copyOf(names);
    }
}
