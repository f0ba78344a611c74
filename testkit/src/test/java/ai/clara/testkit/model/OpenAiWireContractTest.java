package ai.clara.testkit.model;

import ai.clara.spi.model.ChatModel;

class OpenAiWireContractTest extends ChatModelContract {
    @Override
    protected ChatModel model(ModelServer server, String name) {
        return new PlainChat(wire(), server.baseUrl(), name, clock());
    }

    @Override
    protected Wire wire() {
        return Wire.OPENAI;
    }
}
