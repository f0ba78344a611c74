package ai.clara.llm.catalog;

import ai.clara.spi.operation.Check;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Says which model is set, without its address: {@code /health} is open to everybody. Whether it answers is for {@code models}. */
@Singleton
final class ModelCheck implements Check {
    private final Settings settings;

    ModelCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> look() {
        Optional<String> problem = Plan.problem(settings);
        if (problem.isPresent()) {
            return List.of(new Finding("model", false, "cannot be used", problem.get()));
        }
        Plan plan = Plan.of(settings);
        String line = switch (plan.choice()) {
            case Choice.Offline offline -> ModelSettings.OFFLINE;
            case Choice.Service service ->
                service.vendor().models().name(settings, Optional.empty()) + " at "
                        + service.vendor().serviceName(settings);
        };
        return List.of(new Finding("model", true, line, String.join(" ", plan.warnings(settings))));
    }
}
