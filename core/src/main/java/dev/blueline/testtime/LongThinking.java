package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.GivenProblem;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.study.FolderLock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One problem thought about for as long as given, on all cores, until the verifier finds an answer right. What was thought is saved every few
 * seconds; the same request again goes on from there, and makes the same attempts as if it had never been stopped.
 */
public final class LongThinking {
    private static final String MODEL = "model.safetensors";
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 3;

    private LongThinking() {}

    /**
     * How it ended.
     *
     * @param state without the answers seen
     * @param proof of the best answer, if there is one
     */
    public record Result(ThinkingState state, Optional<Proof> proof) {
        /** Whether the best answer is right, as the verifier has just confirmed. */
        public boolean solved() {
            return proof.filter(Proof::holds).isPresent();
        }
    }

    /**
     * Thinks, or goes on thinking.
     *
     * @param out folder for checkpoints
     * @throws BadInput if the folder is of other work, or the model cannot be asked
     */
    public static Result run(ThinkingRequest request, GivenProblem given, Path out, ThinkingListener listener) {
        try (TrainedModel model = TrainedModel.open(request.run(), request.threads());
                FolderLock lock = FolderLock.of(out)) {
            Dialogue dialogue = new Dialogue(model.tokenizer());
            ThinkingState first = Thinker.beginning(
                    given, fingerprint(request.run()), tokens(request, model), request.seed(), request.alone());
            ThinkingFile file = new ThinkingFile(out);
            ThinkingState state = file.load(listener::says).orElse(first);
            if (!state.goesOnFrom(first)) {
                throw new BadInput("output folder " + out
                        + " holds thoughts on another problem, or with another --run, --response,"
                        + " --seed or --alone; give the same again to go on with it, or another --out");
            }
            Thinker thinker = new Thinker(model.learner(), dialogue, given, state);
            think(thinker, request.seconds(), file, listener);
            ThinkingState last = thinker.state();
            return new Result(last, last.best().map(best -> Proof.of(given, best.answer())));
        }
    }

    /** A folder of its own for each problem, model and seed, so that the same command finds it again. */
    public static String folderName(ThinkingRequest request, GivenProblem given) {
        String work = Fingerprint.of(given.problem() + " " + fingerprint(request.run()) + " " + request.tokens() + " "
                + request.seed() + " " + request.alone());
        return "think-" + given.problem().task() + "-" + work.substring(0, 8);
    }

    /** Most tokens of a response: more than the context there cannot be. */
    static int tokens(ThinkingRequest request, TrainedModel model) {
        int context = model.learner().shape().context();
        return request.tokens() == 0 ? context : Math.min(request.tokens(), context);
    }

    static String fingerprint(Path run) {
        return Fingerprint.of(run.resolve(MODEL)).substring(0, 16);
    }

    private static void think(Thinker thinker, double seconds, ThinkingFile file, ThinkingListener listener) {
        double saved = Double.NEGATIVE_INFINITY;
        boolean news = false;
        long begun = System.nanoTime();
        while (!thinker.state().solved() && thinker.state().spent().seconds() < seconds) {
            thinker.round(begun);
            begun = System.nanoTime();
            news = true;
            listener.advanced(thinker.state());
            if (begun * 1e-9 - saved > SECONDS_BETWEEN_CHECKPOINTS) {
                file.save(thinker.checkpoint());
                saved = begun * 1e-9;
                news = false;
            }
        }
        if (news) {
            file.save(thinker.checkpoint());
        }
    }
}
