package ai.clara.memory.eval;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandIo;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** {@code eval recall}: pours conversations into a throw-away store, asks memory, and counts how well it found what was asked for. */
@Singleton
final class EvalCommand implements Command {
    static final String NAME = "eval";

    private final BeanProvider<Pouring> pouring;
    private final BeanProvider<Asking> asking;

    EvalCommand(BeanProvider<Pouring> pouring, BeanProvider<Asking> asking) {
        this.pouring = pouring;
        this.asking = asking;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String usage() {
        return EvalOptions.USAGE + "   how well memory finds what questions ask for";
    }

    @Override
    public void check(List<String> args) {
        var unused = CaseFile.all(EvalOptions.parse(args).cases());
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        EvalOptions options = EvalOptions.parse(args);
        var summary = new Summary(options);
        Set<String> rooms = new HashSet<>();
        try (ResultFile results = ResultFile.open(options.out())) {
            List<CaseFile> files = CaseFile.all(options.cases());
            for (int i = 0; i < files.size(); i++) {
                CaseFile file = files.get(i);
                tell(io, file);
                Poured poured = pouring.get()
                        .pour(room(file.content(), rooms), file.content().turns());
                for (RecallCase.Asked question : file.content().questions()) {
                    Ranked ranked = asking.get().ask(poured, question, options.depth(), options.contextTokens());
                    results.add(ranked);
                    summary.add(ranked, file.key(question));
                }
                if (files.size() > 1) {
                    askElsewhere(poured, files.get((i + 1) % files.size()), summary);
                }
            }
        }
        io.out(summary.text());
        return 0;
    }

    /** Questions of another conversation, which this one cannot answer. */
    private void askElsewhere(Poured poured, CaseFile other, Summary summary) {
        for (RecallCase.Asked question : other.content().questions()) {
            Ranked ranked = asking.get().ask(poured, question, 1, OptionalInt.empty());
            summary.elsewhere(ranked, other.key(question));
        }
    }

    private static void tell(CommandIo io, CaseFile file) {
        if (io.interactive()) {
            io.note("%s: %d turns, %d questions …"
                    .formatted(
                            file.content().name(),
                            file.content().turns().size(),
                            file.content().questions().size()));
        }
    }

    /** Two files may tell of conversations of the same name. */
    private static String room(RecallCase content, Set<String> taken) {
        String room = content.name();
        for (int i = 2; !taken.add(room); i++) {
            room = content.name() + " " + i;
        }
        return room;
    }
}
