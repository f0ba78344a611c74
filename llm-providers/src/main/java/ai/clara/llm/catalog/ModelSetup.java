package ai.clara.llm.catalog;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.setup.SetupStep;
import ai.clara.spi.setup.SetupTalk;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Asks which model answers, and lets it answer once before anything is saved. */
@Singleton
final class ModelSetup implements SetupStep {
    private static final int ROUNDS_MAX = 3;

    private final Settings settings;
    private final Switchboard switchboard;
    private final Clock clock;

    ModelSetup(Settings settings, Switchboard switchboard, Clock clock) {
        this.settings = settings;
        this.switchboard = switchboard;
        this.clock = clock;
    }

    /** What was typed for one service. */
    private record Typed(Vendor vendor, Optional<String> key, String model) {}

    /** What is typed cannot be used; the message is for the person. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String sentence) {
            super(sentence);
        }
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void ask(SetupTalk talk) {
        talk.tell("Which service answers: " + Vendors.words() + ", or offline (fixed rules on this machine)?"
                + " What people say is sent to the one you choose.");
        for (int round = 1; ; round++) {
            try {
                askOnce(talk);
                return;
            } catch (Unusable e) {
                if (!talk.present() || round == ROUNDS_MAX) {
                    throw CommandException.failed(e.getMessage() + " Nothing of the model was saved.");
                }
                talk.tell(e.getMessage() + " Nothing was saved; try again.");
            }
        }
    }

    private void askOnce(SetupTalk talk) throws Unusable {
        Optional<String> word = talk.line("Provider (Enter keeps " + present() + "): ")
                .map(line -> line.strip().toLowerCase(Locale.ROOT));
        if (word.isEmpty() || word.get().isEmpty() && present().equals(ModelSettings.OFFLINE)) {
            talk.tell("The model stays as it is: " + present() + ".");
            return;
        }
        String chosen = word.get().isEmpty() ? present() : word.get();
        if (chosen.equals(ModelSettings.OFFLINE)) {
            talk.save(ModelSettings.PROVIDER, ModelSettings.OFFLINE);
            talk.tell("Clara answers by fixed rules on this machine; nothing is sent anywhere.");
            return;
        }
        Vendor vendor = Vendors.named(chosen)
                .orElseThrow(() -> new Unusable(
                        "'" + chosen + "' is no provider; there are " + Vendors.words() + " and offline."));
        Optional<String> problem = Address.problem(
                vendor.baseUrl(), settings.find(vendor.baseUrl()).orElse(vendor.home()));
        if (problem.isPresent()) {
            throw new Unusable(problem.get());
        }
        Optional<Typed> typed = details(vendor, talk);
        if (typed.isEmpty()) {
            talk.tell("The input ended before there was a key; the model stays as it is: " + present() + ".");
            return;
        }
        tryOut(typed.get(), talk);
        save(typed.get(), talk);
    }

    private String present() {
        return switch (Choice.of(settings)) {
            case Choice.Offline offline -> ModelSettings.OFFLINE;
            case Choice.Service service -> service.vendor().word();
        };
    }

    /** Empty when the input ended before there was a key. */
    private Optional<Typed> details(Vendor vendor, SetupTalk talk) throws Unusable {
        Optional<String> key = Optional.empty();
        if (vendor.key().isPresent()) {
            Optional<String> known = settings.find(vendor.key().get());
            key = talk.secret(known.map(value ->
                                    "Key for " + vendor.service() + " (Enter keeps " + Masked.of(value) + "): ")
                            .orElse("Key for " + vendor.service() + ": "))
                    .map(String::strip);
            if (key.isEmpty() && known.isEmpty()) {
                return Optional.empty();
            }
            key = key.filter(value -> !value.isEmpty()).or(() -> known);
            if (key.filter(Vendor::plainKey).isEmpty()) {
                throw new Unusable(
                        key.isEmpty()
                                ? vendor.service() + " does not answer without a key."
                                : "That is no key: it holds something that no key has.");
            }
        }
        String usual = vendor.models().name(settings, Optional.empty());
        String model = talk.line("Model (Enter takes " + usual + "): ")
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .orElse(usual);
        return Optional.of(new Typed(vendor, key, model));
    }

    private void tryOut(Typed typed, SetupTalk talk) throws Unusable {
        var endpoint = typed.vendor().endpoint(settings, typed.key());
        talk.tell("Asking " + typed.model() + " at " + endpoint.service() + " to say hello ...");
        try {
            String answer = Trial.of(switchboard.chat(typed.vendor().dialect(), endpoint, typed.model()), clock);
            talk.tell(typed.model() + " answers: " + answer);
        } catch (ModelException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        }
    }

    private void save(Typed typed, SetupTalk talk) {
        Vendor vendor = typed.vendor();
        talk.save(ModelSettings.PROVIDER, vendor.word());
        vendor.key()
                .ifPresent(setting -> typed.key()
                        .filter(key -> !settings.find(setting).equals(Optional.of(key)))
                        .ifPresent(key -> talk.save(setting, key)));
        if (!settings.text(vendor.models().base()).equals(typed.model())) {
            talk.save(vendor.models().base(), typed.model());
        }
    }
}
