package ai.clara.llm.anthropic;

import ai.clara.llm.PromptRenderer.Line;
import ai.clara.llm.PromptRenderer.Voice;
import ai.clara.spi.chat.Part;
import java.util.ArrayList;
import java.util.List;

/** The dialect's order of messages: after the system's the user begins, and the voices take turns. */
final class Alternation {
    private static final Line BEFORE = new Line(Voice.PERSON, "(what was said before is left out)", List.of());

    private Alternation() {}

    static List<Line> of(List<Line> lines) {
        var turns = new ArrayList<Line>();
        for (Line line : lines) {
            boolean opens = turns.isEmpty() || turns.getLast().voice() == Voice.SYSTEM;
            if (opens && line.voice() == Voice.CLARA) {
                turns.add(BEFORE);
            }
            if (!turns.isEmpty() && turns.getLast().voice() == line.voice()) {
                turns.add(joined(turns.removeLast(), line));
            } else {
                turns.add(line);
            }
        }
        return List.copyOf(turns);
    }

    private static Line joined(Line first, Line second) {
        var images = new ArrayList<Part.Image>(first.images());
        images.addAll(second.images());
        return new Line(first.voice(), first.text() + "\n\n" + second.text(), images);
    }
}
