package ai.clara.doctor;

import ai.clara.run.Ending;
import ai.clara.run.Household;
import ai.clara.run.StartsItself;
import ai.clara.settings.Catalogue;
import ai.clara.settings.SecretMask;
import ai.clara.settings.SettingValues;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.operation.Check;
import ai.clara.spi.operation.Check.Finding;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.store.Home;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor}: every finding with its fix, and every setting with where it came from. */
@Singleton
final class DoctorCommand implements Command, StartsItself {
    private final Household household;
    private final BeanProvider<Check> checks;
    private final SettingValues values;
    private final Catalogue catalogue;
    private final Home home;

    DoctorCommand(
            Household household,
            BeanProvider<Check> checks,
            BeanProvider<SettingGroup> groups,
            SettingValues values,
            Home home) {
        this.household = household;
        this.checks = checks;
        this.values = values;
        this.catalogue = new Catalogue(groups.stream().toList());
        this.home = home;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String usage() {
        return "doctor: checks settings, stores and permissions; each finding names its fix";
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty()) {
            throw CommandException.usage("doctor takes no arguments.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        check(args);
        List<Finding> findings = findings();
        for (Finding finding : findings) {
            io.out((finding.ok() ? "ok    " : "WRONG ") + finding.name() + ": " + finding.line() + "\n");
            if (!finding.fix().isBlank()) {
                io.out("      " + finding.fix() + "\n");
            }
        }
        io.out("\nSettings\n");
        catalogue.all().stream().filter(this::worthShowing).forEach(setting -> io.out("  " + line(setting) + "\n"));
        return findings.stream().allMatch(Finding::ok) ? 0 : 1;
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("home", true, home.dir().toString(), ""));
        try {
            household.start();
            checks.stream().forEach(check -> findings.addAll(check.look()));
        } catch (RuntimeException e) {
            String sentence = Ending.of(e, home.resolve("logs/clara.log")).sentence();
            findings.add(new Finding("start", false, sentence, "Repair that, then run ./clara doctor again."));
        }
        return findings;
    }

    /** What is read now, and what somebody set although nothing reads it yet. */
    private boolean worthShowing(Setting setting) {
        return setting.later().isEmpty() || values.set(setting).isPresent();
    }

    private String line(Setting setting) {
        String later = setting.later().isEmpty() ? "" : "; nothing reads it yet, it belongs to " + setting.later();
        return values.set(setting)
                .map(found -> found.name() + " = " + shown(setting, found.value()) + " (" + found.where() + later + ")")
                .orElseGet(() -> setting.name() + " = "
                        + (setting.defaultValue().isBlank() ? "(unset)" : setting.defaultValue() + " (default)"));
    }

    private static String shown(Setting setting, String value) {
        return setting.secret() ? SecretMask.of(value) : value;
    }
}
