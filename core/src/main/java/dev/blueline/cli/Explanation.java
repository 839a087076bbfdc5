package dev.blueline.cli;

import dev.blueline.evaluation.TokenClass;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.pretraining.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A text token by token: coloured by loss on a terminal, a table, a summary by class. */
final class Explanation {
    /** Other tokens named for each token. */
    static final int OTHERS = 3;

    private static final long MOST_BYTES = 1_000_000;
    private static final int TEXT = 12;
    private static final int RATHER = 25;

    /** Grounds of the 256-colour palette from well to badly predicted, and the bits below which each holds. */
    private static final int[] GROUNDS = {22, 28, 100, 130, 124};

    private static final double[] BOUNDS = {1, 2, 4, 8};
    private static final String END = "\u001b[0m";

    private final String source;
    private final List<TrainedModel.Explained> tokens;
    private final boolean wordsKnown;

    Explanation(String source, List<TrainedModel.Explained> tokens, boolean wordsKnown) {
        this.source = source;
        this.tokens = tokens;
        this.wordsKnown = wordsKnown;
    }

    /** The text itself, or that of the file it names. */
    static String read(String given) {
        try {
            Path file = Path.of(given);
            if (!Files.isRegularFile(file)) {
                return given;
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new BadInput("--explain " + given + " is larger than a megabyte; give a piece of it");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (InvalidPathException noPath) {
            return given;
        } catch (CharacterCodingException binary) {
            throw new BadInput("--explain " + given + " is not UTF-8 text; convert it", binary);
        } catch (IOException failure) {
            throw new BadInput(
                    "--explain " + given + " cannot be read (" + WriteFailure.reason(failure) + "); check its rights",
                    failure);
        }
    }

    /** Colours only for a person at a terminal who has not set NO_COLOR (no-color.org). */
    static boolean colours() {
        String refused = System.getenv("NO_COLOR");
        return Terminal.Stream.OUTPUT.read() && !Terminal.dumb() && (refused == null || refused.isEmpty());
    }

    String text(boolean colours) {
        StringBuilder out = new StringBuilder();
        if (colours) {
            coloured(out);
        }
        Columns table = new Columns("")
                .words("token", 0)
                .figures("bits", 0)
                .figures("chance", 0)
                .words("class", 2)
                .words("rather", 1);
        for (TrainedModel.Explained token : tokens) {
            StringBuilder rather = new StringBuilder();
            for (TrainedModel.Next other : token.others()) {
                String one =
                        quoted(other.text(), TEXT) + String.format(Locale.ROOT, " %.0f%%", 100 * other.probability());
                if (rather.length() + one.length() + 1 > RATHER) {
                    break;
                }
                rather.append(rather.isEmpty() ? "" : " ").append(one);
            }
            table.row(
                    quoted(token.text(), TEXT),
                    String.format(Locale.ROOT, "%.2f", token.bits()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * token.probability()),
                    cut(token.tokenClass().title(), 26),
                    rather.toString());
        }
        out.append(table.text(Terminal.Stream.OUTPUT.width()));
        summary(out);
        return out.toString();
    }

    /** The text, each token on a ground that tells its loss, and a legend. */
    private void coloured(StringBuilder out) {
        for (TrainedModel.Explained token : tokens) {
            String ground = ground(token.bits());
            // a ground that crosses a line end would colour the rest of the line
            out.append(ground)
                    .append(token.text().replace("\n", END + "\n" + ground))
                    .append(END);
        }
        out.append("\n\n");
        for (int i = 0; i < GROUNDS.length; i++) {
            String range = i == 0
                    ? "below " + (int) BOUNDS[0]
                    : i == BOUNDS.length
                            ? (int) BOUNDS[i - 1] + " and more"
                            : (int) BOUNDS[i - 1] + " to " + (int) BOUNDS[i];
            out.append(ground(i))
                    .append(' ')
                    .append(range)
                    .append(' ')
                    .append(END)
                    .append(' ');
        }
        out.append("bits\n\n");
    }

    private static String ground(double bits) {
        int i = 0;
        while (i < BOUNDS.length && bits >= BOUNDS[i]) {
            i++;
        }
        return ground(i);
    }

    private static String ground(int i) {
        return "\u001b[97;48;5;" + GROUNDS[i] + "m";
    }

    private void summary(StringBuilder out) {
        Map<TokenClass, double[]> sums = sums();
        double bits = tokens.stream().mapToDouble(TrainedModel.Explained::bits).sum();
        long bytes = source.getBytes(StandardCharsets.UTF_8).length;
        out.append(String.format(
                Locale.ROOT,
                "%n%d tokens, %d bytes: %.1f bits, %.2f bits a byte%n%n%-31s %6s %8s %10s%n",
                tokens.size(),
                bytes,
                bits,
                bits / bytes,
                "class",
                "tokens",
                "bits",
                "bits each"));
        sums.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue()[1], a.getValue()[1]))
                .forEach(entry -> out.append(String.format(
                        Locale.ROOT,
                        "%-31s %6.0f %8.1f %10.2f%n",
                        entry.getKey().title(),
                        entry.getValue()[0],
                        entry.getValue()[1],
                        entry.getValue()[1] / entry.getValue()[0])));
        if (!wordsKnown) {
            out.append(
                    "\nThis model was kept without the word list of its training text: no word counts as frequent.\n");
        }
    }

    private Map<TokenClass, double[]> sums() {
        Map<TokenClass, double[]> sums = new EnumMap<>(TokenClass.class);
        for (TrainedModel.Explained token : tokens) {
            double[] sum = sums.computeIfAbsent(token.tokenClass(), c -> new double[2]);
            sum[0]++;
            sum[1] += token.bits();
        }
        return sums;
    }

    Map<String, Object> json() {
        List<Object> rows = new ArrayList<>();
        for (TrainedModel.Explained token : tokens) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("token", token.text());
            row.put("bits", token.bits());
            row.put("probability", token.probability());
            row.put("class", token.tokenClass().slice());
            row.put("others", token.others());
            rows.add(row);
        }
        Map<String, Object> classes = new LinkedHashMap<>();
        sums().forEach((tokenClass, sum) ->
                classes.put(tokenClass.slice(), Map.of("tokens", (long) sum[0], "bits", sum[1])));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", source);
        json.put(
                "bits",
                tokens.stream().mapToDouble(TrainedModel.Explained::bits).sum());
        json.put("bytes", source.getBytes(StandardCharsets.UTF_8).length);
        json.put("words_known", wordsKnown);
        json.put("classes", classes);
        json.put("tokens", rows);
        return json;
    }

    private static String quoted(String text, int most) {
        return '"' + cut(GenerateCommand.visible(text), most - 2) + '"';
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 2) + "..";
    }
}
