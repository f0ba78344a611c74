package ai.clara.llm.catalog;

import ai.clara.llm.Endpoint;
import ai.clara.llm.wire.Dialect;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service that offers models.
 *
 * @param word what {@code LLM_PROVIDER} calls it
 * @param service what people call it
 * @param elsewhere what people call another server that stands in for it
 * @param key empty for one that wants none
 * @param home its own address, used when the setting names no other
 * @param path what its wire needs at the end of every address, empty when the address is whole
 * @param headers sent beside the key, by name, when set
 */
record Vendor(
        String word,
        String service,
        String elsewhere,
        Dialect dialect,
        Optional<Setting> key,
        Setting baseUrl,
        String home,
        String path,
        TierModels models,
        Map<String, Setting> headers) {
    /** What a header can carry. */
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]+");

    private static final Pattern PLAIN_WITH_SPACES = Pattern.compile("[\\x20-\\x7e]+");

    Vendor {
        headers = Map.copyOf(headers);
    }

    /** All settings of it. */
    List<Setting> settings() {
        var all = new ArrayList<Setting>();
        key.ifPresent(all::add);
        all.addAll(List.of(baseUrl, models.base(), models.high(), models.mid(), models.low()));
        headers.values().stream().sorted(Comparator.comparing(Setting::name)).forEach(all::add);
        return all;
    }

    /** Whether everything is there that a call needs; whether it is right is another question. */
    boolean configured(Settings settings) {
        return key.isEmpty() || settings.find(key.get()).isPresent();
    }

    /** Whether a key for it was found. */
    boolean keyFound(Settings settings) {
        return key.isPresent() && configured(settings);
    }

    /** What is wrong with its settings, as one sentence; the missing key is not of it. */
    Optional<String> problem(Settings settings) {
        return Address.problem(baseUrl, address(settings))
                .or(() -> key.filter(setting -> settings.find(setting).stream().anyMatch(value -> !plainKey(value)))
                        .map(setting -> setting.name() + " holds something that no key has; copy it again."))
                .or(() -> headers.values().stream()
                        .filter(setting -> settings.find(setting).stream()
                                .anyMatch(value ->
                                        !PLAIN_WITH_SPACES.matcher(value).matches()))
                        .findFirst()
                        .map(setting -> setting.name() + " must be plain letters, digits and signs."));
    }

    /** Whether this can be a key. */
    static boolean plainKey(String text) {
        return PLAIN.matcher(text).matches();
    }

    URI url(Settings settings) {
        return Address.of(address(settings), path);
    }

    String serviceName(Settings settings) {
        return URI.create(home).getHost().equalsIgnoreCase(url(settings).getHost()) ? service : elsewhere;
    }

    Endpoint endpoint(Settings settings) {
        return endpoint(settings, key.flatMap(settings::find));
    }

    /** The endpoint with a key that is not saved yet. */
    Endpoint endpoint(Settings settings, Optional<String> withKey) {
        var sent = new HashMap<String, String>();
        headers.forEach((name, setting) -> settings.find(setting).ifPresent(value -> sent.put(name, value)));
        return new Endpoint(serviceName(settings), url(settings), withKey, sent);
    }

    private String address(Settings settings) {
        return settings.find(baseUrl).orElse(home);
    }
}
