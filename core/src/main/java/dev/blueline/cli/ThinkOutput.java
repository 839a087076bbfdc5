package dev.blueline.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code think} found, for people and for machines. */
sealed interface ThinkOutput permits ThinkCurves, ThinkBudget {
    JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    String text();

    String json();
}
