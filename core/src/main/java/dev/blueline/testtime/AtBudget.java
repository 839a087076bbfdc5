package dev.blueline.testtime;

import dev.blueline.tasks.Draw;
import java.util.List;

/**
 * What a strategy makes of an allowance for each problem. It takes attempts as long as they fit; one that would go beyond is cut there: it has
 * no vote and its share of the allowance is gone.
 *
 * @param spent mean of a problem, in the unit of the allowance
 * @param tokens mean of a problem, as the next, of attempts that were not cut
 * @param attempts mean number of attempts that were not cut
 * @param exhausted share of the subsets in which the pool ended before the allowance, so that more could have been spent
 */
public record AtBudget(
        Strategy strategy,
        Accuracy accuracy,
        double spent,
        double tokens,
        double flops,
        double attempts,
        double exhausted) {

    /** Over subsets of every pool that are drawn as {@link Curve} draws them. */
    public static AtBudget of(Strategy strategy, Allowance allowance, List<Pool> pools, long seed) {
        double[] right = new double[pools.size()];
        double spent = 0;
        double attempts = 0;
        double tokens = 0;
        double flops = 0;
        double exhausted = 0;
        for (int i = 0; i < right.length; i++) {
            Pool pool = pools.get(i);
            List<Attempt> all = pool.of(strategy);
            for (int j = 0; j < Curve.SUBSETS; j++) {
                List<Attempt> order = new Draw("test-time subset", seed, i, j).shuffled(all);
                boolean verifies = strategy instanceof Strategy.BestOfN;
                double cost = allowance.prompt(pool);
                int fitting = 0;
                while (fitting < order.size()
                        && cost + allowance.cost(order.get(fitting), verifies) <= allowance.amount()) {
                    cost += allowance.cost(order.get(fitting++), verifies);
                }
                if (fitting == 0) {
                    spent += allowance.amount();
                    continue;
                }
                boolean cut = fitting < order.size();
                Choice choice = strategy.choose(order.subList(0, fitting));
                boolean stopped = strategy instanceof Strategy.Greedy
                        || choice.drawn() < fitting
                        || cut && strategy.choose(order.subList(0, fitting + 1)).drawn() == fitting;
                for (Attempt unused : order.subList(choice.drawn(), fitting)) {
                    cost -= allowance.cost(unused, verifies);
                }
                Spending spending = choice.spending(order, pool.promptFlops());
                right[i] += choice.right() ? 1.0 / Curve.SUBSETS : 0;
                spent += cut && !stopped ? allowance.amount() : cost;
                attempts += choice.drawn();
                tokens += spending.tokens();
                flops += spending.flops();
                exhausted += cut || stopped ? 0 : 1;
            }
        }
        double of = (double) right.length * Curve.SUBSETS;
        return new AtBudget(
                strategy, Accuracy.of(right), spent / of, tokens / of, flops / of, attempts / of, exhausted / of);
    }
}
