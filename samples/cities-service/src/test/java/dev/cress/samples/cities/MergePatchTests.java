package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MergePatchTests {

    private final JsonMapper json = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'}             | {'a':'c'}                 | {'a':'c'}",
                "{'a':'b'}             | {'b':'c'}                 | {'a':'b','b':'c'}",
                "{'a':'b'}             | {'a':null}                | {}",
                "{'a':'b','b':'c'}     | {'a':null}                | {'b':'c'}",
                "{'a':['b']}           | {'a':'c'}                 | {'a':'c'}",
                "{'a':'c'}             | {'a':['b']}               | {'a':['b']}",
                "{'a':{'b':'c'}}       | {'a':{'b':'d','c':null}}  | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}     | {'a':[1]}                 | {'a':[1]}",
                "['a','b']             | ['c','d']                 | ['c','d']",
                "{'a':'b'}             | ['c']                     | ['c']",
                "{'a':'foo'}           | null                      | null",
                "{'e':null}            | {'a':1}                   | {'e':null,'a':1}",
                "[1,2]                 | {'a':'b','c':null}        | {'a':'b'}",
                "{}                    | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void mergesAsInAppendixAOfTheRfc(String target, String patch, String result) {
        assertThat(MergePatch.apply(tree(target), tree(patch))).isEqualTo(tree(result));
    }

    @Test
    void leavesItsArgumentsAsTheyAre() {
        JsonNode target = tree("{'a':{'b':1}}");
        MergePatch.apply(target, tree("{'a':{'b':2}}"));
        assertThat(target).isEqualTo(tree("{'a':{'b':1}}"));
    }

    private JsonNode tree(String text) {
        return json.readTree(text.replace('\'', '"'));
    }
}
