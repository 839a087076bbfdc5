package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The tasks on the class path, by name, and those in files. */
public final class Tasks {
    private Tasks() {}

    /** All on the class path, in alphabetical order. */
    public static List<Task> all() {
        return List.copyOf(byName().values());
    }

    /**
     * The task of a name, or of a file of questions whose path ends in {@code .jsonl} (see {@link UserTask}).
     *
     * @throws BadInput if there is no such task, or the file cannot be used
     */
    public static Task named(String name) {
        if (isFile(name)) {
            return UserTask.read(Path.of(name));
        }
        Map<String, Task> all = byName();
        Task task = all.get(name);
        if (task == null) {
            throw new BadInput("there is no task \"" + name + "\"; choose from " + String.join(", ", all.keySet())
                    + ", or a file of questions (" + UserTask.ENDING + ")");
        }
        return task;
    }

    /** Whether a name is that of a file of questions. */
    public static boolean isFile(String name) {
        return name.endsWith(UserTask.ENDING);
    }

    private static Map<String, Task> byName() {
        Map<String, Task> all = new TreeMap<>();
        for (TaskProvider provider : ServiceLoader.load(TaskProvider.class)) {
            provider.tasks().forEach(task -> all.put(task.name(), task));
        }
        return all;
    }
}
