package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Documents;
import dev.blueline.corpus.Mixture;
import dev.blueline.evaluation.BitsPerByte;
import dev.blueline.evaluation.ClassedText;
import dev.blueline.evaluation.ScoredText;
import dev.blueline.evaluation.TokenTagger;
import dev.blueline.evaluation.WordRanks;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.study.Rung;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFailure;
import dev.blueline.tasks.Item;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.EncodedCorpus;
import dev.blueline.tokenizer.GeneratedText;
import dev.blueline.tokenizer.TokenStream;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a study, ready to train on and to measure with.
 *
 * @param identity all that decides the training text, beside the corpus; empty for the corpus's own
 * @param report what is in the corpus and what was left out
 * @param tokenizer learned from the training side, or the one found in the output folder
 * @param natural tokens of the training side, end-of-text between documents
 * @param training the natural tokens and then those of the skills, if the study has any
 * @param parts what each weighted source gave to training, in tokens; empty if all text is used as it is
 * @param validation the held-out side
 * @param words the most frequent words of the training side, or those found in the output folder
 * @param classes the held-out side by what it takes to predict each token
 * @param skills what is trained and asked beside natural text
 * @param withheld a sentence on text that was left out of training, as it holds what is shown; empty if none was
 */
public record TextData(
        String identity,
        CorpusReport report,
        Tokenizer tokenizer,
        TokenStream natural,
        TokenStream training,
        List<Mixture.Part> parts,
        BitsPerByte validation,
        WordRanks words,
        ClassedText classes,
        SkillMixture skills,
        Optional<String> withheld) {
    private static final String TOKENIZER = "tokenizer.json";

    /**
     * Learns a tokenizer and encodes the corpus, into the corpus's folder. A tokenizer already in the folder is used again: the
     * same text gives the same one.
     *
     * @param folder output folder, which need not exist
     * @param says hears one line for each stage
     */
    public static TextData of(Study study, Corpus corpus, Path folder, Consumer<String> says) {
        long smallest = study.ladder().tokens().getFirst();
        if (corpus.report().trainingBytes() < smallest) { // a token is at least a byte
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "the corpus holds %.2f MB of training text, too little for the smallest rung of study %s (%s tokens); "
                            + "give more text with --corpus",
                    corpus.report().trainingBytes() * 1e-6,
                    study.name(),
                    Rung.inWords(smallest)));
        }
        List<Item> items = SkillMixture.items(study.skills());
        List<Item> facts = SkillMixture.facts(study.skills());
        Withheld withheld = Withheld.of(
                corpus, Stream.concat(items.stream(), facts.stream()).distinct().toList());
        Corpus left = withheld.from(corpus);
        Tokenizer tokenizer = tokenizer(study, corpus, folder.resolve(TOKENIZER), says);
        EncodedCorpus encoded = EncodedCorpus.of(left, tokenizer, says);
        SkillMixture skills = SkillMixture.of(
                study.skills(),
                tokenizer,
                encoded.training().length(),
                new SkillMixture.Asked(
                        withheld.from(items),
                        withheld.from(facts),
                        withheld.items().size(),
                        withheld.statements()),
                study.model().context(),
                corpus.folder().resolve("skills"));
        List<ScoredText> documents = documents(study, corpus, tokenizer);
        if (documents.isEmpty()) {
            throw new BadInput("the corpus leaves no text to measure on; give more text with --corpus");
        }
        BitsPerByte validation = new BitsPerByte(documents, tokenizer.endOfText());
        WordRanks words = words(corpus, folder);
        ClassedText classes = ClassedText.of(
                validation, new TokenTagger(tokenizer, words), study.model().context());
        return new TextData(
                "",
                left.report(),
                tokenizer,
                encoded.training(),
                encoded.training().followedBy(skills.text()),
                encoded.parts(),
                validation,
                words,
                classes,
                skills,
                withheld.inWords());
    }

    /** The documents behind {@link #natural}, in its order; not where sources have weights, which mix them anew. */
    public static Documents documents(Study study, Corpus corpus) {
        return Withheld.of(corpus, SkillMixture.items(study.skills()))
                .from(corpus)
                .training();
    }

    /**
     * The same held-out text and tokenizer with another text to train on.
     *
     * @param what all that decides the text, beside the corpus
     * @param stream the text's tokens
     */
    public TextData trainedOn(String what, TokenStream stream) {
        return new TextData(
                what, report, tokenizer, stream, stream, List.of(), validation, words, classes, skills, withheld);
    }

    /**
     * The same documents through another tokenizer: what is trained on, and the same bytes held out.
     *
     * @param study whose text this is; it asks no items
     * @param least tokens wanted to train on, from the corpus's first documents; fewer where it has no more
     * @param file where they lie
     */
    public TextData through(Study study, Corpus corpus, Tokenizer other, long least, Path file) {
        Corpus trainable = Withheld.of(corpus, List.of()).from(corpus);
        TokenStream stream = GeneratedText.encoded(file, report.hash(), other, trainable.training().stream(), least);
        BitsPerByte heldOut = new BitsPerByte(documents(study, corpus, other), other.endOfText());
        ClassedText classed = ClassedText.of(
                heldOut, new TokenTagger(other, words), study.model().context());
        return new TextData(
                "first " + least + " tokens",
                report,
                other,
                stream,
                stream,
                List.of(),
                heldOut,
                words,
                classed,
                skills,
                withheld);
    }

    private static List<ScoredText> documents(Study study, Corpus corpus, Tokenizer tokenizer) {
        return EncodedCorpus.heldOut(corpus, tokenizer, study.corpus().measuredMegabytes() * 1e6).stream()
                .map(document -> new ScoredText(document.domain(), document.ids(), document.bytes()))
                .toList();
    }

    /**
     * The same text, measured on further documents too, whose domains tell them apart.
     *
     * @param context of the models, in tokens
     */
    public TextData measuredAlsoOn(List<ScoredText> more, int context) {
        List<ScoredText> documents = new ArrayList<>(validation.documents());
        documents.addAll(more);
        BitsPerByte all = new BitsPerByte(documents, tokenizer.endOfText());
        ClassedText classed = ClassedText.of(all, new TokenTagger(tokenizer, words), context);
        return new TextData(
                identity, report, tokenizer, natural, training, parts, all, words, classed, skills, withheld);
    }

    private static WordRanks words(Corpus corpus, Path folder) {
        return SealedFiles.isSound(folder.resolve(WordRanks.FILE))
                ? WordRanks.load(folder)
                : WordRanks.of(EncodedCorpus.sample(corpus, WordRanks.ENOUGH));
    }

    /**
     * A tokenizer learned from the text that a study's own is learned from.
     *
     * @param vocabulary tokens in all
     */
    public static Tokenizer tokenizer(Study study, Corpus corpus, int vocabulary) {
        return BytePairTrainer.train(sample(study, corpus), vocabulary);
    }

    private static Tokenizer tokenizer(Study study, Corpus corpus, Path file, Consumer<String> says) {
        boolean damaged = Files.exists(file) && !SealedFiles.isSound(file);
        if (Files.exists(file) && !damaged) {
            return Tokenizer.load(file);
        }
        if (damaged) {
            says.accept(file
                    + (SealedFiles.isSealed(file)
                            ? " is damaged; it is learned again"
                            : " cannot be checked, as its checksum is lost; it is learned again"));
        }
        says.accept("Learning a tokenizer of " + study.tokenizer().vocabulary() + " tokens");
        Tokenizer tokenizer = tokenizer(study, corpus, study.tokenizer().vocabulary());
        return damaged ? thatOfTheRuns(tokenizer, file) : tokenizer;
    }

    /** Natural text, and text of the skills in its share. */
    private static List<String> sample(Study study, Corpus corpus) {
        long characters = study.tokenizer().sampleMegabytes() * 1_000_000L;
        double share = study.skills().share();
        int skills = Math.max(1, SkillMixture.skills(study.skills()).size());
        List<String> sample = new ArrayList<>(EncodedCorpus.sample(corpus, (long) (characters * (1 - share))));
        sample.addAll(SkillMixture.sample(study.skills(), (long) (characters * share / skills)));
        return sample;
    }

    /** The tokenizer that finished runs were trained with, which they name: the one learned again, or a run's own. */
    private static Tokenizer thatOfTheRuns(Tokenizer learnedAgain, Path file) {
        Path study = file.resolveSibling("");
        List<Run> runs =
                new Ledger(study).entries().stream().map(Ledger.Entry::run).toList();
        if (runs.isEmpty()
                || runs.stream().anyMatch(run -> run.provenance().tokenizer().equals(learnedAgain.hash()))) {
            return learnedAgain;
        }
        return runs.stream()
                .map(run -> Pretraining.folderOf(study, run).resolve(TOKENIZER))
                .filter(SealedFiles::isSound)
                .map(Tokenizer::load)
                .filter(kept -> runs.getLast().provenance().tokenizer().equals(kept.hash()))
                .findFirst()
                .orElseThrow(() -> new StudyFailure(file
                        + " is damaged, and learned again it is not the one of the finished runs; restore it from a"
                        + " backup, or give another --out"));
    }

    /** Keeps the tokenizer and the word list for later climbs in the folder. */
    public void save(Path folder) {
        tokenizer.save(folder.resolve(TOKENIZER));
        words.save(folder);
    }

    /** Bytes that one token stands for on the held-out side. */
    public double bytesPerToken() {
        return (double) validation.bytes() / validation.tokens();
    }

    /** Shares of the training tokens asked for and got, and what is left over; empty if none were asked for. */
    public String shares() {
        long all = parts.stream().mapToLong(Mixture.Part::used).sum();
        return parts.stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s %.1f%% of the tokens (asked %.1f%%, %s tokens left over)",
                        part.source(),
                        100.0 * part.used() / all,
                        100 * part.asked(),
                        Rung.inWords(part.leftOver())))
                .collect(Collectors.joining(", "));
    }

    /** One line on the skills that are trained and asked. */
    public String skillsInWords() {
        return skills.inWords();
    }

    /** One line on what there is. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%.1f MB of training text in %s tokens, %.2f bytes a token; %.1f MB held out, %.2f MB in %d documents measured",
                report.trainingBytes() * 1e-6,
                Rung.inWords(natural.length()),
                bytesPerToken(),
                report.validationBytes() * 1e-6,
                validation.bytes() * 1e-6,
                validation.documents().size());
    }
}
