package dev.blueline.interop;

import dev.blueline.engine.Checkpoint;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.Safetensors;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.TextEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder as Hugging Face transformers saves a causal language model: {@code config.json}, {@code model.safetensors} or several with
 * {@code model.safetensors.index.json}, {@code tokenizer.json}. Every tensor that the configuration asks for must be there in its
 * shape, and none beyond.
 */
final class HuggingFaceFolder {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String HEAD = "lm_head.weight";
    private static final String EMBEDDING = "model.embed_tokens.weight";

    private HuggingFaceFolder() {}

    static ForeignModel open(Path folder) {
        ModelShape shape = ModelConfig.read(folder);
        List<Safetensors> files = new ArrayList<>();
        try {
            Map<String, StoredTensor> stored = stored(folder, files);
            requireKnown(folder, shape, stored);
            Map<String, ForeignModel.Tensor> tensors = new LinkedHashMap<>();
            NamedTensor.shapes(shape).forEach((name, wanted) -> {
                StoredTensor tensor = stored.get(name);
                if (tensor == null) {
                    throw ForeignModel.wrong(folder, name, "is in none of its files; config.json asks for it");
                }
                tensors.put(name, new ForeignModel.Tensor(tensor.require(wanted), 0));
            });
            return new ForeignModel(shape, tensors, vocabulary(folder), () -> files.forEach(Safetensors::close));
        } catch (BadInput bad) {
            files.forEach(Safetensors::close);
            throw bad;
        }
    }

    private static Map<String, StoredTensor> stored(Path folder, List<Safetensors> files) {
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return sharded(index, files);
        }
        if (Files.notExists(folder.resolve(Checkpoint.MODEL))) {
            throw new BadInput(folder + " holds neither " + Checkpoint.MODEL + " nor " + INDEX
                    + "; only safetensors can be read, so save the model anew in that format");
        }
        Safetensors file = Safetensors.open(folder.resolve(Checkpoint.MODEL));
        files.add(file);
        return file.tensors();
    }

    /** Each tensor lies in the file that the index says, and in no other. */
    private static Map<String, StoredTensor> sharded(Path index, List<Safetensors> files) {
        Map<String, String> places = places(index);
        Map<String, StoredTensor> all = new HashMap<>();
        for (String name : new TreeSet<>(places.values())) {
            Safetensors file = Safetensors.open(index.resolveSibling(name));
            files.add(file);
            file.tensors().forEach((tensor, stored) -> {
                if (!name.equals(places.get(tensor))) {
                    throw ForeignModel.wrong(index, tensor, "lies in " + name + ", which it does not say");
                }
                all.put(tensor, stored);
            });
        }
        for (String tensor : places.keySet()) {
            if (!all.containsKey(tensor)) {
                throw ForeignModel.wrong(index, tensor, "is not in " + places.get(tensor) + ", where it says so");
            }
        }
        return all;
    }

    private static Map<String, String> places(Path index) {
        try {
            JsonNode map =
                    JsonMapper.shared().readTree(Files.readAllBytes(index)).path("weight_map");
            Map<String, String> places = new TreeMap<>();
            for (Map.Entry<String, JsonNode> place : map.properties()) {
                String file = place.getValue().asString("");
                // a file of this folder: no path that leads out of it
                if (!file.matches("[\\w.-]+\\.safetensors")) {
                    throw ForeignModel.wrong(index, "weight_map." + place.getKey(), "names no file of this folder");
                }
                places.put(place.getKey(), file);
            }
            if (places.isEmpty()) {
                throw ForeignModel.wrong(index, "weight_map", "is missing or empty");
            }
            return places;
        } catch (JacksonException broken) {
            throw ForeignModel.wrong(index, "the index", "is not JSON");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + index + ": " + failure.getMessage(), failure);
        }
    }

    private static void requireKnown(Path folder, ModelShape shape, Map<String, StoredTensor> stored) {
        Map<String, int[]> wanted = NamedTensor.shapes(shape);
        Optional<StoredTensor> embedding = Optional.ofNullable(stored.get(EMBEDDING));
        for (Map.Entry<String, StoredTensor> each : new TreeMap<>(stored).entrySet()) {
            String name = each.getKey();
            if (shape.tied() && name.equals(HEAD) && embedding.isPresent()) {
                requireSame(folder, each.getValue(), embedding.get());
            } else if (!wanted.containsKey(name) && !name.endsWith(".rotary_emb.inv_freq")) {
                throw ForeignModel.wrong(folder, name, "is a tensor that config.json does not speak of");
            }
        }
    }

    private static void requireSame(Path folder, StoredTensor head, StoredTensor embedding) {
        if (head.format() != embedding.format() || head.bytes().mismatch(embedding.bytes()) >= 0) {
            throw ForeignModel.wrong(
                    folder, HEAD, "differs from " + EMBEDDING + ", though config.json says that the two are tied");
        }
    }

    static Optional<ForeignModel.Vocabulary> vocabulary(Path folder) {
        Path file = folder.resolve(TOKENIZER);
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            Path ends = folder.resolve(TextEnds.FILE);
            return Optional.of(new ForeignModel.Vocabulary(
                    Files.readAllBytes(file),
                    Files.exists(ends) ? Optional.of(Files.readAllBytes(ends)) : Optional.empty()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }
}
