package dev.blueline.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a task's documents are: files on this machine, by split.
 *
 * @param format json (also a line a document), csv or parquet
 * @param splits files of each split
 * @param field of a JSON file that holds the documents, if they are not the whole
 */
record DataFiles(Format format, Map<String, List<Path>> splits, Optional<String> field) {
    private static final String ALL = "train";

    /** Formats that the harness reads from files. */
    enum Format {
        JSON,
        CSV,
        PARQUET
    }

    static DataFiles of(Fields task) {
        String path = task.text("dataset_path").orElseThrow(() -> task.refused("dataset_path", "is missing"));
        Format format = switch (path) {
            case "json" -> Format.JSON;
            case "csv" -> Format.CSV;
            case "parquet" -> Format.PARQUET;
            default ->
                throw task.refused(
                        "dataset_path",
                        "data set " + path
                                + " is on a network; give --data DIR with its files, or include the task from a file of"
                                + " your own that has dataset_path: json, csv or parquet and dataset_kwargs: data_files");
        };
        Fields settings = task.map("dataset_kwargs");
        settings.only(Set.of("data_files", "field", "trust_remote_code"));
        Object files = settings.value("data_files").orElseThrow(() -> settings.refused("data_files", "is missing"));
        Map<String, List<Path>> splits = new LinkedHashMap<>();
        if (files instanceof Map) {
            Fields named = settings.map("data_files");
            named.values().keySet().forEach(split -> splits.put(split, paths(named, split)));
        } else {
            splits.put(ALL, paths(settings, "data_files"));
        }
        return new DataFiles(format, splits, settings.text("field"));
    }

    /** Beside the task file, or else from the folder the program was started in. */
    private static List<Path> paths(Fields fields, String key) {
        return fields.texts(key).stream()
                .map(name -> {
                    Path beside = fields.file().resolveSibling(name);
                    Path found = Files.isRegularFile(beside) ? beside : Path.of(name);
                    if (!Files.isRegularFile(found)) {
                        throw fields.refused(key, "there is no file " + beside);
                    }
                    return found;
                })
                .toList();
    }
}
