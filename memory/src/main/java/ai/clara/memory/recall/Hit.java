package ai.clara.memory.recall;

import ai.clara.memory.answer.Judgement;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A message with its words, its score and whether it may be quoted. */
record Hit(TranscriptEntry entry, Repeated found, Judgement judged) {
    boolean supports() {
        return judged.score() > 0;
    }

    /** The best of several rankings in turn, each message once. */
    static List<Hit> inTurn(List<List<Hit>> rankings) {
        var merged = new ArrayList<Hit>();
        var seen = new HashSet<Object>();
        int longest = rankings.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Hit> ranking : rankings) {
                if (i < ranking.size()) {
                    Hit hit = best(ranking.get(i), rankings);
                    if (seen.add(hit.entry().ref())) {
                        merged.add(hit);
                    }
                }
            }
        }
        return merged;
    }

    /** What may be quoted as the answer to one question is so whichever question it goes with otherwise. */
    private static Hit best(Hit hit, List<List<Hit>> rankings) {
        if (hit.supports() || rankings.size() == 1) {
            return hit;
        }
        return rankings.stream()
                .flatMap(List::stream)
                .filter(other -> other.supports()
                        && other.entry().ref().equals(hit.entry().ref()))
                .findFirst()
                .orElse(hit);
    }

    /** The first so many; what may be quoted is among them in any case, in place of the last. */
    static List<Hit> first(List<Hit> hits, int most) {
        if (hits.size() <= most) {
            return hits;
        }
        long late = hits.stream().skip(most).filter(Hit::supports).limit(most).count();
        var kept = new ArrayList<Hit>();
        int others = 0;
        long room = most - hits.stream().filter(Hit::supports).count();
        for (Hit hit : hits) {
            boolean wanted = late == 0 ? kept.size() < most : hit.supports() || others < room;
            others += wanted && !hit.supports() ? 1 : 0;
            if (wanted && kept.size() < most) {
                kept.add(hit);
            }
        }
        return kept;
    }

    Evidence evidence(Viewer viewer) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        var whole = new Evidence(
                entry.ref(),
                entry.speaker(),
                bySelf,
                entry.place(),
                entry.at(),
                entry.text(),
                found.score(),
                judged.score(),
                found.times(),
                found.first(),
                Optional.empty());
        return supports() ? Excerpt.around(whole, judged.quote()) : whole;
    }
}
