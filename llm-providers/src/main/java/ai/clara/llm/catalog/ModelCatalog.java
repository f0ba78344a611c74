package ai.clara.llm.catalog;

import ai.clara.llm.offline.OfflineModel;
import ai.clara.llm.resilience.Circuit;
import ai.clara.llm.resilience.Member;
import ai.clara.llm.resilience.ResilientChat;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Models by role and tier, as the settings choose them. Memory shares the talk's unless it has one of its own. */
@Singleton
final class ModelCatalog implements Models {
    /** No model has such a name. */
    private static final String MEMORY = " memory";

    private final Settings settings;
    private final Clock clock;
    private final OfflineModel offline;
    private final Switchboard switchboard;
    private final OllamaNearby ollama;
    private final Plan plan;
    private final boolean sound;
    private final Map<String, ChatModel> chains = new ConcurrentHashMap<>();
    private final Map<Fallback, Member> members = new ConcurrentHashMap<>();
    private final Map<Vendor, Circuit> circuits = new ConcurrentHashMap<>();
    private Optional<String> because = Optional.empty();

    ModelCatalog(Settings settings, Clock clock, OfflineModel offline, Switchboard switchboard, OllamaNearby ollama) {
        this.settings = settings;
        this.clock = clock;
        this.offline = offline;
        this.switchboard = switchboard;
        this.ollama = ollama;
        this.plan = Plan.of(settings);
        this.sound = Plan.problem(settings).isEmpty();
    }

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        if (hasOwn(role)) {
            return chains.computeIfAbsent(MEMORY, _ -> chain(plan.memory().orElseThrow()));
        }
        if (sound && plan.choice() instanceof Choice.Service service) {
            Vendor vendor = service.vendor();
            return chains.computeIfAbsent(
                    vendor.models().name(settings, tier), model -> chain(new Fallback(vendor, model)));
        }
        return offline;
    }

    @Override
    public boolean hasOwn(Role role) {
        return switch (role) {
            case TALK -> false;
            case MEMORY -> sound && plan.memory().isPresent();
        };
    }

    @Override
    public synchronized String because() {
        String line = because.orElseGet(() -> switch (plan.choice()) {
            case Choice.Service service when sound -> remote(service);
            case Choice.Service service ->
                "model: offline, because " + Plan.problem(settings).orElseThrow();
            case Choice.Offline nothing -> "model: offline, because " + nothing.reason() + offer();
        });
        because = Optional.of(line);
        return line + forMemory();
    }

    private String remote(Choice.Service service) {
        Vendor vendor = service.vendor();
        String place = vendor.serviceName(settings);
        boolean own = vendor.url(settings)
                .toString()
                .equals(Address.of(vendor.home(), vendor.path()).toString());
        return "model: " + vendor.models().name(settings, Optional.empty()) + " at " + place
                + (own ? "" : " (" + vendor.url(settings) + ")") + " because " + service.reason()
                + "; what you say is sent there" + standingBy();
    }

    private String forMemory() {
        return sound
                ? plan.memory()
                        .map(each -> "; for memory works " + each.model() + " at "
                                + each.vendor().serviceName(settings) + ", and what is said is sent there")
                        .orElse("")
                : "";
    }

    private String standingBy() {
        if (plan.fallbacks().isEmpty()) {
            return "";
        }
        List<String> names = plan.fallbacks().stream()
                .map(each -> each.model() + " at " + each.vendor().serviceName(settings))
                .toList();
        return ", and when it fails to " + String.join(", then to ", names);
    }

    /** Asked only when nobody chose anything: who says offline means it. */
    private String offer() {
        if (settings.find(ModelSettings.PROVIDER).isPresent()) {
            return "";
        }
        var models = ollama.models();
        return models.isEmpty()
                ? ""
                : "; Ollama runs here with " + models.getAsInt() + (models.getAsInt() == 1 ? " model" : " models")
                        + ": set LLM_PROVIDER=ollama to use it";
    }

    private ChatModel chain(Fallback chosen) {
        List<Member> chain = Stream.concat(Stream.of(chosen), plan.fallbacks().stream())
                .distinct()
                .map(each -> members.computeIfAbsent(each, this::connect))
                .toList();
        return new ResilientChat(chain, clock);
    }

    private Member connect(Fallback each) {
        var endpoint = each.vendor().endpoint(settings);
        return new Member(
                endpoint.service(),
                switchboard.chat(each.vendor().dialect(), endpoint, each.model()),
                circuits.computeIfAbsent(each.vendor(), vendor -> new Circuit(clock)));
    }
}
