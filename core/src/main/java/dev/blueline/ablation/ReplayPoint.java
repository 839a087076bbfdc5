package dev.blueline.ablation;

/**
 * What continued training did to one model: natural logarithms of losses after it over those before.
 *
 * @param parameters in matrix products
 * @param tokens of continued training
 * @param share of replay
 * @param seed of base and order
 * @param domain on the domain: negative is gain
 * @param rest on the other text: positive is forgetting
 */
public record ReplayPoint(long parameters, long tokens, double share, long seed, double domain, double rest) {

    /**
     * What is to be made small.
     *
     * @param restWeight weight of the other text
     */
    public double cost(double restWeight) {
        return domain + restWeight * rest;
    }
}
