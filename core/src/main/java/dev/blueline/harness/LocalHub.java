package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Data sets of Hugging Face's hub that lie on this machine, so that a task which names one runs as it is. Looked for are the folders
 * {@code OWNER/NAME} and {@code NAME}, and the hub's own cache ({@code datasets--OWNER--NAME}); in it the folder of the configuration,
 * or {@code data}, or itself; there the files {@code SPLIT.ENDING} or {@code SPLIT-00000-of-00001.ENDING}.
 *
 * @param folder that holds them
 */
record LocalHub(Path folder) {
    private static final Set<String> OF_FILES = Set.of("json", "csv", "parquet");

    /** Endings with the reader of each; the first found counts. */
    private static final Map<String, String> ENDINGS = new LinkedHashMap<>();

    static {
        ENDINGS.put(".parquet", "parquet");
        ENDINGS.put(".jsonl", "json");
        ENDINGS.put(".json", "json");
        ENDINGS.put(".csv", "csv");
    }

    LocalHub {
        if (!Files.isDirectory(folder)) {
            throw new BadInput("there is no folder of data sets " + folder + "; give one with --data");
        }
    }

    /** The task with files of this machine in place of a data set of the hub; itself if it names files already. */
    Fields local(Fields task) {
        Optional<String> name = task.text("dataset_path");
        if (name.isEmpty() || OF_FILES.contains(name.get())) {
            return task;
        }
        Optional<String> configuration = task.text("dataset_name");
        List<Path> places = places(task, name.get(), configuration);
        Set<String> splits = splits(task);
        for (Path place : places) {
            for (Map.Entry<String, String> ending : ENDINGS.entrySet()) {
                Map<String, Object> files = files(place, splits, ending.getKey());
                if (!files.isEmpty()) {
                    return new Fields(task.file(), task.path(), replaced(task, ending.getValue(), files));
                }
            }
        }
        throw task.refused(
                "dataset_path", "no file of the splits " + String.join(", ", splits) + " is in " + joined(places));
    }

    private static Map<String, Object> replaced(Fields task, String format, Map<String, Object> files) {
        Map<String, Object> values = new LinkedHashMap<>(task.values());
        values.put("dataset_path", format);
        values.put("dataset_kwargs", Map.of("data_files", files));
        values.remove("dataset_name");
        return values;
    }

    /** Where the data set's files may be, that of its configuration first. */
    private List<Path> places(Fields task, String name, Optional<String> configuration) {
        List<Path> bases = new ArrayList<>();
        bases.add(folder.resolve(name));
        bases.add(folder.resolve(name.substring(name.lastIndexOf('/') + 1)));
        bases.addAll(
                folders(folder.resolve("datasets--" + name.replace("/", "--")).resolve("snapshots")));
        List<Path> places = new ArrayList<>();
        for (Path base : new LinkedHashSet<>(bases)) {
            configuration.ifPresent(each -> places.addAll(List.of(
                    base.resolve(each),
                    base.resolve(each).resolve("data"),
                    base.resolve("data").resolve(each))));
            places.add(base.resolve("data"));
            places.add(base);
        }
        List<Path> there = places.stream().filter(Files::isDirectory).toList();
        if (there.isEmpty()) {
            throw task.refused(
                    "dataset_path",
                    "data set " + name + " is not in --data " + folder + "; its files belong in "
                            + folder.resolve(name));
        }
        return there;
    }

    private static Set<String> splits(Fields task) {
        Set<String> splits = new LinkedHashSet<>();
        for (String key : List.of("test_split", "validation_split", "training_split", "fewshot_split")) {
            task.text(key).ifPresent(splits::add);
        }
        task.map("fewshot_config").text("split").ifPresent(splits::add);
        return splits;
    }

    private static Map<String, Object> files(Path place, Set<String> splits, String ending) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String split : splits) {
            Pattern name = Pattern.compile(Pattern.quote(split) + "([-.]\\d+-of-\\d+.*)?" + Pattern.quote(ending));
            List<String> files = entries(place).stream()
                    .filter(file -> Files.isRegularFile(file)
                            && name.matcher(file.getFileName().toString()).matches())
                    .map(file -> file.toAbsolutePath().toString())
                    .toList();
            if (!files.isEmpty()) {
                found.put(split, files);
            }
        }
        return found;
    }

    private static List<Path> folders(Path around) {
        return Files.isDirectory(around)
                ? entries(around).stream().filter(Files::isDirectory).toList()
                : List.of();
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + " cannot be read", failure);
        }
    }

    private static String joined(List<Path> places) {
        return String.join(", ", places.stream().map(Path::toString).toList());
    }
}
