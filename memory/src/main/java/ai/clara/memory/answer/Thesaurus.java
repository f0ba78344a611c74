package ai.clara.memory.answer;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How English words relate, from WordNet 3.1 (Princeton University, under its BSD-like licence): an alpaca is an animal, to breed
 * is to raise, a residence is where one resides. Loaded in the background when first asked for, about a second of work; without
 * it words agree by the lexicon alone.
 */
final class Thesaurus {
    /** How much two words agree, 1 being the same word. */
    static final double SAME = 0.8;

    static final double KIND = 0.75;
    static final double NONE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Thesaurus.class);
    /** WordNet lists the common senses first; the rare ones mislead more than they help. */
    private static final int SENSES_MAX = 3;

    private static final int LEVELS_MAX = 9;
    private static final int WORDS_KEPT_MAX = 20_000;

    private final FutureTask<Optional<Dictionary>> loading = new FutureTask<>(Thesaurus::open);
    private final AtomicBoolean started = new AtomicBoolean();
    private final Map<String, Senses> senses = new ConcurrentHashMap<>();

    /**
     * @param own the synsets a word stands for
     * @param above what these are kinds of
     * @param near synsets of words of the same root
     */
    private record Senses(Set<String> own, Set<String> nouns, Set<String> above, Set<String> near) {
        static final Senses UNKNOWN = new Senses(Set.of(), Set.of(), Set.of(), Set.of());
    }

    void prepare() {
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("thesaurus-loading").start(loading);
        }
    }

    /** How well a word that was told agrees with one that is asked for. */
    double agreement(String asked, String told) {
        Senses a = sensesOf(asked);
        Senses b = sensesOf(told);
        if (meet(a.own(), b.own()) || meet(a.near(), b.own()) || meet(b.near(), a.own())) {
            return SAME;
        }
        return meet(a.own(), b.above()) ? KIND : NONE;
    }

    /** Whether the one is a kind of the other: chess is a game. */
    boolean isKindOf(String special, String general) {
        return meet(sensesOf(general).nouns(), sensesOf(special).above());
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }

    private Senses sensesOf(String word) {
        if (senses.size() > WORDS_KEPT_MAX) {
            senses.clear();
        }
        return dictionary()
                .map(dictionary -> senses.computeIfAbsent(word, missing -> look(dictionary, missing)))
                .orElse(Senses.UNKNOWN);
    }

    private Optional<Dictionary> dictionary() {
        prepare();
        try {
            return loading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    private static Optional<Dictionary> open() {
        long begun = System.nanoTime();
        try {
            var dictionary = Dictionary.getDefaultResourceInstance();
            LOG.info("thesaurus loaded in {} ms", (System.nanoTime() - begun) / 1_000_000);
            return Optional.of(dictionary);
        } catch (JWNLException | RuntimeException e) {
            LOG.warn("thesaurus not loaded, words agree by the lexicon alone", e);
            return Optional.empty();
        }
    }

    private static Senses look(Dictionary dictionary, String word) {
        var own = new HashSet<String>();
        var nouns = new HashSet<String>();
        var above = new HashSet<String>();
        var near = new HashSet<String>();
        try {
            for (POS pos : List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE)) {
                IndexWord entry = dictionary.lookupIndexWord(pos, word);
                if (entry == null) {
                    continue;
                }
                for (Synset sense : entry.getSenses().stream().limit(SENSES_MAX).toList()) {
                    own.add(key(sense));
                    if (pos == POS.NOUN) {
                        nouns.add(key(sense));
                    }
                    climb(sense, pos == POS.NOUN ? LEVELS_MAX : 1, above);
                    for (Pointer pointer : sense.getPointers(PointerType.DERIVATION)) {
                        near.add(key(pointer.getTargetSynset()));
                    }
                }
            }
        } catch (JWNLException e) {
            LOG.debug("thesaurus: a word could not be looked up", e);
            return Senses.UNKNOWN;
        }
        return new Senses(own, nouns, above, near);
    }

    private static void climb(Synset from, int levels, Set<String> above) throws JWNLException {
        if (levels == 0) {
            return;
        }
        for (PointerType up : List.of(PointerType.HYPERNYM, PointerType.INSTANCE_HYPERNYM)) {
            for (Pointer pointer : from.getPointers(up)) {
                Synset general = pointer.getTargetSynset();
                if (above.add(key(general))) {
                    climb(general, levels - 1, above);
                }
            }
        }
    }

    private static String key(Synset synset) {
        return synset.getPOS().getKey() + synset.getOffset();
    }
}
