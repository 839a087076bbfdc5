package dev.blueline.problems;

/**
 * The rules: every row, column and box holds every digit once. The givens stand as they are, for an answer says nothing but
 * the empty cells.
 */
record SudokuRules(SudokuShape shape) implements Verifier {

    @Override
    public Kind kind() {
        return Kind.RULE;
    }

    @Override
    public boolean keepsToItsBudget() {
        return true;
    }

    @Override
    public double score(Problem problem, String answer, StepBudget budget) {
        budget.spend(shape.cells());
        int[] digits = shape.digits(problem.prompt());
        String said = answer.strip();
        int next = 0;
        int[] rows = new int[shape.size()];
        int[] columns = new int[shape.size()];
        int[] boxes = new int[shape.size()];
        for (int cell = 0; cell < digits.length; cell++) {
            int digit = digits[cell];
            if (digit == 0) {
                digit = next < said.length() ? said.charAt(next) - '0' : 0;
                next++;
            }
            if (digit < 1 || digit > shape.size()) {
                return 0;
            }
            rows[shape.row(cell)] |= 1 << digit;
            columns[shape.column(cell)] |= 1 << digit;
            boxes[shape.box(cell)] |= 1 << digit;
        }
        budget.spend(3L * shape.size());
        return next == said.length() && whole(rows) && whole(columns) && whole(boxes) ? 1 : 0;
    }

    private boolean whole(int[] sets) {
        for (int set : sets) {
            if (Integer.bitCount(set) != shape.size()) {
                return false;
            }
        }
        return true;
    }
}
