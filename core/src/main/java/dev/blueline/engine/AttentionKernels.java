package dev.blueline.engine;

/**
 * Causal grouped-query attention of one sequence (Vaswani et al. 2017, section 3.2; the backward pass as in Dao et al.
 * 2022, FlashAttention, appendix B, without a {@code T x T} matrix in memory).
 *
 * <p>For a query q at position t, with {@code q' = q * scale}: scores {@code s_j = q' . k_j} for j = 0..t, their exact
 * largest m, weights {@code e_j = exp(-(m - s_j))}, their sum over 32 partial sums, output
 * {@code (sum over j of e_j v_j) * (1 / sum)}. Neither the split into tiles nor the number of query rows changes a bit
 * of it, so a token decoded alone gets exactly what a pass over the whole sequence gives it.
 */
public interface AttentionKernels {

    /**
     * Attends from {@code count} queries at positions {@code first}.. to positions 0.. of {@code past}, which must
     * already hold positions up to {@code first + count - 1}. A training pass has {@code first = 0} and count = T; a
     * decoder has count = 1.
     *
     * @param queries {@code [count, heads * head width]}
     * @param output {@code [count, heads * head width]}; may be queries
     * @param statistics {@code [count, 2 * heads]}: takes the largest score of each head, then 1 / sum of each head
     */
    void attend(Rows queries, int first, int count, KeyValues past, Rows output, Rows statistics);

    /**
     * Gradients of {@link #attend} over a whole sequence of {@code count} positions; stores, does not add. Costs 2.5
     * times the forward pass.
     *
     * @param keys {@code [count, key-value heads * head width]}
     * @param values {@code [count, key-value heads * head width]}
     * @param dQueries shaped like queries and may be queries; dKeys and dValues like keys and values, and may be them; no
     *     other sharing
     */
    void attendBackward(
            Rows queries,
            Rows keys,
            Rows values,
            int count,
            Heads heads,
            Rows output,
            Rows statistics,
            Rows dOutput,
            Rows dQueries,
            Rows dKeys,
            Rows dValues);
}
