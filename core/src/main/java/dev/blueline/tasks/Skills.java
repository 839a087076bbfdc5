package dev.blueline.tasks;

import dev.blueline.ledger.BadInput;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The skills on the class path, by name. */
public final class Skills {
    private Skills() {}

    /** All of them, in alphabetical order. */
    public static List<Skill> all() {
        return List.copyOf(byName().values());
    }

    /** @throws BadInput if there is no such skill */
    public static Skill named(String name) {
        Map<String, Skill> all = byName();
        Skill skill = all.get(name);
        if (skill == null) {
            throw new BadInput("there is no skill \"" + name + "\"; choose from " + String.join(", ", all.keySet())
                    + ", or " + Lecture.NAME + ", all, or a file of items (.jsonl)");
        }
        return skill;
    }

    private static Map<String, Skill> byName() {
        Map<String, Skill> all = new TreeMap<>();
        for (SkillProvider provider : ServiceLoader.load(SkillProvider.class)) {
            provider.skills().forEach(skill -> all.put(skill.name(), skill));
        }
        return all;
    }
}
