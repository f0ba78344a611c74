package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.llm.PromptRenderer.Line;
import ai.clara.llm.PromptRenderer.Voice;
import ai.clara.spi.chat.Part;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void anImageIsCarriedOrPointedTo() {
        ImageContent inline = (ImageContent) content("image/png", "data:image/jpeg;base64,QUJD+/8=");
        assertThat(inline.image().mimeType()).isEqualTo("image/jpeg");
        assertThat(inline.image().base64Data()).isEqualTo("QUJD+/8=");
        assertThat(inline.detailLevel()).isEqualTo(ImageContent.DetailLevel.AUTO);
        ImageContent far = (ImageContent) content("image/png", "https://pictures.example/a.png");
        assertThat(far.image().url()).hasToString("https://pictures.example/a.png");
    }

    @Test
    void dataNeedsNeitherBase64NorAType() {
        ImageContent plain = (ImageContent) content("image/gif", "data:,A%42C");
        assertThat(plain.image().mimeType()).isEqualTo("image/gif");
        assertThat(plain.image().base64Data()).isEqualTo("QUJD");
    }

    @Test
    void nothingElseIsReached() {
        for (String source :
                List.of("file:///etc/passwd", "http://10.0.0.1/a.png", "data:image/png;base64,", "data:x")) {
            assertThat(content("image/png", source)).as(source).isInstanceOf(TextContent.class);
        }
    }

    @Test
    void noTextIsNeverEmptyText() {
        assertThat(((UserMessage) Messages.of(List.of(new Line(Voice.PERSON, " ")))
                                .getFirst())
                        .singleText())
                .isNotBlank();
    }

    private static Content content(String type, String source) {
        var line = new Line(Voice.PERSON, "Anna:", List.of(new Part.Image(type, URI.create(source))));
        return ((UserMessage) Messages.of(List.of(line)).getFirst()).contents().get(1);
    }
}
