package ai.clara.llm.catalog;

import ai.clara.spi.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One model that stands by. */
record Fallback(Vendor vendor, String model) {
    static final int COUNT_MAX = 5;

    /** Those of the setting that can be read, in order. */
    static List<Fallback> all(Settings settings) {
        return entries(settings)
                .flatMap(entry -> vendor(entry).map(vendor -> new Fallback(vendor, model(entry))).stream())
                .toList();
    }

    /** What is wrong with the setting, as one sentence. */
    static Optional<String> problem(Settings settings) {
        List<String> entries = entries(settings).toList();
        if (entries.size() > COUNT_MAX) {
            return Optional.of("LLM_FALLBACK names " + entries.size() + " models; " + COUNT_MAX + " are the most.");
        }
        return entries.stream()
                .flatMap(entry -> problem(entry, settings).stream())
                .findFirst();
    }

    private static Optional<String> problem(String entry, Settings settings) {
        if (word(entry).isEmpty() || model(entry).isEmpty()) {
            return Optional.of("LLM_FALLBACK holds '" + entry
                    + "', which is not of the form provider:model, such as ollama:llama3.2.");
        }
        Optional<Vendor> vendor = vendor(entry);
        if (vendor.isEmpty()) {
            return Optional.of("LLM_FALLBACK names the provider '" + word(entry) + "', which nobody knows; there are "
                    + Vendors.words() + ".");
        }
        return vendor.filter(known -> !known.configured(settings))
                .flatMap(Vendor::key)
                .map(key -> "LLM_FALLBACK names " + word(entry) + ", which needs " + key.name()
                        + "; set it, or take the provider out.");
    }

    private static Stream<String> entries(Settings settings) {
        return Stream.of(settings.text(ModelSettings.FALLBACK).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty());
    }

    private static Optional<Vendor> vendor(String entry) {
        return Vendors.named(word(entry));
    }

    private static String word(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? "" : entry.substring(0, colon).strip();
    }

    /** Models may have colons of their own. */
    private static String model(String entry) {
        return entry.substring(entry.indexOf(':') + 1).strip();
    }
}
