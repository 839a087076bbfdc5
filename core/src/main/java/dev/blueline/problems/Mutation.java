package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.List;

/**
 * Ways to spoil a right answer, to see what a verifier does with it. What comes out is mostly wrong and often no answer at all, but may
 * also be right still, such as {@code (9)*2} for {@code 9*2}: a mutation says nothing of its own score.
 */
public enum Mutation {
    /** Two characters change places. */
    SWAP {
        @Override
        String spoil(String gold, Draw draw) {
            int one = draw.below(gold.length());
            int other = draw.below(gold.length());
            StringBuilder text = new StringBuilder(gold);
            text.setCharAt(one, gold.charAt(other));
            text.setCharAt(other, gold.charAt(one));
            return text.toString();
        }
    },
    /** One character is left out. */
    DROP {
        @Override
        String spoil(String gold, Draw draw) {
            return new StringBuilder(gold)
                    .deleteCharAt(draw.below(gold.length()))
                    .toString();
        }
    },
    /** One character stands twice. */
    DOUBLE {
        @Override
        String spoil(String gold, Draw draw) {
            int at = draw.below(gold.length());
            return new StringBuilder(gold).insert(at, gold.charAt(at)).toString();
        }
    },
    /** One character becomes another. */
    REPLACE {
        @Override
        String spoil(String gold, Draw draw) {
            StringBuilder text = new StringBuilder(gold);
            text.setCharAt(draw.below(gold.length()), sign(draw));
            return text.toString();
        }
    },
    /** A character comes in. */
    INSERT {
        @Override
        String spoil(String gold, Draw draw) {
            return new StringBuilder(gold)
                    .insert(draw.below(gold.length() + 1), sign(draw))
                    .toString();
        }
    },
    /** A piece of it comes back at another place. */
    COPY {
        @Override
        String spoil(String gold, Draw draw) {
            int from = draw.below(gold.length());
            int to = draw.between(from + 1, gold.length());
            return new StringBuilder(gold)
                    .insert(draw.below(gold.length() + 1), gold, from, to)
                    .toString();
        }
    },
    /** Its characters in random order. */
    SHUFFLE {
        @Override
        String spoil(String gold, Draw draw) {
            StringBuilder text = new StringBuilder(gold.length());
            for (int character : draw.shuffled(gold.chars().boxed().toList())) {
                text.append((char) character);
            }
            return text.toString();
        }
    },
    /** White space of some kind at some places. */
    SPACES {
        @Override
        String spoil(String gold, Draw draw) {
            StringBuilder text = new StringBuilder(gold);
            for (int i = draw.between(1, 3); i > 0; i--) {
                text.insert(draw.below(text.length() + 1), draw.of(SPACE));
            }
            return text.toString();
        }
    },
    /** Digits of another script, which {@link Character#isDigit} takes for digits too. */
    UNICODE_DIGITS {
        @Override
        String spoil(String gold, Draw draw) {
            char zero = draw.of(ZEROS);
            boolean all = draw.coin();
            StringBuilder text = new StringBuilder(gold);
            for (int i = 0; i < gold.length(); i++) {
                char c = gold.charAt(i);
                if (c >= '0' && c <= '9' && (all || draw.coin())) {
                    text.setCharAt(i, (char) (zero + (c - '0')));
                }
            }
            return text.toString();
        }
    },
    /** The right answer among other words or numbers. */
    AMONG_OTHERS {
        @Override
        String spoil(String gold, Draw draw) {
            String other = draw.of(List.of("7", "-", "no", "0 or", "not", "1", "=", "(", "####"));
            return draw.coin() ? gold + " " + other : other + " " + gold;
        }
    },
    /** Its first part only, as of a response that was cut off. */
    CUT_OFF {
        @Override
        String spoil(String gold, Draw draw) {
            return gold.substring(0, draw.below(gold.length()));
        }
    },
    /** Nothing at all. */
    EMPTY {
        @Override
        String spoil(String gold, Draw draw) {
            return "";
        }
    },
    /** So many copies of it that they are hundreds of thousands of characters. */
    VERY_LONG {
        @Override
        String spoil(String gold, Draw draw) {
            String piece = gold + draw.of(List.of("", " ", "\n", "+", ",", "0"));
            return piece.repeat(LONG / piece.length() + 1);
        }
    },
    /** Parentheses around it, 100,000 deep, closed or not. */
    NESTED {
        @Override
        String spoil(String gold, Draw draw) {
            return "(".repeat(DEEP) + gold + (draw.coin() ? ")".repeat(DEEP) : "");
        }
    };

    private static final int DEEP = 100_000;
    private static final int LONG = 200_000;
    private static final List<String> SPACE =
            List.of(" ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u2003", "\u200B", "\0");
    /** Zeros of full width, Arabic and Devanagari digits. */
    private static final List<Character> ZEROS = List.of('\uFF10', '\u0660', '\u0966');

    private static final String SIGNS = "0123456789+-*/()=., #abeinosABT\n";

    /** Every so many mutations one may be huge: they cost more than all others together. */
    private static final int HUGE_ONE_IN = 100;

    private static final List<Mutation> HUGE = List.of(VERY_LONG, NESTED);
    private static final List<Mutation> SMALL =
            List.of(values()).stream().filter(each -> !HUGE.contains(each)).toList();

    /** @param gold not empty */
    abstract String spoil(String gold, Draw draw);

    /** A mutation of a problem's gold answer: one to three of these ways, one after the other. */
    public static String of(Problem problem, Draw draw) {
        return of(problem.gold(), draw);
    }

    /**
     * As {@link #of(Problem, Draw)}, and in one case of ten the gold answer of another problem, whole or mutated: what is right elsewhere
     * and in the right form.
     *
     * @param other a problem of the same task and level
     */
    public static String of(Problem problem, Problem other, Draw draw) {
        if (draw.below(10) > 0) {
            return of(problem.gold(), draw);
        }
        return draw.coin() ? other.gold() : of(other.gold(), draw);
    }

    private static String of(String gold, Draw draw) {
        if (draw.below(HUGE_ONE_IN) == 0) {
            return draw.of(HUGE).applied(gold, draw);
        }
        String text = gold;
        for (int i = draw.of(List.of(1, 1, 1, 2, 2, 3)); i > 0; i--) {
            text = draw.of(SMALL).applied(text, draw);
        }
        return text;
    }

    /** This way with a text; out of nothing comes one sign. */
    public String applied(String text, Draw draw) {
        return text.isEmpty() ? String.valueOf(sign(draw)) : spoil(text, draw);
    }

    private static char sign(Draw draw) {
        return SIGNS.charAt(draw.below(SIGNS.length()));
    }
}
