package io.souk.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of notebooks can fail: otherwise its silence would say nothing. */
class NbformatTest {

    private static final String VALID = """
            {"cells":[
              {"id":"a","cell_type":"markdown","metadata":{},"source":["x"]},
              {"id":"b","cell_type":"code","metadata":{},"source":"y","execution_count":1,"outputs":[
                {"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"text/plain":["1"]}}]}],
             "metadata":{"kernelspec":{"name":"python3","display_name":"Python 3"},"language_info":{"name":"python"}},
             "nbformat":4,"nbformat_minor":5}""";

    @Test
    void aValidNotebookPasses() throws JsonProcessingException {
        assertThat(Nbformat.violations(new ObjectMapper().readTree(VALID))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"nbformat\":4,~`` ~notebook has nbformat",
                "\"nbformat_minor\":5~\"nbformat_minor\":4~nbformat_minor is at least 5",
                "\"id\":\"a\",~``~cell 0 has id",
                "\"id\":\"a\"~\"id\":\"a b\"~cell 0: id is 1 to 64 letters, digits, - or _",
                "\"id\":\"a\"~\"id\":\"b\"~id 'b' is used once",
                "[\"x\"]~[1]~cell 0: source is a string or a list of strings",
                "\"source\":[\"x\"]~\"source\":[\"x\"],\"outputs\":[]~cell 0 may not have outputs",
                "\"source\":\"y\",~\"source\":\"y\",\"prompt\":1,~cell 1 may not have prompt",
                "\"execution_count\":1,\"outputs\"~\"outputs\"~cell 1 has execution_count",
                "\"metadata\":{},\"data\"~\"data\"~cell 1 output has metadata",
                "{\"text/plain\":[\"1\"]}~{\"text/plain\":1}~cell 1 output: data is a string or a list of strings",
                "execute_result~result~cell 1 output: output_type is known",
                "\"name\":\"python3\",~``~kernelspec has name and display_name"
            })
    void aBrokenNotebookIsTold(String part, String instead, String violation) throws JsonProcessingException {
        assertThat(VALID).contains(part);
        String broken = VALID.replace(part, instead.strip());
        assertThat(Nbformat.violations(new ObjectMapper().readTree(broken))).contains(violation);
    }
}
