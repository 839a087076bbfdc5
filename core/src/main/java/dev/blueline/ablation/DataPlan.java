package dev.blueline.ablation;

import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import java.util.List;

/**
 * What a study with data as the axis will run, written down before anything is.
 *
 * @param budgetSeconds wall-clock given
 * @param expectedSeconds wall-clock expected, from the program's start to the report
 * @param rates speeds the times come from
 * @param design what is trained
 * @param runs every run in words; those of finished ones take no seconds
 */
public record DataPlan(
        double budgetSeconds, double expectedSeconds, Rates rates, Design design, List<Plan.PlannedRun> runs) {}
