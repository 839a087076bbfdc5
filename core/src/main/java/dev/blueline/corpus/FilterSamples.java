package dev.blueline.corpus;

import dev.blueline.corpus.FilterReport.Place;
import dev.blueline.corpus.FilterReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Documents of both sides to look at: nearest to the threshold, and at the extremes; among equal scores, by hash. */
final class FilterSamples {
    private static final int CHARACTERS = 600;

    private final DocumentPool pool;
    private final FilterScores scores;
    private final Cutoff.Kept kept;

    FilterSamples(DocumentPool pool, FilterScores scores, Cutoff.Kept kept) {
        this.pool = pool;
        this.scores = scores;
        this.kept = kept;
    }

    /** So many of each kind at most; a document is shown once. */
    List<Sample> take(int each) {
        List<Integer> taken = new ArrayList<>();
        return Stream.of(Place.values())
                .flatMap(place -> {
                    List<Integer> chosen = chosen(place, each, taken);
                    taken.addAll(chosen);
                    return chosen.stream().map(i -> sample(place, i));
                })
                .toList();
    }

    private List<Integer> chosen(Place place, int most, List<Integer> taken) {
        boolean keptSide = place == Place.BEST || place == Place.BARELY_KEPT;
        boolean highest = place == Place.BEST || place == Place.BARELY_DROPPED;
        Comparator<Integer> byScore = Comparator.comparingDouble(i -> scores.values()[i]);
        Comparator<Integer> order = (highest ? byScore.reversed() : byScore)
                .thenComparingLong(i -> TextHash.mix(pool.stored(i).order() + place.ordinal()));
        PriorityQueue<Integer> first = new PriorityQueue<>(order.reversed());
        for (int i = 0; i < pool.size(); i++) {
            if (kept.documents().get(i) == keptSide && !taken.contains(i)) {
                first.add(i);
                if (first.size() > most) {
                    first.remove();
                }
            }
        }
        return first.stream().sorted(order).toList();
    }

    private Sample sample(Place place, int index) {
        Document document = pool.get(index);
        String text = document.text();
        int end = Math.min(text.length(), CHARACTERS);
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        return new Sample(
                place,
                document.domain(),
                document.name(),
                scores.values()[index],
                Optional.of(scores.notes().apply(index)).filter(note -> !note.isEmpty()),
                text.substring(0, end));
    }
}
