package ai.clara.memory.bench;

import ai.clara.spi.id.MessageRef;
import java.util.HashSet;
import java.util.List;

/**
 * What one asker was given in one store, by recall as it is and by recall that measures every permitted message.
 *
 * @param permitted how many messages the asker may know
 * @param lists for each question
 * @param exactLists the same questions
 * @param planted the message that answers the question of the same place, for the first questions
 */
record Cell(
        int messages,
        String share,
        int permitted,
        List<List<MessageRef>> lists,
        List<List<MessageRef>> exactLists,
        List<MessageRef> planted) {
    private static final int TOP = 10;

    /** The share of exact search's first ten that recall's first ten hold, over all questions. */
    double quality() {
        long both = 0;
        long all = 0;
        for (int i = 0; i < lists.size(); i++) {
            var exact = new HashSet<>(top(exactLists.get(i)));
            all += exact.size();
            exact.retainAll(top(lists.get(i)));
            both += exact.size();
        }
        return all == 0 ? 1 : (double) both / all;
    }

    /** How many questions are given the same list, in the same order, to its end. */
    long same() {
        long same = 0;
        for (int i = 0; i < lists.size(); i++) {
            same += lists.get(i).equals(exactLists.get(i)) ? 1 : 0;
        }
        return same;
    }

    double plantedFound() {
        return found(lists);
    }

    double plantedFoundExactly() {
        return found(exactLists);
    }

    private double found(List<List<MessageRef>> given) {
        long found = 0;
        for (int i = 0; i < planted.size(); i++) {
            found += top(given.get(i)).contains(planted.get(i)) ? 1 : 0;
        }
        return planted.isEmpty() ? 1 : (double) found / planted.size();
    }

    private static List<MessageRef> top(List<MessageRef> list) {
        return list.subList(0, Math.min(TOP, list.size()));
    }
}
