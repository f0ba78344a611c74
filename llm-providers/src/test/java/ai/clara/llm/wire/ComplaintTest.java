package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintTest {
    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, , BAD_REQUEST",
        "400, , content_filter, REFUSED",
        "401, , , REFUSED",
        "402, , , REFUSED",
        "403, , , REFUSED",
        "404, , , BAD_REQUEST",
        "400, , model_not_found, BAD_REQUEST",
        "408, , , TIMEOUT",
        "413, , , BAD_REQUEST",
        "429, , , OVERLOADED",
        "429, insufficient_quota, , REFUSED",
        "301, , , BAD_REQUEST",
        "500, , , OVERLOADED",
        "529, overloaded_error, , OVERLOADED",
        "200, overloaded_error, , OVERLOADED",
        "200, invalid_request_error, , BAD_REQUEST",
        "200, authentication_error, , REFUSED",
        "200, , 401, REFUSED",
        "200, , 502, OVERLOADED",
        "200, , , OVERLOADED",
    })
    void eachMeansWhatACallerCanDo(int status, @Nullable String type, @Nullable String code, Kind kind) {
        String body = "{\"error\":{\"type\":" + json(type) + ",\"code\":" + json(code) + ",\"message\":\"x\"}}";
        Complaint complaint = status == 200 ? Complaint.in("", body).orElseThrow() : Complaint.of(status, body);
        assertThat(problem(complaint).kind()).isEqualTo(kind);
    }

    @Test
    void aNumberIsACodeToo() {
        assertThat(problem(Complaint.in("", "{\"error\":{\"code\":401}}").orElseThrow())
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void theWordIsNotEnough() {
        assertThat(Complaint.in("", "{\"choices\":[{\"delta\":{\"content\":\"an \\\"error\\\"\"}}]}"))
                .isEmpty();
        assertThat(Complaint.in("", "{\"error\":null,\"choices\":[]}")).isEmpty();
        assertThat(Complaint.in("", "{\"finish_reason\":\"error\"}")).isEmpty();
        assertThat(Complaint.in("error", "anything at all")).isPresent();
    }

    /** It may repeat the key or what a person said. */
    @Test
    void theVendorsSentenceIsNowhere() {
        var text = new StringWriter();
        problem(Complaint.of(400, "{\"error\":{\"message\":\"sk-secret said hello\",\"type\":\"sk secret hello\"}}"))
                .printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).contains("status 400").doesNotContain("secret", "hello");
    }

    private static ModelException problem(Complaint complaint) {
        return complaint.problem("OpenRouter", "some/model", Optional.empty());
    }

    private static String json(@Nullable String word) {
        return word == null ? "null" : "\"" + word + "\"";
    }
}
