package dev.blueline.evaluation;

import dev.blueline.tasks.Draw;
import java.util.List;
import java.util.Locale;

/** A format that a prompt asks for by its shape, so that a model which only continues text can keep it. */
enum AskedFormat {
    NUMBERED_LIST {
        @Override
        String prompt(Draw draw) {
            PromptWords words = draw.of(PromptWords.KINDS);
            List<String> two = draw.several(words.things(), 2);
            return "Some " + words.kind() + ":\n1. " + two.get(0) + "\n2. " + two.get(1) + "\n3.";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.entry(written, "4.");
        }
    },
    BULLET_LIST {
        @Override
        String prompt(Draw draw) {
            PromptWords words = draw.of(PromptWords.KINDS);
            List<String> three = draw.several(words.things(), 3);
            return "A list of " + words.kind() + ":\n- " + String.join("\n- ", three) + "\n-";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.entry(written, "-");
        }
    },
    ANSWER_LINE {
        @Override
        String prompt(Draw draw) {
            List<String> names = draw.several(PromptWords.NAMES.things(), 3);
            List<String> cities = draw.several(PromptWords.CITIES.things(), 2);
            return "Question: Where does " + names.get(0) + " live?\nAnswer: in " + cities.get(0)
                    + "\nQuestion: Where does " + names.get(1) + " live?\nAnswer: in " + cities.get(1)
                    + "\nQuestion: Where does " + names.get(2) + " live?\nAnswer:";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.record(written, "Question:");
        }
    },
    QUOTATION {
        @Override
        String prompt(Draw draw) {
            return draw.of(PromptWords.NAMES.things())
                    + draw.of(List.of(" said: \"", " asked: \"", " wrote: \""))
                    + draw.of(
                            List.of("We will go to", "I have seen", "This is not the", "It is time for", "The day of"));
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.quotation(written);
        }
    },
    BALANCED_CALL {
        @Override
        String prompt(Draw draw) {
            List<String> names = draw.several(PromptWords.VARIABLES, 3);
            return draw.of(List.of(
                    "int " + names.get(0) + " = Math.max(" + names.get(1) + ", Math.min(" + names.get(2) + ",",
                    "list.add(values[" + names.get(0) + " + " + names.get(1),
                    "return new String(bytes, " + names.get(0) + ", Math.min(" + names.get(1) + ",",
                    "buffer.append(text.substring(" + names.get(0) + ","));
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.statement(prompt, written);
        }
    },
    NUMBERS {
        @Override
        String prompt(Draw draw) {
            int step = draw.between(1, 9);
            int first = draw.between(1, 9);
            return draw.of(List.of("The numbers are ", "Numbers: ", "Count: ")) + first + ", " + (first + step) + ", "
                    + (first + 2 * step) + ", " + (first + 3 * step) + ",";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.numbers(written);
        }
    },
    RECORD {
        @Override
        String prompt(Draw draw) {
            String field = draw.of(List.of("city", "home", "from"));
            List<String> names = draw.several(PromptWords.NAMES.things(), 3);
            List<String> cities = draw.several(PromptWords.CITIES.things(), 2);
            return "name: " + names.get(0) + "\n" + field + ": " + cities.get(0) + "\n\nname: " + names.get(1) + "\n"
                    + field + ": " + cities.get(1) + "\n\nname: " + names.get(2) + "\n" + field + ":";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.record(written, "name:");
        }
    },
    TABLE_ROW {
        @Override
        String prompt(Draw draw) {
            List<String> names = draw.several(PromptWords.NAMES.things(), 3);
            List<String> cities = draw.several(PromptWords.CITIES.things(), 2);
            return "name,age,city\n" + names.get(0) + "," + draw.between(20, 69) + "," + cities.get(0) + "\n"
                    + names.get(1) + "," + draw.between(20, 69) + "," + cities.get(1) + "\n" + names.get(2) + ",";
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.row(written, 2);
        }
    },
    COMMENT {
        @Override
        String prompt(Draw draw) {
            return draw.of(List.of("/* ", "/** "))
                    + draw.of(List.of("Returns the ", "Sets the ", "Checks the "))
                    + draw.of(PromptWords.VARIABLES)
                    + draw.of(List.of(" of the", " for this", " of a"));
        }

        @Override
        boolean kept(String prompt, Written written) {
            return FormatRules.comment(written);
        }
    };

    /** A prompt of this format. */
    abstract String prompt(Draw draw);

    /** Whether what was written after the prompt keeps the format. */
    abstract boolean kept(String prompt, Written written);

    /** Its name in figures, such as {@code numbered list}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
