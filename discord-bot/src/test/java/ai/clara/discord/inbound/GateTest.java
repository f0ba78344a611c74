package ai.clara.discord.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateTest {
    private final List<String> passed = new ArrayList<>();
    private final Gate gate = new Gate();

    private void pass(String name) {
        gate.pass(() -> passed.add(name + " live"), () -> passed.add(name + " held"));
    }

    @Test
    void whatCameEarlyWaitsForWhatWasMissed() {
        pass("a");
        pass("b");
        gate.open(() -> passed.add("missed"));
        pass("c");
        gate.close();
        pass("d");
        assertThat(passed).containsExactly("missed", "a held", "b held", "c live");
        gate.open(() -> {});
        assertThat(passed).endsWith("d held");
    }

    @Test
    void tellsWhenItWasTooFull() {
        for (int i = 0; i < Gate.WAITING_MAX; i++) {
            pass("x");
        }
        assertThat(gate.whole()).isTrue();
        pass("y");
        assertThat(gate.whole()).isFalse();
        gate.open(() -> {});
        assertThat(gate.whole()).isTrue();
        assertThat(passed).hasSize(Gate.WAITING_MAX);
    }
}
