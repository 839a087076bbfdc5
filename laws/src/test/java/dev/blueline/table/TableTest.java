package dev.blueline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path runs() throws IOException {
        return file("runs.csv", "Model Size,flops,loss,recipe\n1e6,6e15,4.0,a\n2e6,2.4e16,3.5,b\n4e6,9.6e16,3.0,a\n");
    }

    @Test
    void columnsAreReadByNameAndBySqlExpression() throws IOException {
        try (Table table = Table.open(List.of(runs()))) {
            assertThat(table.columns()).containsExactly("Model Size", "flops", "loss", "recipe");
            assertThat(table.numbers("model size")).containsExactly(1e6, 2e6, 4e6);
            assertThat(table.numbers("flops / 6 / \"Model Size\"")).containsExactly(1e9, 2e9, 4e9);
            assertThat(table.texts("recipe")).containsExactly("a", "b", "a");
        }
    }

    @Test
    void aConditionKeepsRowsInOrderAndMayLookAtTheWholeTable() throws IOException {
        try (Table table = Table.open(List.of(runs()))) {
            table.keep("loss < (SELECT max(loss) FROM results)");
            assertThat(table.numbers("loss")).containsExactly(3.5, 3.0);
            assertThat(table.places()).containsExactly("runs.csv row 2", "runs.csv row 3");
        }
    }

    @Test
    void csvJsonLinesAndParquetOfTheSameRowsGiveTheSameTable() throws IOException, SQLException {
        Path json = file("runs.jsonl", "{\"n\": 1e6, \"loss\": 4}\n{\"n\": 2e6, \"loss\": 3.5}\n");
        Path parquet = folder.resolve("runs.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT * FROM (VALUES (1e6, 4.0), (2e6, 3.5)) t(n, loss)) TO '" + parquet + "'");
        }
        for (Path path : List.of(json, parquet, file("same.tsv", "n\tloss\n1000000\t4.0\n2e6\t3.5\n"))) {
            try (Table table = Table.open(List.of(path))) {
                assertThat(table.numbers("n")).containsExactly(1e6, 2e6);
                assertThat(table.numbers("loss")).containsExactly(4, 3.5);
            }
        }
    }

    @Test
    void severalFilesAreStackedByColumnName() throws IOException {
        Path other = file("more.csv", "loss,flops,Model Size\n2.5,1e18,8e6\n");
        try (Table table = Table.open(List.of(runs(), other))) {
            assertThat(table.numbers("loss")).containsExactly(4.0, 3.5, 3.0, 2.5);
            assertThat(table.texts("recipe")).containsExactly("a", "b", "a", "");
        }
    }

    @Test
    void aColumnThatIsNotThereIsAnsweredWithTheNearestName() throws IOException {
        try (Table table = Table.open(List.of(runs()))) {
            assertThatThrownBy(() -> table.numbers("los"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("no column los in runs.csv (did you mean loss?)");
            assertThatThrownBy(() -> table.keep("flop > 3"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("did you mean flops?");
        }
    }

    @Test
    void textInANumberColumnIsNamedWithRowAndValue() throws IOException {
        Path path = file("odd.csv", "n,loss\n1e6,4.0\n2e6,diverged\n3e6,\n");
        try (Table table = Table.open(List.of(path))) {
            assertThatThrownBy(() -> table.numbers("loss"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("loss is 'diverged' in row 2 of odd.csv");
            table.keep("n > 2.5e6");
            assertThatThrownBy(() -> table.numbers("loss"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("loss is nothing in row 3 of odd.csv");
        }
    }

    @Test
    void sqlReachesNothingButTheTable() throws IOException {
        Path secret = file("secret.csv", "x\n1\n");
        try (Table table = Table.open(List.of(runs()))) {
            assertThatThrownBy(() -> table.numbers("(SELECT max(x) FROM read_csv('" + secret + "'))"))
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void badFilesAndConditionsGetOneLine() throws IOException {
        assertThatThrownBy(() -> Table.open(List.of(folder.resolve("absent.csv"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("absent.csv: check the path");
        Path odd = file("runs.xlsx", "n,loss\n");
        assertThatThrownBy(() -> Table.open(List.of(odd)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(".csv");
        Path empty = file("empty.csv", "n,loss\n");
        assertThatThrownBy(() -> Table.open(List.of(empty)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no rows");
        Path lie = file("lie.parquet", "n,loss\n1,2\n");
        assertThatThrownBy(() -> Table.open(List.of(lie)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("lie.parquet");
        try (Table table = Table.open(List.of(runs()))) {
            assertThatThrownBy(() -> table.keep("loss <"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("loss <");
            assertThatThrownBy(() -> table.keep("loss < 0"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("none of the 3 rows");
        }
    }
}
