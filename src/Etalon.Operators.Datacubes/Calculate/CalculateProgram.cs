using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>The steps of an expression in order, with few registers: a register is free again after its last use.</summary>
internal sealed class CalculateProgram
{
    private readonly List<Term> _leaves = [];
    private readonly List<CalculateStep> _steps = [];

    private CalculateProgram()
    {
    }

    /// <summary>Input parts, then constants.</summary>
    public IReadOnlyList<Term> Leaves => _leaves;

    /// <summary>How many of the leaves are input parts.</summary>
    public int InputCount { get; private set; }

    /// <summary>Slots in all.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The steps; the last one makes the result.</summary>
    public IReadOnlyList<CalculateStep> Steps => _steps;

    /// <summary>The program of an expression.</summary>
    public static CalculateProgram Of(BoundExpression expression)
    {
        var terms = expression.Terms;
        var lastUse = LastUses(terms, expression.Root);
        var program = new CalculateProgram();
        var slots = new int[terms.Count];
        program.PlaceLeaves(terms, lastUse, slots);
        var free = new Stack<int>();
        for (var i = 0; i <= expression.Root; i++)
        {
            var term = terms[i];
            if (lastUse[i] < 0 || term.Op is CalculateOp.Input or CalculateOp.Constant)
            {
                continue;
            }

            // Steps work sample by sample, so the result may take the register of an operand that ends here.
            ImmutableArray<int> operands = [term.A, term.B, term.C];
            foreach (var operand in operands.Where(o => o >= 0 && lastUse[o] == i && slots[o] >= program._leaves.Count).Distinct())
            {
                free.Push(slots[operand]);
            }

            slots[i] = free.Count > 0 ? free.Pop() : program.SlotCount++;
            program._steps.Add(new CalculateStep(
                term.Op, slots[term.A], slots[term.B < 0 ? term.A : term.B], slots[term.C < 0 ? term.A : term.C], slots[i], terms.PlaceOf(i)));
        }

        if (program._steps.Count == 0)
        {
            var only = slots[expression.Root];
            program._steps.Add(new CalculateStep(CalculateOp.Copy, only, only, only, program.SlotCount++, terms.PlaceOf(expression.Root)));
        }

        return program;
    }

    private void PlaceLeaves(TermList terms, int[] lastUse, int[] slots)
    {
        foreach (var op in (ReadOnlySpan<CalculateOp>)[CalculateOp.Input, CalculateOp.Constant])
        {
            for (var i = 0; i < terms.Count; i++)
            {
                if (lastUse[i] >= 0 && terms[i].Op == op)
                {
                    slots[i] = _leaves.Count;
                    _leaves.Add(terms[i]);
                }
            }

            InputCount = op == CalculateOp.Input ? _leaves.Count : InputCount;
        }

        SlotCount = _leaves.Count;
    }

    /// <summary>For every term the last one that uses it; -1 for terms that folding or sharing left behind.</summary>
    private static int[] LastUses(TermList terms, int root)
    {
        var last = new int[terms.Count];
        Array.Fill(last, -1);
        last[root] = int.MaxValue;
        for (var i = root; i >= 0; i--)
        {
            if (last[i] < 0 || terms[i].Op is CalculateOp.Input or CalculateOp.Constant)
            {
                continue;
            }

            foreach (var operand in (ReadOnlySpan<int>)[terms[i].A, terms[i].B, terms[i].C])
            {
                if (operand >= 0)
                {
                    last[operand] = Math.Max(last[operand], i);
                }
            }
        }

        return last;
    }
}
