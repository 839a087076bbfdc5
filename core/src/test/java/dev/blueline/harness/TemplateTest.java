package dev.blueline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "the quick brown fox");
        document.put("n", 3L);
        document.put("f", 0.5);
        document.put("yes", PythonTruth.TRUE);
        document.put("nothing", PythonNone.NONE);
        document.put("good", "It's \"a\" fox");
        document.put("list", new ArrayList<Object>(List.of("u", "v")));
        Map<String, Object> choices = new LinkedHashMap<>();
        choices.put("text", new ArrayList<Object>(List.of("cat", "dog")));
        choices.put("label", new ArrayList<Object>(List.of("A", "B")));
        document.put("choices", choices);
        document.put("answerKey", "B");
        return document;
    }

    private static String render(String template) {
        return new Template("x.yaml", template).render(document());
    }

    /** The right-hand sides are what Python's Jinja2 3.1 prints. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {
                "{{text.split(' ')[:-1]|join(' ')}} = the quick brown",
                "`{{' '+text.split(' ')[-1]}}` = ` fox`",
                "{{choices.label.index(answerKey)}} = 1",
                "{{choices['text'][1]}} = dog",
                "{{choices.text}} = ['cat', 'dog']",
                "{{text.strip()|upper}} = THE QUICK BROWN FOX",
                "{{text[0]}}{{text[-1]}}{{text[1:3]}} = txhe",
                "{{n}} {{f}} {{yes}} {{nothing}} = 3 0.5 True None",
                "{{n * 2}} {{n // 2}} {{n / 2}} {{ -1 }} = 6 1 1.5 -1",
                "{% for c in choices.text %}{{loop.index}}.{{c}} {% endfor %}end = 1.cat 2.dog end",
                "{% if yes %}a{% endif %}{% if nothing %}b{% endif %} = a",
                "{{', '.join(list)}} = u, v",
                "{{list|length}}{{list|join('-')}} = 2u-v",
                "{{text.replace('quick', 'slow')}} = the slow brown fox",
                "{{text.split(' ', 1)[1]}} = quick brown fox",
                "{{text.capitalize()}} {{text.title()}} = The quick brown fox The Quick Brown Fox",
                "{{'x' if text.startswith('the') else 'y'}} = x",
                "{{missing|default('k')}} = k",
                "{{1 if n is defined else 2}}{{1 if missing is defined else 2}} = 12",
                "{{'{{n}}'}} = {{n}}"
            })
    void templatesPrintWhatPythonPrints(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void newlinesAreKept() {
        assertThat(render("Q: {{n}}\nA:\n")).isEqualTo("Q: 3\nA:\n");
        assertThat(render("{{ ['a', 'b']|join('\\n') }}")).isEqualTo("a\nb");
        assertThat(render("{% set x = n + 1 %}{{x}}")).isEqualTo("4");
    }

    @Test
    void aListThatIsPrintedIsReadBackWhole() {
        assertThat(PythonLiteral.parse(render("{{[good, text]}}")))
                .contains(List.of("It's \"a\" fox", "the quick brown fox"));
    }

    @Property
    void anyTextsComeBackFromAPrintedList(@ForAll List<String> texts) {
        Map<String, Object> document = Map.of("texts", new ArrayList<Object>(texts));
        assertThat(PythonLiteral.parse(new Template("x.yaml", "{{texts}}").render(document)))
                .contains(texts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{missing}}",
                "{{text.getClass()}}",
                "{{text.foo}}",
                "{{choices.getClass().forName('java.lang.Runtime')}}",
                "{{text.class.classLoader}}",
                "{% include '/etc/passwd' %}",
                "{% import '/etc/passwd' as p %}",
                "{{zip(list, list)}}",
                "{{text.split(}}",
                "{{choices.label.index('Z')}}"
            })
    void whatCannotBeFilledAndWhatWouldRunCodeIsRefused(String template) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("x.yaml")
                .hasMessageContaining("the template cannot be filled");
    }

    @Test
    void literalsArePythons() {
        assertThat(PythonLiteral.parse("['it\\'s', \"b\", 3, -1.5, True, None, ('x',), []]"))
                .contains(List.of("it's", "b", 3L, -1.5, PythonTruth.TRUE, PythonNone.NONE, List.of("x"), List.of()));
        assertThat(PythonLiteral.parse("'\\u00e9\\n'")).contains("é\n");
        for (String no : List.of("", "[", "['a'", "abc", "[a]", "'a' 'b'", "[1 2]", "{'a': 1}")) {
            assertThat(PythonLiteral.parse(no)).as(no).isEmpty();
        }
    }
}
