package ai.clara.llm.embedding;

import static ai.clara.spi.model.EmbeddingModel.Purpose.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModels;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EncoderStopTest {
    private static final Encoder ONES = text -> new float[] {1};

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void stopDuringLoadReturnsOnlyAfterTheLoad() throws Exception {
        var model = new LocalEmbeddings(() -> {
            held();
            return ONES;
        });
        assertThat(model.ready()).isFalse();
        running.await();
        var stop = started(model);
        assertWaits(stop);
        end.countDown();
        stop.get();
        assertRefuses(model);
    }

    @Test
    void stopWaitsForARunningCallAndTheRestOfItsBatchIsRefused() throws Exception {
        var encoded = new AtomicInteger();
        var model = new LocalEmbeddings(() -> text -> {
            if (text.endsWith("first")) {
                held();
            }
            encoded.incrementAndGet();
            return new float[] {1};
        });
        var embed = CompletableFuture.supplyAsync(
                () -> model.embed(List.of("first", "second"), QUERY), Thread::startVirtualThread);
        running.await();
        var stop = started(model);
        assertWaits(stop);
        end.countDown();
        stop.get();
        assertThatThrownBy(embed::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(ModelException.class);
        assertThat(encoded).hasValue(1);
    }

    @Test
    void whoWaitsForTheLoadWhenTheStopComesIsRefused() throws Exception {
        var model = new LocalEmbeddings(() -> {
            held();
            return ONES;
        });
        var embed =
                CompletableFuture.supplyAsync(() -> model.embed(List.of("waits"), QUERY), Thread::startVirtualThread);
        running.await();
        var stop = started(model);
        assertWaits(stop);
        end.countDown();
        stop.get();
        assertThatThrownBy(embed::get).hasCauseInstanceOf(ModelException.class);
    }

    @Test
    void stopMayBeAskedForAgainAndLoadsNothing() {
        var loads = new AtomicInteger();
        var model = new LocalEmbeddings(() -> {
            loads.incrementAndGet();
            return ONES;
        });
        model.close();
        model.close();
        assertRefuses(model);
        assertThat(loads).hasValue(0);
        model.open();
        assertThat(model.embed(List.of("again"), QUERY)).hasSize(1);
        assertThat(loads).hasValue(1);
    }

    @Test
    void servicesStoppingAndTheContextClosingBothEndIt() {
        try (TempHome home = TempHome.create()) {
            ApplicationContext context = ApplicationContext.builder()
                    .deduceEnvironment(false)
                    .banner(false)
                    .build()
                    .registerSingleton(Settings.class, MapSettings.none())
                    .registerSingleton(Home.class, home.home())
                    .start();
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            Service gate = context.getBean(EmbeddingGate.class);
            gate.start();
            assertThat(model.embed(List.of("hello"), QUERY)).hasSize(1);
            gate.stop();
            assertRefuses(model);
            gate.start();
            assertThat(model.embed(List.of("hello"), QUERY)).hasSize(1);
            context.close();
            assertRefuses(model);
        }
    }

    @Test
    void theEncoderIsWaitedForEvenWhenItIsTheFormerOne() {
        try (TempHome home = TempHome.create()) {
            Settings service = MapSettings.of("EMBEDDING_PROVIDER", "openai", "OPENAI_API_KEY", "sk-test");
            ApplicationContext context = ApplicationContext.builder()
                    .deduceEnvironment(false)
                    .banner(false)
                    .build()
                    .registerSingleton(Settings.class, service)
                    .registerSingleton(Home.class, home.home())
                    .start();
            EmbeddingModel former = context.getBean(EmbeddingModels.class)
                    .named("e5-small-v2-q/1")
                    .orElseThrow();
            Service gate = context.getBean(EmbeddingGate.class);
            gate.start();
            assertThat(former.embed(List.of("hello"), QUERY)).hasSize(1);
            gate.stop();
            assertRefuses(former);
            gate.start();
            assertThat(former.embed(List.of("hello"), QUERY)).hasSize(1);
            context.close();
            assertRefuses(former);
        }
    }

    private void held() {
        running.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Void> started(LocalEmbeddings model) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var stop = CompletableFuture.runAsync(
                () -> {
                    begun.countDown();
                    model.close();
                },
                Thread::startVirtualThread);
        begun.await();
        return stop;
    }

    private static void assertWaits(CompletableFuture<Void> stop) {
        assertThatThrownBy(() -> stop.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    private static void assertRefuses(EmbeddingModel model) {
        assertThat(model.ready()).isFalse();
        assertThatThrownBy(() -> model.embed(List.of("late"), QUERY))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.CANCELLED))
                .hasMessage("Clara is stopping, so no more texts are embedded.");
    }
}
