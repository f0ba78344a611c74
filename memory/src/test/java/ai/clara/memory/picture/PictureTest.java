package ai.clara.memory.picture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.graph.Picture;
import ai.clara.memory.graph.Picture.Figure;
import ai.clara.memory.graph.Picture.Line;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class PictureTest {
    private static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");
    /** Between the middles of two figures, in pixels. */
    private static final double APART_MIN = 60;

    private static Line line(int from, String predicate, int to, Optional<Instant> until) {
        return new Line(from, predicate, to, DAY, until, List.of(), false);
    }

    /** People write what they like. */
    @Test
    void whateverPeopleWriteStaysText() throws Exception {
        String evil = "</text><script>alert('&')</script>\u0000\uD800";
        var picture = new Picture(
                List.of(new Figure("Ada", true), new Figure(evil, false)),
                List.of(line(0, "<b>friend", 1, Optional.of(DAY))),
                List.of(new Picture.Pair(0, 1)),
                true);
        String svg = PictureSvg.of(picture, evil, ZoneOffset.UTC);
        Document parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
        assertThat(parsed.getElementsByTagName("text").getLength()).isEqualTo(3);
        assertThat(parsed.getElementsByTagName("line")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("class")
                        .getNodeValue())
                .isEqualTo("line past");
        String html = PictureHtml.of(picture, evil, ZoneOffset.UTC);
        assertThat(html).contains("default-src 'none'", "&lt;script&gt;").doesNotContain("<script", "<b>");
    }

    @Test
    void figuresStandApart() {
        var random = new Random(4);
        for (int draw = 0; draw < 50; draw++) {
            int many = 2 + random.nextInt(80);
            var figures = new ArrayList<Figure>();
            var lines = new ArrayList<Line>();
            for (int i = 0; i < many; i++) {
                figures.add(new Figure("N" + i, i == 0));
                if (i > 0 && random.nextInt(10) > 0) {
                    lines.add(line(random.nextInt(i), "friend", i, Optional.empty()));
                }
            }
            List<Layout.Point> points = Layout.of(new Picture(figures, lines, List.of(), true));
            assertThat(points).hasSize(many);
            assertThat(points.getFirst()).isEqualTo(new Layout.Point(0, 0));
            for (int i = 0; i < many; i++) {
                for (int j = 0; j < i; j++) {
                    double apart = Math.hypot(
                            points.get(i).x() - points.get(j).x(),
                            points.get(i).y() - points.get(j).y());
                    assertThat(apart).as("%d and %d of %d", i, j, many).isGreaterThan(APART_MIN);
                }
            }
        }
    }
}
