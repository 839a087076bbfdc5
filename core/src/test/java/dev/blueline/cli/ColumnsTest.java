package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static Columns table() {
        Columns table = new Columns(" ")
                .words("rung", 0)
                .figures("tokens", 1)
                .figures("FLOPs", 2)
                .figures("loss", 0);
        table.row("64x2", "1M", "4.5e11", "2.3");
        table.row("128x3", "10M", "1e13", "1.98");
        return table;
    }

    @Test
    void with_room_all_columns_stand() {
        assertThat(table().text(28))
                .isEqualTo(" rung   tokens   FLOPs  loss\n"
                        + " 64x2       1M  4.5e11   2.3\n"
                        + " 128x3     10M    1e13  1.98\n");
    }

    @Test
    void the_columns_that_say_least_leave_first_and_are_named() {
        assertThat(table().text(27))
                .isEqualTo(" rung   tokens  loss\n"
                        + " 64x2       1M   2.3\n"
                        + " 128x3     10M  1.98\n"
                        + " (no room for FLOPs)\n");
        assertThat(table().text(15))
                .isEqualTo(" rung   loss\n" + " 64x2    2.3\n" + " 128x3  1.98\n" + " (no room for tokens, FLOPs)\n");
    }

    @Test
    void columns_that_stay_stay() {
        assertThat(table().text(5)).startsWith(" rung   loss\n");
    }
}
