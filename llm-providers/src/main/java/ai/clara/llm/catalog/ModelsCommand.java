package ai.clara.llm.catalog;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** {@code models}: every service with its models, which one answers and why, and whether those with a key can be reached. */
@Singleton
final class ModelsCommand implements Command {
    private static final Duration KNOCK_MAX = Duration.ofSeconds(5);
    private static final String INDENT = "\n              ";

    private final Settings settings;
    private final Models models;
    private final Switchboard switchboard;
    private final Clock clock;

    ModelsCommand(Settings settings, Models models, Switchboard switchboard, Clock clock) {
        this.settings = settings;
        this.models = models;
        this.switchboard = switchboard;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public String usage() {
        return "models: providers, tiers, models and reach; tries those that have a key";
    }

    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty()) {
            throw CommandException.usage("models takes no arguments.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        check(args);
        Optional<String> problem = Plan.problem(settings);
        Plan plan = Plan.of(settings);
        io.out((problem.isPresent() ? "WRONG " + problem.get() : models.because()) + "\n\n");
        Map<Vendor, Reach> reached = knock();
        List<Vendor> used = problem.isPresent() ? List.of() : plan.vendors();
        Vendors.ALL.forEach(vendor -> io.out(entry(vendor, used, Optional.ofNullable(reached.get(vendor))) + "\n"));
        io.out((used.isEmpty() ? "* " : "  ") + "offline     answers by fixed rules on this machine\n");
        io.out("\n* answers" + (used.size() > 1 ? ", + stands by" : "") + "\n");
        if (problem.isPresent()) {
            return 1;
        }
        plan.warnings(settings).forEach(io::note);
        return used.isEmpty() || works(used.getFirst(), reached, io) ? 0 : 1;
    }

    /** All at once; each has its own bound. */
    private Map<Vendor, Reach> knock() {
        var knocking = new LinkedHashMap<Vendor, CompletableFuture<Reach>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Vendors.ALL.stream()
                    .filter(vendor -> vendor.configured(settings)
                            && vendor.problem(settings).isEmpty())
                    .forEach(vendor ->
                            knocking.put(vendor, CompletableFuture.supplyAsync(() -> reach(vendor), threads)));
        }
        return knocking.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, knock -> knock.getValue().join()));
    }

    private Reach reach(Vendor vendor) {
        try {
            List<String> offered = switchboard.models(vendor.dialect(), vendor.endpoint(settings), KNOCK_MAX);
            return Reach.of(offered, base(vendor));
        } catch (ModelException e) {
            return Reach.of(e);
        }
    }

    /** What the list does not settle, one small question does. */
    private boolean works(Vendor vendor, Map<Vendor, Reach> reached, CommandIo io) {
        return switch (reached.get(vendor)) {
            case Reach.Offers offers -> true;
            case Reach.Unclear unclear -> answers(vendor, io);
            case Reach.Fails fails -> false;
            case null -> false;
        };
    }

    private boolean answers(Vendor vendor, CommandIo io) {
        String who = base(vendor) + " at " + vendor.serviceName(settings);
        try {
            Trial.of(switchboard.chat(vendor.dialect(), vendor.endpoint(settings), base(vendor)), clock);
            io.out("\nAsked to be sure: " + who + " answers.\n");
            return true;
        } catch (ModelException e) {
            io.out("\nAsked to be sure: " + who + " gives no answer. " + e.getMessage() + "\n");
            return false;
        }
    }

    private String entry(Vendor vendor, List<Vendor> used, Optional<Reach> reach) {
        int place = used.indexOf(vendor);
        String mark = place < 0 ? " " : place == 0 ? "*" : "+";
        String state = reach.map(Reach::line)
                .or(() -> vendor.configured(settings) ? vendor.problem(settings) : Optional.empty())
                .orElseGet(() -> "needs " + vendor.key().orElseThrow().name());
        return mark + " " + String.format(Locale.ROOT, "%-11s", vendor.word()) + " " + vendor.service() + ": " + state
                + key(vendor) + INDENT + address(vendor) + INDENT + tiers(vendor);
    }

    private String key(Vendor vendor) {
        return vendor.key()
                .flatMap(setting -> settings.find(setting).map(value -> "; " + setting.name() + " " + Masked.of(value)))
                .orElse("");
    }

    private String address(Vendor vendor) {
        return Address.problem(vendor.baseUrl(), settings.find(vendor.baseUrl()).orElse(vendor.home()))
                        .isPresent()
                ? vendor.baseUrl().name() + " cannot be used"
                : vendor.url(settings).toString();
    }

    private String tiers(Vendor vendor) {
        var line = new StringBuilder(base(vendor));
        for (Tier tier : Tier.values()) {
            settings.find(vendor.models().of(tier))
                    .ifPresent(model -> line.append("; ")
                            .append(tier.name().toLowerCase(Locale.ROOT))
                            .append(' ')
                            .append(model));
        }
        return line.toString();
    }

    private String base(Vendor vendor) {
        return vendor.models().name(settings, Optional.empty());
    }
}
