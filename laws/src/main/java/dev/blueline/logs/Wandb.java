package dev.blueline.logs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The offline folder of a Weights &amp; Biases run: {@code run-*.wandb}, a log of messages {@code Record} (history 2, summary 3, config
 * 5, run 17, exit 18 of wandb_internal.proto), whose items are a key (1, or nested_key 2) and a value as JSON (16); old versions
 * wrote {@code wandb-history.jsonl} instead. Settings also stand in {@code files/config.yaml}.
 *
 * <p>{@code _step} counts calls of {@code wandb.log}, not optimizer steps: where the run logs its own step under a usual name, that one
 * counts.
 */
final class Wandb {
    private static final int HISTORY = 2;
    private static final int CONFIG = 5;
    private static final int RUN = 17;
    private static final int EXIT = 18;

    private final List<Map<String, Double>> rows = new ArrayList<>();
    private final Map<String, String> config = new TreeMap<>();
    private String name = "";
    private LoggedRun.Ending ending = LoggedRun.Ending.UNSAID;

    private Wandb() {}

    /** A {@code .wandb} file, with what stands in the folder beside it. */
    static LoggedRun read(Path file, Reading reading) {
        Wandb run = new Wandb();
        run.config(file.resolveSibling("files").resolve("config.yaml"));
        for (byte[] data : WandbFile.records(file, JsonText.bytes(file), reading.live())) {
            try {
                run.record(CodedInputStream.newInstance(data));
            } catch (IOException malformed) {
                throw new BadInput(
                        file + " holds a record that is no W&B record: copy it again, or leave it out", malformed);
            } catch (JacksonException malformed) {
                throw new BadInput(file + " holds a value that is no JSON: " + JsonText.reason(malformed), malformed);
            }
        }
        if (run.ending == LoggedRun.Ending.UNSAID) {
            run.ending = LoggedRun.Ending.RUNNING;
        }
        return run.finish(file, reading);
    }

    /** {@code wandb-history.jsonl} of versions before 0.10. */
    static LoggedRun readHistory(Path file, Reading reading) {
        Wandb run = new Wandb();
        run.config(file.resolveSibling("config.yaml"));
        for (JsonNode row : JsonLines.read(file, reading.live())) {
            Map<String, Double> values = new LinkedHashMap<>();
            JsonText.numbers(row, "", values);
            run.rows.add(values);
        }
        return run.finish(file, reading);
    }

    private LoggedRun finish(Path file, Reading reading) {
        Map<String, Double> all = new LinkedHashMap<>();
        rows.forEach(all::putAll);
        String counter = reading.mapping()
                .columns()
                .step()
                .map(wanted -> Names.exact(all.keySet(), wanted)
                        .orElseThrow(() -> new BadInput("no series " + wanted + " in " + file
                                + Names.nearest(all.keySet(), wanted) + "; it has " + Names.list(all.keySet()))))
                .or(() -> Names.STEP.in(all.keySet()))
                .orElse("_step");
        Steps steps = new Steps();
        for (Map<String, Double> row : rows) {
            Double step = row.get(counter);
            if (step == null || Double.isNaN(step)) {
                continue;
            }
            long at = Math.round(step);
            row.forEach((key, value) -> {
                if (!key.equals(counter) && !key.startsWith("_")) {
                    steps.add(at, key, value);
                }
            });
            Double time = row.get("_timestamp");
            if (time != null && time > 0 && time < 1e11) {
                steps.time(at, Instant.ofEpochMilli(Math.round(time * 1000)));
            }
        }
        return new LoggedRun(
                name.isEmpty() ? runName(file) : name,
                List.of(file),
                LogFormat.WANDB,
                steps.inOrder(),
                OptionalLong.empty(),
                config,
                ending);
    }

    private static String runName(Path file) {
        String own = file.getFileName().toString();
        return own.endsWith(".wandb") ? own.replaceAll("^run-|\\.wandb$", "") : JsonText.folderName(file);
    }

