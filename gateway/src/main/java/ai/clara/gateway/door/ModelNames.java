package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.model.Tier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Clara under the names by which a client asks for a model: {@code clara}, and one for each tier. */
final class ModelNames {
    private static final String BASE = "clara";
    static final List<String> ALL = Stream.concat(
                    Stream.of(BASE), Stream.of(Tier.values()).map(ModelNames::of))
            .toList();

    private ModelNames() {}

    /** The tier a name asks for; empty for the plain one. */
    static Optional<Tier> tier(String name) {
        if (!ALL.contains(name)) {
            throw new Refusal(404, "There is no such model; ask for " + String.join(", ", ALL) + ".")
                    .about("model")
                    .code("model_not_found");
        }
        return Stream.of(Tier.values()).filter(tier -> of(tier).equals(name)).findFirst();
    }

    private static String of(Tier tier) {
        return BASE + "-" + tier.name().toLowerCase(Locale.ROOT);
    }
}
