package ai.clara.llm.catalog;

import ai.clara.spi.settings.Settings;
import java.util.Map;
import java.util.Optional;

/** The model that works for memory, when settings name one for that alone. */
final class MemoryModel {
    private static final String USUAL = "openai/gpt-4o-mini";

    private MemoryModel() {}

    /** Empty when neither its provider nor its model is set. */
    static Optional<Fallback> of(Settings settings) {
        if (settings.find(ModelSettings.ROOK_PROVIDER).isEmpty()
                && settings.find(ModelSettings.ROOK_MODEL).isEmpty()) {
            return Optional.empty();
        }
        Vendor vendor = Vendors.named(settings.find(ModelSettings.ROOK_PROVIDER).orElse(Vendors.OPENROUTER.word()))
                .orElseThrow();
        String model = settings.find(ModelSettings.ROOK_MODEL)
                .orElseGet(() -> vendor.equals(Vendors.OPENROUTER)
                        ? USUAL
                        : vendor.models().name(settings, Optional.empty()));
        return Optional.of(new Fallback(at(vendor, settings), model));
    }

    /** The same with its own key and address; what is sent beside the key is for the provider's address alone. */
    private static Vendor at(Vendor vendor, Settings settings) {
        boolean elsewhere = settings.find(ModelSettings.ROOK_BASE_URL).isPresent();
        boolean ownKey = elsewhere || settings.find(ModelSettings.ROOK_KEY).isPresent();
        return new Vendor(
                vendor.word(),
                vendor.service(),
                vendor.elsewhere(),
                vendor.dialect(),
                ownKey
                                && (vendor.key().isPresent()
                                        || settings.find(ModelSettings.ROOK_KEY).isPresent())
                        ? Optional.of(ModelSettings.ROOK_KEY)
                        : vendor.key(),
                elsewhere ? ModelSettings.ROOK_BASE_URL : vendor.baseUrl(),
                vendor.home(),
                vendor.path(),
                vendor.models(),
                elsewhere ? Map.of() : vendor.headers());
    }

    /** What is wrong with these settings, as one sentence. */
    static Optional<String> problem(Settings settings, Choice talking) {
        Optional<Vendor> vendor = of(settings).map(Fallback::vendor);
        if (vendor.isPresent()
                && talking instanceof Choice.Offline
                && settings.text(ModelSettings.PROVIDER).equals(ModelSettings.OFFLINE)) {
            return Optional.of(
                    "LLM_PROVIDER=offline sends nothing anywhere, and ROOK_PROVIDER or ROOK_MODEL would; take one"
                            + " of them out.");
        }
        return vendor.filter(one -> !one.configured(settings))
                .map(one -> settings.find(ModelSettings.ROOK_BASE_URL).isPresent()
                        ? "ROOK_BASE_URL needs a key of its own: set ROOK_API_KEY."
                        : "ROOK_PROVIDER=" + one.word() + " needs "
                                + one.key().orElseThrow().name()
                                + " or ROOK_API_KEY; set one, or leave ROOK_PROVIDER and ROOK_MODEL out.")
                .or(() -> vendor.flatMap(one -> one.problem(settings)));
    }
}
