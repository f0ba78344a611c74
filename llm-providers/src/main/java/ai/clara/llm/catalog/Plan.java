package ai.clara.llm.catalog;

import ai.clara.spi.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the settings ask for.
 *
 * @param choice who answers
 * @param fallbacks who stands by
 * @param memory who works for memory, when that is somebody else
 */
record Plan(Choice choice, List<Fallback> fallbacks, Optional<Fallback> memory) {
    Plan {
        fallbacks = List.copyOf(fallbacks);
    }

    static Plan of(Settings settings) {
        Choice choice = Choice.of(settings);
        // Who chose that nothing is sent anywhere is not sent elsewhere by a fallback.
        return new Plan(
                choice,
                choice instanceof Choice.Service ? Fallback.all(settings) : List.of(),
                MemoryModel.of(settings));
    }

    /** Every service that may be called, each once, the chosen one first. */
    List<Vendor> vendors() {
        return switch (choice) {
            case Choice.Offline offline -> List.of();
            case Choice.Service service ->
                Stream.concat(Stream.of(service.vendor()), fallbacks.stream().map(Fallback::vendor))
                        .distinct()
                        .toList();
        };
    }

    /** What stops the start, as one sentence. */
    static Optional<String> problem(Settings settings) {
        Plan plan = Plan.of(settings);
        return missingKey(plan.choice(), settings)
                .or(() -> Fallback.problem(settings))
                .or(() -> MemoryModel.problem(settings, plan.choice()))
                .or(() -> plan.vendors().stream()
                        .flatMap(vendor -> vendor.problem(settings).stream())
                        .findFirst())
                .or(() -> plan.vendors().contains(Vendors.OPENAI) ? halfOfCloudflare(settings) : Optional.empty());
    }

    /** What is worth a warning: words and keys that can be read on the way. */
    List<String> warnings(Settings settings) {
        return Stream.concat(vendors().stream(), memory.map(Fallback::vendor).stream())
                .distinct()
                .filter(vendor -> Address.open(vendor.url(settings)))
                .map(vendor -> vendor.baseUrl().name() + " is http:// to another machine: everything said"
                        + (vendor.keyFound(settings) ? ", and the key," : "")
                        + " can be read on the way; use https://.")
                .toList();
    }

    private static Optional<String> missingKey(Choice choice, Settings settings) {
        return switch (choice) {
            case Choice.Offline offline -> Optional.empty();
            case Choice.Service service when service.vendor().configured(settings) -> Optional.empty();
            case Choice.Service service ->
                service.vendor()
                        .key()
                        .map(key -> "LLM_PROVIDER=" + service.vendor().word() + " needs " + key.name()
                                + "; set it, or leave LLM_PROVIDER out for the offline model.");
        };
    }

    private static Optional<String> halfOfCloudflare(Settings settings) {
        boolean id = settings.find(ModelSettings.CF_ACCESS_CLIENT_ID).isPresent();
        boolean secret = settings.find(ModelSettings.CF_ACCESS_CLIENT_SECRET).isPresent();
        if (id == secret) {
            return Optional.empty();
        }
        return Optional.of((id ? "CF_ACCESS_CLIENT_ID" : "CF_ACCESS_CLIENT_SECRET") + " is set without "
                + (id ? "CF_ACCESS_CLIENT_SECRET" : "CF_ACCESS_CLIENT_ID")
                + "; Cloudflare Access needs both, so set the other or take this one away.");
    }
}
