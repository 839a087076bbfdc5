package dev.blueline.harness;

import java.util.List;
import java.util.Map;

/**
 * One item under one pipeline of filters, as the harness logs it.
 *
 * @param replicate number of the repetition with other examples or prompts, from 0
 * @param id place of the document in its split, from 0
 * @param document its fields
 * @param target right answer, as the task gives it
 * @param arguments what the model was given, a list for each request
 * @param answers what it gave back, a list for each request
 * @param filter name of the pipeline
 * @param filtered what is scored
 * @param parts what the item gives to each metric
 * @param cluster items of equal clusters are not independent
 */
record Sample(
        int replicate,
        int id,
        Map<String, Object> document,
        Object target,
        List<List<Object>> arguments,
        List<List<Object>> answers,
        String filter,
        List<Object> filtered,
        Map<Metric, Metric.Part> parts,
        String cluster) {}
