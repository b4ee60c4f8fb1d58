package io.souk.math;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.ops.DConvertMatrixStruct;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/**
 * The chances of absorption, from each state of a chain and by way of chosen states.
 *
 * <p>With n(s, t) the transitions counted from s to t, the chances x solve, for every state s,
 * {@code (sum of all n(s, .) - n(s, s)) x(s) = n(s, absorbed) + sum over t other than s of n(s, t) x(t)}.
 * The equations hold counts, not probabilities, so nothing is divided and nothing cancels before they are solved.
 *
 * <p>Few equations are solved by a sparse LU decomposition (EJML's). Where there are many, that fills up; then the
 * equations are run through from 0 upwards, forwards and backwards by turns (Gauss-Seidel), until what is missing at the
 * first state is proven to be below the last bit of the result. The proof: what is missing in equation t is at most what
 * its predecessors changed last, so what is missing at the first state is at most the sum of all last changes, each times
 * the visits that its state gets from there, and those are counted. A chain that is left so seldom that this takes too
 * many rounds is decomposed all the same.
 */
final class AbsorbingChain {

    /** Up to so many states are decomposed at once. */
    static final int FEW = 100;

    private static final int MOST_ROUNDS = 20_000;
    private static final double LAST_BIT = Math.ulp(1.0) / 2;

    /**
     * What was counted from one state.
     *
     * @param targets other states, by index, each once; the state itself is not among them
     * @param counts of the transitions to them, above zero
     * @param absorbed transitions into the absorbing state in question
     * @param leaving all transitions but those to the state itself, above zero
     * @param visits how often those who begin in the first state come here, on average
     */
    record Row(int[] targets, double[] counts, double absorbed, double leaving, double visits) {}

    private final List<Row> rows;
    private final int few;
    private final double[] chances;

    /**
     * @param rows one for each state, at least one; from each of them absorption of some kind must be possible
     * @param few up to how many states are decomposed
     * @throws IllegalStateException where from some state no absorption is possible
     */
    AbsorbingChain(List<Row> rows, int few) {
        this.rows = rows;
        this.few = few;
        double[] empty = new double[rows.size()];
        int[] all = IntStream.range(0, rows.size()).toArray();
        this.chances = solve(all, rows.stream().mapToDouble(Row::absorbed).toArray(), empty, 0);
    }

    /** The chance of absorption from the first state. */
    double chance() {
        return chances[0];
    }

    /**
     * The chance of absorption from the first state on ways that pass through at least one of the given states. At most
     * {@link #chance}; nothing is subtracted to find it.
     *
     * @param through indices, without the first state
     */
    double chanceThrough(int[] through) {
        double[] known = new double[rows.size()];
        for (int state : through) {
            known[state] = chances[state];
        }
        int[] before = reachedWithout(through);
        double[] entering = new double[rows.size()];
        for (int state : before) {
            Row row = rows.get(state);
            for (int i = 0; i < row.targets().length; i++) {
                entering[state] += row.counts()[i] * known[row.targets()[i]];
            }
        }
        return Math.min(chance(), solve(before, entering, new double[rows.size()], chance())[0]);
    }

    /** The states that are reached from the first without any of the given ones, in their order. */
    private int[] reachedWithout(int[] through) {
        boolean[] isSeen = new boolean[rows.size()];
        for (int state : through) {
            isSeen[state] = true;
        }
        int[] reached = new int[rows.size()];
        int count = 1;
        isSeen[0] = true;
        for (int i = 0; i < count; i++) {
            for (int target : rows.get(reached[i]).targets()) {
                if (!isSeen[target]) {
                    isSeen[target] = true;
                    reached[count++] = target;
                }
            }
        }
        int[] inOrder = Arrays.copyOf(reached, count);
        Arrays.sort(inOrder);
        return inOrder;
    }

    /**
     * Solves the equations of some states, the first among them; all others are worth 0.
     *
     * @param right what flows in from outside, by state, in counts
     * @param values all 0; they become the solution
     * @param scale of which the missing part must be less than the last bit; 0 for that of the first state's solution
     */
    private double[] solve(int[] states, double[] right, double[] values, double scale) {
        if (states.length > few && approach(states, right, values, scale)) {
            return values;
        }
        return decompose(states, right, values);
    }

    private boolean approach(int[] states, double[] right, double[] values, double scale) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double missing = 0;
            for (int i = 0; i < states.length; i++) {
                int state = states[round % 2 == 0 ? states.length - 1 - i : i];
                Row row = rows.get(state);
                double sum = right[state];
                int[] targets = row.targets();
                double[] counts = row.counts();
                for (int j = 0; j < targets.length; j++) {
                    sum += counts[j] * values[targets[j]];
                }
                double value = sum / row.leaving();
                missing += Math.abs(value - values[state]) * row.visits();
                values[state] = value;
            }
            if (missing <= LAST_BIT * (scale > 0 ? scale : values[0])) {
                return true;
            }
        }
        return false;
    }

    private double[] decompose(int[] states, double[] right, double[] values) {
        int[] positions = new int[rows.size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < states.length; i++) {
            positions[states[i]] = i;
        }
        DMatrixSparseTriplet entries = new DMatrixSparseTriplet(states.length, states.length, 4 * states.length);
        DMatrixRMaj rights = new DMatrixRMaj(states.length, 1);
        for (int i = 0; i < states.length; i++) {
            Row row = rows.get(states[i]);
            rights.set(i, 0, right[states[i]]);
            entries.addItem(i, i, row.leaving());
            for (int j = 0; j < row.targets().length; j++) {
                int target = positions[row.targets()[j]];
                if (target >= 0) {
                    entries.addItem(i, target, -row.counts()[j]);
                }
            }
        }
        LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver = LinearSolverFactory_DSCC.lu(FillReducing.NONE);
        if (!solver.setA(DConvertMatrixStruct.convert(entries, (DMatrixSparseCSC) null))) {
            throw new IllegalStateException(
                    "The equations of the Markov chain have no single solution: some state is never left.");
        }
        DMatrixRMaj solution = new DMatrixRMaj(states.length, 1);
        solver.solve(rights, solution);
        for (int i = 0; i < states.length; i++) {
            values[states[i]] = solution.get(i, 0);
        }
        return values;
    }
}
