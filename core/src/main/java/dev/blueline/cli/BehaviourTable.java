package dev.blueline.cli;

import dev.blueline.reasoning.ReasoningRecord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Share of all responses to held-out problems whose thought shows each behaviour, at every measurement. */
final class BehaviourTable {
    private BehaviourTable() {}

    /** Empty where nothing was counted. */
    static String text(List<ReasoningRecord.Examined> examinations) {
        Set<String> words = new TreeSet<>();
        examinations.forEach(examined -> words.addAll(examined.all().behaviour().keySet()));
        if (words.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%nshare of responses to all held-out problems whose thought does this%n%n%8s", "steps"));
        words.forEach(word -> text.append(String.format(Locale.ROOT, " %9s", word)));
        text.append(String.format(Locale.ROOT, " %9s %9s%n", "right", "tokens"));
        for (ReasoningRecord.Examined examined : examinations) {
            text.append(String.format(Locale.ROOT, "%8d", examined.step()));
            for (String word : words) {
                text.append(String.format(
                        Locale.ROOT, " %9.2f", examined.all().behaviour().getOrDefault(word, 0.0)));
            }
            text.append(String.format(
                    Locale.ROOT,
                    " %9.2f %9.1f%n",
                    examined.all().pass1(),
                    examined.all().tokens()));
        }
        return text.toString();
    }
}
