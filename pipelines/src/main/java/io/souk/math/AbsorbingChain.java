package io.souk.math;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.ops.DConvertMatrixStruct;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/**
 * The chance of absorption in one absorbing state, from each state of a chain, by a sparse LU decomposition (EJML's).
 *
 * <p>With n(s, t) the transitions counted from s to t, the chances x solve, for every s,
 * {@code (sum of all n(s, .) - n(s, s)) x(s) - sum over t other than s of n(s, t) x(t) = n(s, absorbed)}.
 * The equations hold counts, not probabilities, so nothing is divided and nothing cancels before they are solved.
 */
final class AbsorbingChain {

    /**
     * What was counted from one state.
     *
     * @param targets other states, by index, each once; the state itself is not among them
     * @param counts of the transitions to them
     * @param absorbed transitions into the absorbing state in question
     * @param leaving all transitions but those to the state itself, above zero
     */
    record Row(int[] targets, double[] counts, double absorbed, double leaving) {}

    private final int size;
    private final LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver;
    private final double[] chances;

    /**
     * @param rows one for each state; from each of them absorption must be possible
     * @throws IllegalStateException where from some state it is not
     */
    AbsorbingChain(List<Row> rows) {
        size = rows.size();
        DMatrixSparseTriplet entries = new DMatrixSparseTriplet(size, size, 4 * size);
        double[] absorbed = new double[size];
        for (int state = 0; state < size; state++) {
            Row row = rows.get(state);
            absorbed[state] = row.absorbed();
            entries.addItem(state, state, row.leaving());
            for (int i = 0; i < row.targets().length; i++) {
                entries.addItem(state, row.targets()[i], -row.counts()[i]);
            }
        }
        solver = LinearSolverFactory_DSCC.lu(FillReducing.NONE);
        DMatrixSparseCSC matrix = DConvertMatrixStruct.convert(entries, (DMatrixSparseCSC) null);
        if (size > 0 && !solver.setA(matrix)) {
            throw new IllegalStateException(
                    "The equations of the Markov chain have no single solution: some state is never left.");
        }
        chances = solve(absorbed);
    }

    /** The chance of absorption from a state. */
    double chance(int state) {
        return chances[state];
    }

    /** The chance that the way from one state ever passes through another; 1 from the state itself. */
    double chanceOfPassing(int from, int through) {
        double[] one = new double[size];
        one[through] = 1;
        // Expected visits, per transition counted from there: the unknown factor is the same for both.
        double[] visits = solve(one);
        return visits[from] / visits[through];
    }

    private double[] solve(double[] right) {
        if (size == 0) {
            return right;
        }
        DMatrixRMaj answer = new DMatrixRMaj(size, 1);
        solver.solve(DMatrixRMaj.wrap(size, 1, Arrays.copyOf(right, size)), answer);
        return answer.getData();
    }
}
