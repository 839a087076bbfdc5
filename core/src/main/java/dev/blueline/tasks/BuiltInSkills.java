package dev.blueline.tasks;

import java.util.List;

/** The skills that come with the program. */
public final class BuiltInSkills implements SkillProvider {
    @Override
    public List<Skill> skills() {
        return List.of(
                new Grammar(),
                new Knowledge(),
                new Sentiment(),
                new Translation(new Lexicon.Spanish()),
                new Translation(new Lexicon.Russian()),
                new Spatial(),
                new Arithmetic(),
                new Comparison());
    }
}
