package ai.clara.llm.catalog;

import ai.clara.spi.settings.Settings;
import java.util.List;

/** Who answers, and why. */
sealed interface Choice {
    /** The reason as it follows the word because. */
    String reason();

    /** Nothing is sent anywhere. */
    record Offline(String reason) implements Choice {}

    /** A service. */
    record Service(Vendor vendor, String reason) implements Choice {}

    /** A named provider, else the first whose key is set. */
    static Choice of(Settings settings) {
        String word = settings.text(ModelSettings.PROVIDER);
        if (!word.isEmpty()) {
            String reason = "LLM_PROVIDER is " + word;
            return Vendors.named(word)
                    .<Choice>map(vendor -> new Service(vendor, reason))
                    .orElseGet(() -> new Offline(reason));
        }
        List<Vendor> found =
                Vendors.ALL.stream().filter(vendor -> vendor.keyFound(settings)).toList();
        return found.isEmpty()
                ? new Offline("neither LLM_PROVIDER nor a key is set; set LLM_PROVIDER and a key to add a real one")
                : new Service(found.getFirst(), reason(found));
    }

    private static String reason(List<Vendor> found) {
        String key = found.getFirst().key().orElseThrow().name();
        if (found.size() == 1) {
            return key + " is set and LLM_PROVIDER is not";
        }
        List<String> others = found.stream()
                .skip(1)
                .map(vendor -> "LLM_PROVIDER=" + vendor.word())
                .toList();
        return key + " comes first of the keys that are set (" + String.join(" or ", others) + " would choose another)";
    }
}
