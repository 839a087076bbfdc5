package dev.blueline.tokenizer;

import tools.jackson.databind.node.ArrayNode;

/** The list {@code added_tokens} of a {@code tokenizer.json}. */
public final class AddedTokens {
    private AddedTokens() {}

    /**
     * Adds a token that no merge makes.
     *
     * @param special whether it stands for no text
     */
    public static void add(ArrayNode tokens, int id, String name, boolean special) {
        tokens.addObject()
                .put("id", id)
                .put("content", name)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", special);
    }
}
