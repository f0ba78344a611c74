package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.SmallDisk;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No space left: a small file system of its own plays the full disk. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFullTest {
    @Test
    void firstStartOnAFullDiskIsOneSentence() {
        try (Clara clara = Clara.fresh();
                SmallDisk _ = SmallDisk.at(clara.home(), "mode=755,size=2m")) {
            clara.pipe(List.of("Hello"), "chat").refused(1, "space");
        }
    }

    @Test
    void fullDiskOfAKnownHomeIsOneSentenceAndLosesNoRow() {
        try (Clara clara = Clara.fresh();
                SmallDisk disk = SmallDisk.at(clara.home(), "mode=755,size=400m")) {
            clara.pipe(List.of("My canoe is moored in Narvik."), "chat").ended(0);
            Map<String, String> before = clara.contents();
            assertThat(before.get("messages")).startsWith("2 rows");
            disk.fill();
            clara.pipe(List.of("My bicycle is blue."), "chat").refused(1, "space");
            disk.empty();
            assertThat(clara.contents()).isEqualTo(before);
            assertThat(clara.pipe(List.of("Where is my canoe moored?"), "chat")
                            .ended(0)
                            .out())
                    .contains("Narvik");
        }
    }
}
