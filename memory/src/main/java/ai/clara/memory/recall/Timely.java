package ai.clara.memory.recall;

import ai.clara.memory.answer.Judgement;
import ai.clara.memory.question.Inquiry;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.MessageRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who asks for June is answered by what was said in June or speaks of it, if anything does: other months only look alike. */
final class Timely {
    private Timely() {}

    /** The judgements without those that another time than the named one is quoted for. */
    static Map<MessageRef, Judgement> of(Inquiry inquiry, List<Found> found, Map<MessageRef, Judgement> judged) {
        if (!inquiry.when().names() || found.stream().noneMatch(one -> meets(inquiry, one))) {
            return judged;
        }
        var timely = new HashMap<>(judged);
        found.stream()
                .filter(one -> !meets(inquiry, one))
                .forEach(one -> timely.replace(one.marks().message(), Judgement.NONE));
        return timely;
    }

    private static boolean meets(Inquiry inquiry, Found one) {
        Marks marks = one.marks();
        return inquiry.when().met(marks.local(), marks.days()) > 0;
    }
}