    private void config(Path yaml) {
        if (!Files.isRegularFile(yaml)) {
            return;
        }
        try {
            JsonNode root = YAMLMapper.shared().readTree(JsonText.text(yaml));
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                JsonNode value = entry.getValue().path("value");
                if (!entry.getKey().startsWith("_") && value.isValueNode() && !value.isNull()) {
                    config.put(entry.getKey(), value.asString());
                }
            }
        } catch (JacksonException malformed) {
            throw new BadInput(yaml + " is not YAML: " + JsonText.reason(malformed), malformed);
        }
    }

    private void record(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
                continue;
            }
            byte[] data = in.readByteArray();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case HISTORY -> history(CodedInputStream.newInstance(data));
                case CONFIG -> settings(CodedInputStream.newInstance(data));
                case RUN -> run(CodedInputStream.newInstance(data));
                case EXIT -> exit(CodedInputStream.newInstance(data));
                default -> {}
            }
        }
    }

    /** HistoryRecord: items (1), step (2) with its number (1). */
    private void history(CodedInputStream in) throws IOException {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                Item item = Item.read(in.readByteArray());
                JsonNode value = JsonText.parse(item.json.isEmpty() ? "null" : item.json);
                if (value.isNumber()) {
                    row.put(item.key, value.asDouble());
                } else if (value.isString() && value.asString().matches("-?(NaN|Infinity)")) {
                    row.put(item.key, Double.parseDouble(value.asString()));
                } else if (value.isObject()) {
                    JsonText.numbers(value, item.key + "/", row);
                }
            } else if (tag == (2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                CodedInputStream step = CodedInputStream.newInstance(in.readByteArray());
                long number = 0;
                for (int inner = step.readTag(); inner != 0; inner = step.readTag()) {
                    if (inner == (1 << 3 | WireFormat.WIRETYPE_VARINT)) {
                        number = step.readInt64();
                    } else {
                        step.skipField(inner);
                    }
                }
                row.putIfAbsent("_step", (double) number);
            } else {
                in.skipField(tag);
            }
        }
        rows.add(row);
    }

    /** ConfigRecord: updates (1). */
    private void settings(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                Item item = Item.read(in.readByteArray());
                JsonNode value = JsonText.parse(item.json.isEmpty() ? "null" : item.json);
                if (!item.key.startsWith("_")) {
                    if (value.isObject()) {
                        JsonText.settings(value, item.key + "/", config);
                    } else if (value.isValueNode() && !value.isNull()) {
                        config.put(item.key, value.asString());
                    }
                }
            } else {
                in.skipField(tag);
            }
        }
    }

    /** RunRecord: run_id (1), config (4), display_name (8). */
    private void run(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    String id = in.readString();
                    name = name.isEmpty() ? id : name;
                }
                case 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                    settings(CodedInputStream.newInstance(in.readByteArray()));
                case 8 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    String display = in.readString();
                    name = display.isEmpty() ? name : display;
                }
                default -> in.skipField(tag);
            }
        }
    }

    /** RunExitRecord: exit_code (1), zero if it is left out. */
    private void exit(CodedInputStream in) throws IOException {
        int code = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (1 << 3 | WireFormat.WIRETYPE_VARINT)) {
                code = in.readInt32();
            } else {
                in.skipField(tag);
            }
        }
        ending = code == 0 ? LoggedRun.Ending.WELL : LoggedRun.Ending.FAILED;
    }

    /** A key and its value as JSON. */
    private record Item(String key, String json) {
        static Item read(byte[] data) throws IOException {
            List<String> key = new ArrayList<>();
            String json = "";
            CodedInputStream in = CodedInputStream.newInstance(data);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED, 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                        key.add(in.readString());
                    case 16 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> json = in.readString();
                    default -> in.skipField(tag);
                }
            }
            return new Item(String.join("/", key), json);
        }
    }
}
