package ai.clara.memory;

import ai.clara.memory.follow.Compared;
import ai.clara.memory.store.Contents;

/** Two stores side by side, for a terminal. */
final class RebuildPage {
    private RebuildPage() {}

    static String of(Compared compared) {
        Compared.Sample sample = compared.sample();
        return "%-22s %12s %12s%n".formatted("", "in use", "new")
                + row(
                        "messages",
                        Long.toString(compared.former().messages()),
                        compared.fresh().messages())
                + row(
                        "with a vector",
                        Long.toString(compared.former().vectors()),
                        compared.fresh().vectors())
                + "%-22s %12s %12s%n".formatted("checksum", half(compared.former()), half(compared.fresh()))
                + row("found of " + sample.asked() + " asked for", Long.toString(sample.former()), sample.fresh())
                + "The transcript has " + compared.messages() + " messages to be held. Of the best ten for each, "
                + share(sample) + " are the same.\n";
    }

    static String held(String embedder, Compared compared) {
        return "The transcript has " + compared.messages() + " messages to be held: "
                + compared.fresh().messages()
                + " are, " + compared.fresh().vectors() + " with a vector by " + embedder
                + ", and the others tell nothing.\n";
    }

    private static String row(String what, String former, long fresh) {
        return "%-22s %12s %12d%n".formatted(what, former, fresh);
    }

    private static String half(Contents contents) {
        return contents.text().substring(0, 12);
    }

    private static String share(Compared.Sample sample) {
        return sample.of() == 0 ? "none" : sample.same() + " of " + sample.of();
    }
}
