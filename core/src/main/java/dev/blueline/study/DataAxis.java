package dev.blueline.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the texts of a {@link DataStudy} differ: {@code kind} in its table {@code [axis]}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QualityAxis.class, name = "quality"),
    @JsonSubTypes.Type(value = MixtureAxis.class, name = "mixture"),
    @JsonSubTypes.Type(value = RepetitionAxis.class, name = "repetition"),
    @JsonSubTypes.Type(value = ContinuedAxis.class, name = "continued"),
    @JsonSubTypes.Type(value = VocabularyAxis.class, name = "vocabulary")
})
public sealed interface DataAxis permits QualityAxis, MixtureAxis, RepetitionAxis, ContinuedAxis, VocabularyAxis {}
