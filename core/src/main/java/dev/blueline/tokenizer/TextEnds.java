package dev.blueline.tokenizer;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which tokens a foreign model puts around a text, by their names; {@code tokenizer.json} does not tell, so they stand beside it in
 * Hugging Face's {@code tokenizer_config.json}, {@code bos_token} and {@code eos_token}.
 *
 * @param beginning before a text
 * @param end after it
 */
public record TextEnds(String beginning, String end) {
    /** Name of the file beside {@code tokenizer.json}. */
    public static final String FILE = "tokenizer_config.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Names that families use where the file says nothing. */
    private static final List<String> USUAL = List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<|im_end|>");

    /**
     * What the file in a folder says; a model without a token for the beginning meets text after {@code <|endoftext|>}, or after what
     * ends one.
     *
     * @throws BadInput if it cannot be read, or nothing tells where a text ends
     */
    static TextEnds read(Path folder, ForeignTokenizer tokenizer) {
        Path file = folder.resolve(FILE);
        try {
            SealedFiles.verify(file);
            byte[] said = Files.exists(file) ? Files.readAllBytes(file) : new byte[] {'{', '}'};
            return of(file, said, tokenizer);
        } catch (IOException failure) {
            throw new BadInput(file + ": cannot be read; check its rights", failure);
        }
    }

    /** What the content of such a file says. */
    static TextEnds of(Path file, byte[] content, ForeignTokenizer tokenizer) {
        try {
            JsonNode config = JSON.readTree(content);
            String end = known(name(config, "eos_token"), tokenizer)
                    .or(() -> usual(tokenizer))
                    .orElseThrow(() -> new BadInput(file + ": eos_token is missing or no token of " + TokenizerJson.NAME
                            + "; name the token that ends a text"));
            String before = known(name(config, "bos_token"), tokenizer)
                    .or(() -> known(Optional.of(USUAL.getFirst()), tokenizer))
                    .orElse(end);
            return new TextEnds(before, end);
        } catch (JacksonException broken) {
            throw new BadInput(file + ": is not JSON; the file is damaged", broken);
        }
    }

    private static Optional<String> name(JsonNode config, String key) {
        JsonNode token = config.path(key);
        return Optional.of(token.isObject() ? token.path("content").asString("") : token.asString(""));
    }

    private static Optional<String> known(Optional<String> name, ForeignTokenizer tokenizer) {
        return name.filter(token -> tokenizer.id(token).isPresent());
    }

    private static Optional<String> usual(ForeignTokenizer tokenizer) {
        return USUAL.stream().filter(token -> tokenizer.id(token).isPresent()).findFirst();
    }

    /** The file that says so. */
    public byte[] json() {
        String json = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(JSON.createObjectNode()
                        .put("tokenizer_class", "PreTrainedTokenizerFast")
                        .put("bos_token", beginning)
                        .put("eos_token", end)
                        .put("clean_up_tokenization_spaces", false));
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
