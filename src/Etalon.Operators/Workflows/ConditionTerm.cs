using System.Globalization;

namespace Etalon.Operators;

/// <summary>A piece of a condition. Truth is a number other than 0.</summary>
internal abstract record ConditionTerm
{
    public abstract double Evaluate(Func<string, double> valueOf);

    public virtual ConditionTerm Rename(Func<GraphLink, GraphLink> map) => this;

    public sealed record Number(double Value) : ConditionTerm
    {
        public override double Evaluate(Func<string, double> valueOf) => Value;

        public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
    }

    public sealed record Reference(GraphLink Link) : ConditionTerm
    {
        public override double Evaluate(Func<string, double> valueOf) => valueOf(Link.ToString());

        public override ConditionTerm Rename(Func<GraphLink, GraphLink> map) => new Reference(map(Link));

        public override string ToString() => Link.ToString();
    }

    public sealed record Not(ConditionTerm Inner) : ConditionTerm
    {
        public override double Evaluate(Func<string, double> valueOf) => Inner.Evaluate(valueOf) == 0 ? 1 : 0;

        public override ConditionTerm Rename(Func<GraphLink, GraphLink> map) => new Not(Inner.Rename(map));

        public override string ToString() => $"!({Inner})";
    }

    public sealed record Binary(string Sign, ConditionTerm Left, ConditionTerm Right) : ConditionTerm
    {
        public override double Evaluate(Func<string, double> valueOf)
        {
            // Both sides of && and || are known numbers, but a right side that is not needed is not asked for.
            var left = Left.Evaluate(valueOf);
            return Sign switch
            {
                "&&" => left != 0 && Right.Evaluate(valueOf) != 0,
                "||" => left != 0 || Right.Evaluate(valueOf) != 0,
                "<" => left < Right.Evaluate(valueOf),
                "<=" => left <= Right.Evaluate(valueOf),
                ">" => left > Right.Evaluate(valueOf),
                ">=" => left >= Right.Evaluate(valueOf),
                "==" => left == Right.Evaluate(valueOf),
                _ => left != Right.Evaluate(valueOf),
            } ? 1 : 0;
        }

        public override ConditionTerm Rename(Func<GraphLink, GraphLink> map) => new Binary(Sign, Left.Rename(map), Right.Rename(map));

        public override string ToString() => $"({Left} {Sign} {Right})";
    }
}
