package ai.clara.memory;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.PromptTrace;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Source;
import ai.clara.spi.prompt.Wording;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells what stood before the model when it answered, item for item and word for word, with where each came from. */
final class WhyPage {
    private final PromptTrace trace;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private WhyPage(PromptTrace trace) {
        this.trace = trace;
        this.zone =
                trace.sections().get(PromptSlot.CLOCK) instanceof SectionContent.Now now ? now.zone() : ZoneOffset.UTC;
    }

    static String of(PromptTrace trace) {
        var page = new WhyPage(trace);
        page.turn();
        if (trace.sections().isEmpty()) {
            page.add("", "No model was asked.");
        } else {
            page.sections();
        }
        return String.join("\n", page.lines) + "\n";
    }

    private void turn() {
        add(
                "",
                "Asked on " + Wording.minute(trace.asked().at(), zone) + " " + Wording.where(trace.place()) + "  ["
                        + ShortId.of(trace.question()) + "]");
        add("  ", or(trace.asked().plainText(), "(forgotten since)"));
        trace.reply()
                .ifPresentOrElse(
                        reply -> {
                            add(
                                    "",
                                    "Answered by " + reply.model() + ", "
                                            + reply.usage().inputTokens() + " tokens read, "
                                            + reply.usage().outputTokens() + " written");
                            add("  ", or(reply.text(), "(not to be read here, or forgotten since)"));
                        },
                        () -> add("", "It was stopped before there was an answer."));
    }

    private void sections() {
        heading("What stood before the model, in this order:");
        Map<PromptSlot, SectionContent> inOrder = new TreeMap<>(trace.sections());
        Optional<SectionContent> recent = Optional.ofNullable(inOrder.remove(PromptSlot.RECENT));
        inOrder.forEach(this::section);
        recent.ifPresent(content -> section(PromptSlot.RECENT, content));
        heading("message to answer");
        add("  ", Wording.spoken(trace.asked()));
        if (!trace.late().isEmpty()) {
            heading("Left out because late or broken: " + String.join(", ", trace.late()));
        }
    }

    private void section(PromptSlot slot, SectionContent content) {
        heading(slot.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        switch (content) {
            case SectionContent.Recalled recalled -> remembered(besidesRecent(recalled));
            case SectionContent.Messages messages -> messages.quotes().forEach(this::quote);
            case SectionContent.Summary notes -> add("  ", Wording.section(notes, zone) + change(notes.source()));
            case SectionContent.Prose prose -> add("  ", Wording.section(prose, zone));
            case SectionContent.Now now -> add("  ", Wording.section(now, zone));
            case SectionContent.Situation situation -> add("  ", Wording.section(situation, zone));
        }
    }

    private SectionContent.Recalled besidesRecent(SectionContent.Recalled recalled) {
        return trace.sections().get(PromptSlot.RECENT) instanceof SectionContent.Messages recent
                ? recalled.besides(recent)
                : recalled;
    }

    private void remembered(SectionContent.Recalled recalled) {
        var recollection = recalled.recollection();
        if (recollection.partial()) {
            add("  ", "what memory searches was away or lacked much: what was said last was looked through by itself");
        }
        if (recollection.graphless()) {
            add("  ", "the graph was away: nobody was followed to whoever is meant");
        }
        if (recollection.asked()) {
            String certainty = Double.isNaN(recollection.certainty())
                    ? ""
                    : String.format(Locale.ROOT, ", certainty %+.2f", recollection.certainty());
            add(
                    "  ",
                    (recollection.answerable() ? "judged to hold the answer" : "not judged to hold the answer")
                            + certainty);
        }
        String last = "";
        for (Evidence evidence : Wording.inOrder(recollection, zone)) {
            String heading = Wording.heading(evidence, zone);
            if (!heading.equals(last)) {
                add("  ", heading);
                last = heading;
            }
            var source = new Source.Message(evidence.message());
            add(
                    "  ",
                    Wording.line(evidence, zone) + change(source) + "  [" + ShortId.of(evidence.message()) + "] "
                            + score(evidence));
        }
    }

    private void quote(Quote quote) {
        String from = switch (quote.source()) {
            case Source.Message(var ref) -> "[" + ShortId.of(ref) + "]" + alsoRecalled(ref);
            case Source.Platform(String platform, String id) -> "[" + platform + " " + id + "]";
            case Source.Notes notes -> throw new IllegalArgumentException("notes are no message");
        };
        add("  ", Wording.spoken(quote.message()) + change(quote.source()) + "  " + from);
    }

    /** What memory gave too stands here once, with its score. */
    private String alsoRecalled(MessageRef message) {
        return trace.sections().get(PromptSlot.MEMORY) instanceof SectionContent.Recalled(var recollection)
                ? recollection.evidence().stream()
                        .filter(evidence -> evidence.message().equals(message))
                        .findFirst()
                        .map(evidence -> " " + score(evidence))
                        .orElse("")
                : "";
    }

    private static String score(Evidence evidence) {
        return String.format(
                Locale.ROOT, "score %.2f%s", evidence.score(), evidence.supports() ? ", may be quoted" : "");
    }

    private String change(Source source) {
        PromptTrace.Change change = trace.changes().get(source);
        if (change == null) {
            return "";
        }
        return switch (change) {
            case EDITED -> " (edited since)";
            case FORGOTTEN -> " (forgotten since)";
            case HIDDEN -> " (not to be read here)";
            case NOT_KEPT -> " (read there at that moment, not stored)";
            case RETOLD -> " (made anew since, or gone)";
        };
    }

    private static String or(String text, String instead) {
        return text.isBlank() ? instead : text;
    }

    /** Every line of it, further in. */
    private void add(String indent, String text) {
        text.lines().forEach(line -> lines.add(indent + line));
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }
}
