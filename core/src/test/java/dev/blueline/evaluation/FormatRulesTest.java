package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatRulesTest {
    /** In the table an underscore is a space and a bar a line end; END says that the model ended the text. */
    private static Written written(String text) {
        boolean ended = text.endsWith("END");
        String plain = ended ? text.substring(0, text.length() - 3) : text;
        return new Written(plain.replace('_', ' ').replace('|', '\n'), ended);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NUMBERED_LIST; _blue|4._red; true",
                "NUMBERED_LIST; _blueEND; true",
                "NUMBERED_LIST; _blue||The_end; true",
                "NUMBERED_LIST; _blue|; false",
                "NUMBERED_LIST; _blue|red; false",
                "NUMBERED_LIST; _|4._red; false",
                "NUMBERED_LIST; _blue_and_so_on; false",
                "BULLET_LIST; _milk|-_bread; true",
                "BULLET_LIST; _milk|*_bread; false",
                "ANSWER_LINE; _in_Rome|Question:_Who; true",
                "ANSWER_LINE; _in_Rome||Question:_Who; true",
                "ANSWER_LINE; _in_RomeEND; true",
                "ANSWER_LINE; _in_Rome|and_in_Paris; false",
                "ANSWER_LINE; END; false",
                "QUOTATION; _the_sea\"_and_left; true",
                "QUOTATION; _the_sea|\"; false",
                "QUOTATION; _the_seaEND; false",
                "NUMBERS; _20,_24,_28,_32; true",
                "NUMBERS; _20,_24,_28; true",
                "NUMBERS; _20,_24_and_28; false",
                "NUMBERS; _20,_24; false",
                "NUMBERS; _x,_24,_28; false",
                "RECORD; _Rome||name:_Paul; true",
                "RECORD; _Rome|name:_Paul; true",
                "RECORD; _Rome|city:_Paul; false",
                "TABLE_ROW; 31,Rome|x; true",
                "TABLE_ROW; 31,RomeEND; true",
                "TABLE_ROW; 31,Rome,Paris|; false",
                "TABLE_ROW; 31,|; false",
                "TABLE_ROW; 31,Rome; false",
                "COMMENT; _list._*/; true",
                "COMMENT; _list|_*_and_more_*/_x; true",
                "COMMENT; _list_/*_more_*/; false",
                "COMMENT; _list.END; false",
            })
    void aFormatIsKeptByShapeAlone(AskedFormat format, String text, boolean kept) {
        assertThat(format.kept("", written(text))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "`_b)); x`; true",
                "`_b)|); x`; true",
                "`_b]); x`; false",
                "`_b); x`; false",
                "`_b))); x`; false",
                "`_\")\")); x`; true",
                "`_b))`; false",
            })
    void aStatementClosesEveryBracketByItsOwnKind(String text, boolean kept) {
        assertThat(AskedFormat.BALANCED_CALL.kept("int a = Math.max(1, Math.min(2,", written(text)))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource(AskedFormat.class)
    void promptsFollowFromTheSeedAndLeaveTheFormatOpen(AskedFormat format) {
        assertThat(FormatFigures.prompts(format, 1))
                .hasSize(12)
                .doesNotHaveDuplicates()
                .isEqualTo(FormatFigures.prompts(format, 1))
                .isNotEqualTo(FormatFigures.prompts(format, 2))
                .allMatch(prompt -> !prompt.endsWith(" ") && !format.kept(prompt, new Written("", false)));
        assertThat(new HashSet<>(FormatFigures.prompts(format, 1)))
                .contains(format.prompt(new Draw("format:" + format.title(), 1, 0, 0)));
    }
}
