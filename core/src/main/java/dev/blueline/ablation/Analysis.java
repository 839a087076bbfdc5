package dev.blueline.ablation;

/** What one kind of data study works out of its runs beyond sentences. */
public sealed interface Analysis permits MixtureAnalysis {}
