package dev.blueline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.ItemFile;
import dev.blueline.tasks.SkillText;
import dev.blueline.tasks.Suite;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Arrows point one way: a package imports only those that stand before it in the order in which data flows. */
class ArchitectureTest {
    private static final List<String> ORDER = List.of(
            "ledger",
            "table",
            "logs",
            "scaling",
            "comparison",
            "calibration",
            "monitor",
            "design",
            "corpus",
            "tokenizer",
            "tasks",
            "problems",
            "engine",
            "benchmark",
            "training",
            "evaluation",
            "study",
            "pretraining",
            "interop",
            "harness",
            "reasoning",
            "trials",
            "thought",
            "testtime",
            "answering",
            "ablation",
            "report",
            "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.blueline");

    @Test
    void arrowsPointOnlyToPackagesEarlierInTheFlow() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "dev.blueline." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("dev.blueline." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void onlyTheCommandLineKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.blueline.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.blueline.cli..")
                .check(CLASSES);
    }

    @Test
    void theLawsKnowNeitherTheVectorApiNorTheLaboratory() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.blueline.ledger..",
                        "dev.blueline.table..",
                        "dev.blueline.logs..",
                        "dev.blueline.scaling..",
                        "dev.blueline.comparison..",
                        "dev.blueline.design..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator..", "dev.blueline.engine..", "dev.blueline.study..")
                .check(CLASSES);
    }

    @Test
    void trainingTextOfSkillsIsNeverMadeFromItemsThatAreAsked() {
        noClasses()
                .that()
                .haveFullyQualifiedName(SkillText.class.getName())
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Item.class, Suite.class, ItemFile.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        List<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("^dev\\.blueline\\.?", ""))
                .filter(name -> !name.isEmpty())
                .map(name -> name.split("\\.", -1)[0])
                .distinct()
                .collect(Collectors.toList());
        assertThat(packages).isSubsetOf(ORDER);
    }
}
