package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How thoughts on a task say that what was found will not do and another try comes, as the task's monologues have it. A model that was not
 * taught monologues has never seen it.
 *
 * <table>
 * <caption>A thought that had ended, made to go on</caption>
 * <tr><td>countdown</td><td>{@code 9+4=13+8=21!} becomes {@code 9+4=13+8=21?}; {@code 9+4=13+8=21?} stays</td></tr>
 * <tr><td>arithmetic</td><td>{@code m6-7=9} becomes {@code m6-7=9!}: the last step was a slip</td></tr>
 * <tr><td>word problems</td><td>{@code Mia 5+7=12.} becomes {@code Mia 5+7=12, no, }</td></tr>
 * </table>
 *
 * @param claim end of a thought that says it has reached what is asked; empty where thoughts do not say
 * @param dropped what goes from the end of a thought before the sign is put
 * @param sign what is put
 * @param tries whole tries in a thought, where one can be read without the others
 */
record RetrySign(String claim, String dropped, String sign, Optional<Pattern> tries) {
    /** Tasks whose thoughts have one. */
    static final List<String> TASKS = List.of("countdown", "arithmetic", "word-problems");

    private static final RetrySign COUNTDOWN =
            new RetrySign("!", "[?!]", "?", Optional.of(Pattern.compile("[^?!]+(?=[?!])")));
    private static final RetrySign ARITHMETIC = new RetrySign("", "", "!", Optional.empty());
    private static final RetrySign WORD_PROBLEMS = new RetrySign("", "\\.", ", no, ", Optional.empty());

    /** @throws BadInput if thoughts on the task have none */
    static RetrySign of(String task) {
        return switch (task) {
            case "countdown" -> COUNTDOWN;
            case "arithmetic" -> ARITHMETIC;
            case "word-problems" -> WORD_PROBLEMS;
            default ->
                throw new BadInput(
                        "thoughts on " + task
                                + " have no sign for another try, so one that has ended cannot be made to go on; choose another strategy, or one of the tasks countdown, arithmetic, word-problems");
        };
    }

    /**
     * The same for revision, where a whole try must be readable on its own.
     *
     * @throws BadInput if it is not
     */
    static RetrySign ofTries(String task) {
        if (!task.equals("countdown")) {
            throw new BadInput(
                    "a thought on " + task
                            + " is one chain, in which an earlier answer has no place of its own, so it cannot be revised; choose another strategy, or the task countdown");
        }
        return COUNTDOWN;
    }

    /** Whether a thought says at its end that it has reached what is asked. */
    boolean claims(String thought) {
        return !claim.isEmpty() && thought.endsWith(claim);
    }

    /** A thought whose end is taken back, so that another try must follow. */
    String rejected(String thought) {
        return thought.replaceFirst(dropped + "$", "") + sign;
    }

    /** The try that a thought ended with, marked as failed; nothing if there is none. */
    Optional<String> lastFailed(String thought) {
        List<String> all = tries.stream()
                .flatMap(pattern -> pattern.matcher(thought).results())
                .map(MatchResult::group)
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast() + sign);
    }
}
