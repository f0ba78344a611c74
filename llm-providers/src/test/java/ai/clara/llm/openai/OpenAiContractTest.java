package ai.clara.llm.openai;

import ai.clara.llm.Endpoint;
import ai.clara.spi.model.ChatModel;
import ai.clara.testkit.model.ChatModelContract;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Wire;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

class OpenAiContractTest extends ChatModelContract {
    @Override
    protected ChatModel model(ModelServer server, String name) {
        return new OpenAiChat(
                new Endpoint("OpenRouter", URI.create(server.baseUrl()), Optional.of(KEY), Map.of()), name, clock());
    }

    @Override
    protected Wire wire() {
        return Wire.OPENAI;
    }
}
