package ai.clara.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file of settings from an earlier installation keeps its meaning: every name known, every default kept or differing for a reason. */
class SeedSettingsTest {
    private static final String FILE = "/seed-settings.tsv";

    /** One line of the file. */
    private record Row(String name, String before, String now, String reason) {
        static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            String before = cells.length > 1 ? cells[1] : "";
            return new Row(cells[0], before, cells.length > 2 ? cells[2] : before, cells.length > 3 ? cells[3] : "");
        }
    }

    private final Catalogue catalogue = AllRooms.catalogue();

    @Test
    void everyNameIsKnownWithItsDefault() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            assertThat(setting(row.name())).as(row.name()).isPresent();
            assertThat(setting(row.name()).map(Setting::defaultValue))
                    .as("default of %s", row.name())
                    .contains(row.now());
        });
    }

    @Test
    void everyDifferenceHasAReason() throws IOException {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.reason().isBlank())
                        .as(row.name())
                        .isEqualTo(row.before().equals(row.now())));
    }

    @Test
    void theOlderNamesOfMemoryAreReadAsTheNewOnes() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.name().startsWith("MEM0_"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(setting(row.name()).map(Setting::name))
                        .contains(row.name().replace("MEM0_", "ROOK_")));
    }

    private Optional<Setting> setting(String name) {
        return catalogue.all().stream()
                .filter(s -> s.name().equals(name) || s.aliases().contains(name))
                .findFirst();
    }

    private static List<Row> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(SeedSettingsTest.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::parse)
                    .toList();
        }
    }
}
