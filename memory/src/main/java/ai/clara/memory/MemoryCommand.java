package ai.clara.memory;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptTrace;
import ai.clara.spi.prompt.Prompts;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks into memory from the terminal, with the eyes of one person's direct messages. */
@Singleton
final class MemoryCommand implements Command {
    private static final int LIST_MAX = 200;
    private static final int OWN_MAX = 100_000;
    private static final int SEARCH_MAX = 10;
    private static final int SHOWN_EVERY = 100;
    private static final String YES = "--yes";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private final Memory memory;
    private final Prompts prompts;
    private final Whose whose;
    private final Clock clock;

    MemoryCommand(Memory memory, Prompts prompts, Whose whose, Clock clock) {
        this.memory = memory;
        this.prompts = prompts;
        this.whose = whose;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String usage() {
        return "memory list | search TEXT | show ID | why [ID] | forget ID | clear [--yes] [--as NAME]   what Clara remembers of a person";
    }

    @Override
    public void check(List<String> args) {
        var words = new ArrayList<>(args);
        var unused = Whose.named(words);
        String verb = words.isEmpty() ? "" : words.removeFirst();
        check(verb, words);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        var words = new ArrayList<>(args);
        String name = Whose.named(words).orElseGet(() -> Whose.caller(io));
        String verb = words.isEmpty() ? "" : words.removeFirst();
        check(verb, words);
        Viewer viewer = whose.viewer(name);
        switch (verb) {
            case "list" -> print(memory.list(viewer, LIST_MAX), io);
            case "search" ->
                print(
                        memory.recall(
                                        viewer,
                                        String.join(" ", words),
                                        ZonedDateTime.now(clock),
                                        SEARCH_MAX,
                                        clock.instant().plus(PATIENCE))
                                .evidence(),
                        io);
            case "show" -> show(chosen(viewer, words.getFirst(), false), io);
            case "why" -> why(viewer, words.stream().findFirst(), io);
            case "clear" -> clear(viewer, name, words.contains(YES), io);
            default -> forget(viewer, chosen(viewer, words.getFirst(), true), io);
        }
        return 0;
    }

    private void check(String verb, List<String> words) {
        boolean right = switch (verb) {
            case "list" -> words.isEmpty();
            case "search" -> !String.join("", words).isBlank();
            case "show", "forget" -> words.size() == 1;
            case "why" -> words.size() <= 1;
            case "clear" -> words.isEmpty() || words.equals(List.of(YES));
            default -> false;
        };
        if (!right) {
            throw CommandException.usage(
                    "Usage: " + usage().substring(0, usage().indexOf("   ")) + " | reindex | graph");
        }
    }

    private Evidence chosen(Viewer viewer, String prefix, boolean own) {
        String wanted = prefix.toLowerCase(Locale.ROOT);
        List<Evidence> found = memory.list(viewer, OWN_MAX).stream()
                .filter(evidence -> !own || evidence.bySelf())
                .filter(evidence -> id(evidence).startsWith(wanted)
                        || ShortId.of(evidence.message()).startsWith(wanted))
                .toList();
        if (found.isEmpty()) {
            throw CommandException.failed("No message of " + (own ? "this person" : "this memory")
                    + " has an id that begins with " + prefix + "; see memory list.");
        }
        if (found.size() > 1) {
            throw CommandException.failed(found.size() + " messages have such an id; give more of it.");
        }
        return found.getFirst();
    }

    private void print(List<Evidence> evidence, CommandIo io) {
        if (evidence.isEmpty()) {
            io.note("Nothing.");
        }
        evidence.forEach(one -> io.out(line(one, one.text().replaceAll("\\s+", " ")) + "\n"));
    }

    private static String line(Evidence one, String text) {
        return "%s · %s · %s: %s  [%s]"
                .formatted(DAY.format(one.at()), place(one), one.speaker(), text, ShortId.of(one.message()));
    }

    private static String place(Evidence one) {
        return switch (one.place().kind()) {
            case DIRECT -> "direct";
            case ROOM -> "#" + one.place().place();
        };
    }

    private static void show(Evidence one, CommandIo io) {
        io.out("%s%nid: %s%n".formatted(line(one, one.text()), id(one)));
    }

    private void why(Viewer viewer, Optional<String> id, CommandIo io) {
        Optional<MessageRef> question =
                id.map(prefix -> chosen(viewer, prefix, true).message());
        PromptTrace trace = prompts.find(viewer, question)
                .orElseThrow(() -> CommandException.failed(
                        question.isPresent()
                                ? "Clara has not answered that message."
                                : "Clara has not answered this person yet."));
        io.out(WhyPage.of(trace));
    }

    /** Asks once more, since nothing brings it back. */
    private void clear(Viewer viewer, String name, boolean sure, CommandIo io) {
        if (!sure && !io.interactive()) {
            throw CommandException.usage("memory clear erases everything " + name + " told; in a pipe say --yes.");
        }
        if (!sure) {
            Optional<String> typed = io.readLine("This erases everything " + name
                    + " told Clara, in direct messages and in rooms, with her answers to it, for good. Type " + name
                    + " to go on: ");
            if (!typed.map(String::strip).equals(Optional.of(name))) {
                throw CommandException.failed("Nothing was erased.");
            }
        }
        int forgotten = memory.clear(viewer, done -> {
            if (io.interactive() && done % SHOWN_EVERY == 0) {
                io.note(done + " erased");
            }
        });
        io.out("Forgotten: " + forgotten + (forgotten == 1 ? " message" : " messages") + " of " + name + ".\n");
    }

    private void forget(Viewer viewer, Evidence one, CommandIo io) {
        if (!memory.forget(viewer, one.message())) {
            throw CommandException.failed("That message is already forgotten.");
        }
        io.out("Forgotten: " + ShortId.of(one.message()) + "\n");
    }

    private static String id(Evidence one) {
        return one.message().value().toString();
    }
}
