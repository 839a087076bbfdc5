package dev.blueline.answering;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.reasoning.BranchedTraining;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PolicySettings;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReasoningRequest;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.reasoning.SupervisedTraining;
import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.Size;
import dev.blueline.trials.TrialListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models of a study, each in a folder of its own in {@code models/}, with {@code trained.json} once it is whole. Sizes are taught from a trunk of
 * which every training compute branches off; reinforcement learning is one run, copied at each of its computes.
 */
record Models(StudyRequest request, AnsweringStudy.Answering answering, Course course, TrialListener listener) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRAINED = "trained.json";

    /** Of the recipe, as other studies teach. */
    private static final double RATE = 1;

    Path folder(Candidate candidate) {
        return request.out().resolve("models").resolve(candidate.name());
    }

    Optional<Trained> trained(Candidate candidate) {
        Path file = folder(candidate).resolve(TRAINED);
        return Files.exists(file) && SealedFiles.isSound(file)
                ? Optional.of(JSON.readValue(SealedFiles.read(file), Trained.class))
                : Optional.empty();
    }

    Candidate taught(Size size, int mark) {
        return new Candidate(course.name(), size, mark, 0);
    }

    /** All of a plan, by size and training compute, then those of reinforcement learning. */
    List<Candidate> all(AnsweringPlan plan) {
        List<Candidate> all = new ArrayList<>();
        for (Size size : answering.sizes()) {
            for (int mark = 0; mark < plan.computes(); mark++) {
                all.add(taught(size, mark));
            }
        }
        for (int mark = 1; mark <= plan.marks(); mark++) {
            all.add(new Candidate(course.name(), answering.improvement().size(), plan.computes() - 1, mark));
        }
        return all;
    }

    /**
     * Teaches a size to the first so many training computes.
     *
     * @param advanced hears FLOPs
     */
    void teach(Size size, int computes, DoubleConsumer advanced) {
        List<Double> flops = course.lessons().flops().subList(0, computes);
        for (int mark = 0; mark < computes; mark++) {
            if (trained(taught(size, mark)).isEmpty()) {
                break;
            }
            if (mark == computes - 1) {
                return;
            }
        }
        try (Learner learner =
                Learners.create(request.learner(), course.shape(size), request.seed(), request.threads())) {
            List<Long> lengths = flops.stream()
                    .map(each -> course.demonstrations().steps(learner.shape(), each))
                    .toList();
            new BranchedTraining(
                            course.demonstrations(),
                            lengths,
                            RATE,
                            request.out()
                                    .resolve("trunks")
                                    .resolve(taught(size, 0).name()))
                    .run(learner, new BranchedTraining.Listener() {
                        @Override
                        public void says(String line) {
                            listener.says(line);
                        }

                        @Override
                        public boolean isMeasured(int run) {
                            return trained(taught(size, run)).isPresent();
                        }

                        @Override
                        public void advanced(double flops) {
                            advanced.accept(flops);
                        }

                        @Override
                        public void ended(int run, Learner model, SupervisedTraining.State end) {
                            save(model, taught(size, run), end.flops(), 0, end.tokens(), end.seconds());
                        }
                    });
        }
    }

    private void save(Learner model, Candidate candidate, double taught, double improved, long tokens, double seconds) {
        Path folder = folder(candidate);
        DurableFiles.createFolder(folder);
        model.save(folder);
        course.tokenizer().save(folder.resolve("tokenizer.json"));
        try {
            Files.deleteIfExists(
                    folder.resolve("optimizer.safetensors")); // what goes on from here begins with it at rest
        } catch (IOException failure) {
            throw WriteFailure.of(folder, failure);
        }
        SealedFiles.write(
                folder.resolve(TRAINED),
                JSON.writeValueAsBytes(new Trained(
                        candidate,
                        model.shape().parameters().total(),
                        model.shape().parameters().matmul(),
                        taught,
                        improved,
                        tokens,
                        seconds)));
        listener.says(String.format(
                Locale.ROOT, "%s, %.2g FLOP of training: %.0f s", candidate.name(), taught + improved, seconds));
    }

    /**
     * Reinforcement learning to one of its computes.
     *
     * @param advanced hears FLOPs
     */
    void improve(Candidate candidate, DoubleConsumer advanced) {
        if (trained(candidate).isPresent()) {
            return;
        }
        Trained start = trained(taught(candidate.size(), candidate.taught()))
                .orElseThrow(() -> new IllegalStateException("reinforcement learning has no start"));
        double flops = course.lessons().improvedFlops().get(candidate.improved() - 1);
        PolicySettings usual = PolicySettings.usual();
        Path out = request.out().resolve("runs").resolve(start.candidate().name() + "-rl");
        DurableFiles.createFolder(out);
        Ledger.Entry end = ReinforcementLearning.run(
                new ReasoningRequest(
                        folder(start.candidate()),
                        List.of(course.lessons().name()),
                        course.lessons().improved(),
                        course.lessons().improved(),
                        Method.RL,
                        new PolicySettings(
                                usual.prompts(),
                                usual.group(),
                                answering.tokens(),
                                usual.baseline(),
                                usual.clipLow(),
                                usual.clipHigh(),
                                0,
                                usual.minibatches(),
                                usual.resamples(),
                                answering.improvement().rate()),
                        flops,
                        0,
                        Integer.MAX_VALUE,
                        request.seed(),
                        out,
                        request.learner(),
                        request.threads()),
                new Hearing(advanced));
        try (Learner learner = Learners.create(request.learner(), course.shape(candidate.size()), request.seed(), 1)) {
            learner.load(out);
            save(
                    learner,
                    candidate,
                    start.taughtFlops(),
                    end.run().flops(),
                    start.tokens() + end.run().tokens(),
                    start.seconds() + end.run().seconds());
        }
    }

    /** Hands on the FLOPs of every step. */
    private static final class Hearing implements ReinforcementLearning.Listener {
        private final DoubleConsumer advanced;
        private double before = Double.NaN;

        Hearing(DoubleConsumer advanced) {
            this.advanced = advanced;
        }

        @Override
        public void says(String line) {
            // the study says what it does itself
        }

        @Override
        public void stepped(double share, ReasoningRecord.Stepped step) {
            double now = step.spent().flops();
            advanced.accept(Double.isNaN(before) ? 0 : now - before);
            before = now;
        }

        @Override
        public void examined(ReasoningRecord.Examined examined) {
            // pools say more
        }
    }
}
