package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import ai.clara.memory.recall.Weights.Weight;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.SessionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighs what was found for a question: raw similarity, shared words, who said it and when, and what stands around it. Nothing is
 * set in relation to the collection, so that what others wrote changes no score.
 */
final class Ranking {
    /** Only what is better than the message of this rank speaks for its neighbours. */
    private static final int FLOOR_RANK = 50;

    private static final double WORDS_IN_BASE = 0.15;
    private static final double TIME_IN_BASE = 0.05;
    private static final double STEP = 0.05;
    private static final int AROUND = 5;
    private static final double FADING = 0.6;
    private static final int BEST_OF_SESSION = 3;

    private static final Comparator<Ranked> ORDER = Comparator.comparingDouble(Ranked::score)
            .thenComparing(ranked -> ranked.found().marks().at())
            .thenComparingLong(ranked -> ranked.found().marks().seq())
            .thenComparing(ranked -> ranked.found().marks().message().value())
            .reversed();

    private final Weights weights;
    private final Inquiry inquiry;
    private final List<Item> items = new ArrayList<>();

    private Ranking(Weights weights, Inquiry inquiry) {
        this.weights = weights;
        this.inquiry = inquiry;
    }

    /** Best first; of equal ones the newer first. */
    static List<Ranked> of(Weights weights, Inquiry inquiry, List<Found> found) {
        var ranking = new Ranking(weights, inquiry);
        ranking.weigh(found);
        return ranking.items.stream()
                .map(item -> new Ranked(item.found, item.score))
                .sorted(ORDER)
                .toList();
    }

    /** A message and its score. */
    record Ranked(Found found, double score) {}

    private static final class Item {
        private final Found found;
        private final double nearness;
        private final double time;
        private final double base;
        /** How far it stands out, and so speaks for what is around it. */
        private double outstanding;

        private double neighbours;
        private double session;
        private double score;

        private Item(Found found, double nearness, double time) {
            this.found = found;
            this.nearness = nearness;
            this.time = time;
            this.base = nearness + WORDS_IN_BASE * found.words() + TIME_IN_BASE * time;
        }

        private long seq() {
            return found.marks().seq();
        }
    }

    private void weigh(List<Found> found) {
        // What has no vector is never better by its meaning than the least near of the others.
        double least = found.stream()
                .mapToDouble(Found::nearness)
                .filter(nearness -> !Double.isNaN(nearness))
                .min()
                .orElse(0);
        boolean timed = inquiry.when().any();
        for (Found one : found) {
            Marks marks = one.marks();
            double time = timed ? inquiry.when().met(marks.local(), marks.days()) : 0;
            items.add(new Item(one, Double.isNaN(one.nearness()) ? least : one.nearness(), time));
        }
        standOut();
        bySession().values().forEach(Ranking::lookAround);
        items.forEach(item -> item.score = score(item));
    }

    private void standOut() {
        double[] bases = items.stream().mapToDouble(item -> item.base).sorted().toArray();
        double floor = bases.length == 0 ? 0 : bases[Math.max(0, bases.length - FLOOR_RANK)];
        items.forEach(item -> item.outstanding = Math.max(0, (item.base - floor) / STEP));
    }

    private Map<SessionId, List<Item>> bySession() {
        var sessions = new HashMap<SessionId, List<Item>>();
        for (Item item : items) {
            // Where others spoke whom the viewer may not hear, what stands around it would tell of them.
            if (item.found.alone()) {
                continue;
            }
            sessions.computeIfAbsent(item.found.marks().session(), _ -> new ArrayList<>())
                    .add(item);
        }
        sessions.values().forEach(all -> all.sort(Comparator.comparingLong(Item::seq)));
        return sessions;
    }

    /** @param session in order */
    private static void lookAround(List<Item> session) {
        double[] best =
                session.stream().mapToDouble(item -> item.outstanding).sorted().toArray();
        double mean = Arrays.stream(best, Math.max(0, best.length - BEST_OF_SESSION), best.length)
                        .sum()
                / BEST_OF_SESSION;
        for (int i = 0; i < session.size(); i++) {
            Item one = session.get(i);
            one.session = mean;
            for (int j = i + 1; j < session.size(); j++) {
                Item other = session.get(j);
                int apart = other.found.marks().behind(one.found.marks());
                if (apart > AROUND) {
                    break;
                }
                double share = Math.pow(FADING, apart - 1);
                one.neighbours += share * other.outstanding;
                other.neighbours += share * one.outstanding;
            }
        }
    }

    private double score(Item item) {
        Marks marks = item.found.marks();
        boolean speaker = inquiry.subject().filter(marks.author()::equals).isPresent();
        return weights.of(Weight.NEARNESS) * item.nearness
                + weights.of(Weight.WORDS) * item.found.words()
                + weights.of(Weight.SPEAKER) * (speaker ? 1 : 0)
                + weights.of(Weight.NEIGHBOURS) * item.neighbours
                + weights.of(Weight.SESSION) * item.session
                + weights.of(Weight.ASKING) * marks.asking()
                + weights.of(Weight.TIME) * item.time
                + weights.of(Weight.GRAPH) * item.found.told();
    }
}
