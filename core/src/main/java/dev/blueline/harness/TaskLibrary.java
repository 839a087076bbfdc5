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
import java.util.stream.Stream;

/**
 * Finds tasks by the path of their file, or by the name of a task, a group or a tag among the files of folders. A file is looked at no
 * closer than its name until it is asked for.
 */
public final class TaskLibrary {
    private static final int DEEPEST = 12;
    private static final Set<String> OF_A_GROUP =
            Set.of("group", "group_alias", "task", "aggregate_metric_list", "metadata", "tag");

    private final List<Path> folders;
    private Optional<Map<String, Path>> index = Optional.empty();
    private final Map<String, List<String>> tags = new LinkedHashMap<>();
    private final Map<String, TaskConfig> tasks = new LinkedHashMap<>();
    private final Map<String, TaskGroup> groups = new LinkedHashMap<>();

    private final Optional<LocalHub> hub;

    private TaskLibrary(List<Path> folders, Optional<LocalHub> hub) {
        this.folders = folders;
        this.hub = hub;
    }

    /**
     * Tasks to be run.
     *
     * @param tasks each once, in the order named
     * @param groups the groups among what was named
     */
    public record Selection(List<TaskConfig> tasks, List<TaskGroup> groups) {
        /** Names of the tasks, in their order. */
        public List<String> names() {
            return tasks.stream().map(TaskConfig::name).toList();
        }
    }

    /** Whether a word of {@code --tasks} is a file of the harness. */
    public static boolean isFile(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml");
    }

    /**
     * Finds all that is named.
     *
     * @param words task files, or names of tasks, groups and tags
     * @param folders where names are looked for, beside the folders of the files
     * @throws BadInput if something is not there, or is not supported
     */
    public static Selection find(List<String> words, List<Path> folders) {
        return find(words, folders, Optional.empty());
    }

    /**
     * As {@link #find(List, List)}, with data sets of the hub that lie on this machine.
     *
     * @param data folder of data sets, each in a folder of its name
     */
    public static Selection find(List<String> words, List<Path> folders, Optional<Path> data) {
        Set<Path> searched = new LinkedHashSet<>(folders);
        for (String word : words) {
            if (isFile(word)) {
                searched.add(Path.of(word).toAbsolutePath().getParent());
            }
        }
        TaskLibrary library = new TaskLibrary(List.copyOf(searched), data.map(LocalHub::new));
        for (String word : words) {
            if (isFile(word)) {
                library.add(Path.of(word));
            } else {
                library.named(word, "--tasks names", 0);
            }
        }
        return new Selection(List.copyOf(library.tasks.values()), List.copyOf(library.groups.values()));
    }

    private List<String> add(Path file) {
        return add(included(file, 0), 0);
    }

    /** Adds what a file says and tells the names of its tasks. */
    private List<String> add(Fields fields, int depth) {
        if (depth > DEEPEST) {
            throw fields.refused("task", "groups are nested deeper than " + DEEPEST + "; does one hold itself?");
        }
        if (fields.value("task").orElse("") instanceof List) {
            return addGroup(fields, depth);
        }
        TaskConfig task = TaskConfig.of(hub.map(local -> local.local(fields)).orElse(fields));
        tasks.putIfAbsent(task.name(), task);
        return List.of(task.name());
    }

    private List<String> addGroup(Fields fields, int depth) {
        fields.only(OF_A_GROUP);
        String name = fields.text("group").orElseThrow(() -> fields.refused("group", "is missing"));
        Set<String> leaves = new LinkedHashSet<>();
        List<String> members = new ArrayList<>();
        for (Object member : fields.list("task")) {
            List<String> found = member instanceof Map<?, ?> map
                    ? add(merged(fields.file(), YamlFile.texts(map), depth), depth + 1)
                    : named(member.toString(), fields.file() + ": key \"task\" names", depth + 1);
            leaves.addAll(found);
            members.add(member instanceof Map ? found.getFirst() : member.toString());
        }
        groups.putIfAbsent(name, TaskGroup.of(fields, members, List.copyOf(leaves)));
        return List.copyOf(leaves);
    }

    /** An entry of a group: a task of its own, or one that is known with other settings. */
    private Fields merged(Path file, Map<String, Object> entry, int depth) {
        Object name = entry.get("task");
        Path known = name == null ? null : index().get(name.toString());
        if (name instanceof List || known == null) {
            return new Fields(file, "", entry);
        }
        Map<String, Object> all = new LinkedHashMap<>(included(known, depth).values());
        all.putAll(entry);
        return new Fields(known, "", all);
    }

    private List<String> named(String name, String who, int depth) {
        Path file = index().get(name);
        if (file != null) {
            return add(included(file, 0), depth);
        }
        List<String> tagged = tags.get(name);
        if (tagged != null) {
            return tagged.stream()
                    .flatMap(task -> named(task, who, depth + 1).stream())
                    .toList();
        }
        String searched = folders.isEmpty()
                ? "any folder"
                : String.join(", ", folders.stream().map(Path::toString).toList());
        throw new BadInput(who + " " + name + ", which no task file in " + searched
                + " defines; give a .yaml file, or the folder of task files with --include-path");
    }

    /** A file's keys over those of the file that it includes. */
    private static Fields included(Path file, int depth) {
        Map<String, Object> own = YamlFile.read(file);
        Object include = own.remove("include");
        if (include == null || include instanceof Optional) {
            return new Fields(file, "", own);
        }
        Fields fields = new Fields(file, "", Map.of("include", include));
        if (depth > DEEPEST) {
            throw fields.refused(
                    "include", "includes are nested deeper than " + DEEPEST + "; does a file include itself?");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : fields.texts("include")) {
            Path beside = file.resolveSibling(name);
            all.putAll(included(Files.isRegularFile(beside) ? beside : Path.of(name), depth + 1)
                    .values());
        }
        all.putAll(own);
        return new Fields(file, "", all);
    }

    /** Files by the name of their task or group; the first found counts. */
    private Map<String, Path> index() {
        if (index.isEmpty()) {
            Map<String, Path> found = new LinkedHashMap<>();
            index = Optional.of(found);
            folders.forEach(folder -> files(folder).forEach(file -> enter(file, found)));
        }
        return index.get();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInput("there is no folder of task files " + folder + "; give one with --include-path");
        }
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files.filter(file -> isFile(file.toString())).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + " cannot be read", failure);
        }
    }

    /** A file that cannot be read defines nothing here; it is refused when it is asked for by its path. */
    private void enter(Path file, Map<String, Path> found) {
        Map<String, Object> values;
        try {
            values = included(file, 0).values();
        } catch (BadInput unreadable) {
            return;
        }
        Object task = values.get("task");
        Object group = values.get("group");
        if (task instanceof String name) {
            found.putIfAbsent(name, file);
            for (String key : List.of("tag", "group")) {
                Object tag = values.get(key);
                for (Object each : tag instanceof List<?> many ? many : tag == null ? List.of() : List.of(tag)) {
                    tags.computeIfAbsent(each.toString(), unseen -> new ArrayList<>())
                            .add(name);
                }
            }
        } else if (group instanceof String name) {
            found.putIfAbsent(name, file);
        }
    }
}
