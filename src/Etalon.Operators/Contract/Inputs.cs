using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>What is known of an operator's inputs before any data is read, in port order.</summary>
public sealed record Inputs(ImmutableArray<InputPort> Ports)
{
    /// <summary>No inputs: what a source sees.</summary>
    public static Inputs None { get; } = new(ImmutableArray<InputPort>.Empty);

    /// <summary>How many cubes come in.</summary>
    public int Count => Ports.Length;

    /// <summary>The cube at a position.</summary>
    public CubeInfo this[int index] => Ports[index].Cube;

    /// <summary>The cube at a named port.</summary>
    /// <exception cref="RefusalException">Nothing is connected there.</exception>
    public CubeInfo this[string port] =>
        Find(port) ?? throw Refusal.Unknown("input", port, Ports.Select(p => p.Name));

    /// <summary>The cube at a named port, or null.</summary>
    public CubeInfo? Find(string port) =>
        Ports.FirstOrDefault(p => string.Equals(p.Name, port, StringComparison.Ordinal))?.Cube;

    /// <summary>Inputs named as given.</summary>
    public static Inputs Of(params ReadOnlySpan<(string Port, CubeInfo Cube)> cubes)
    {
        var ports = ImmutableArray.CreateBuilder<InputPort>(cubes.Length);
        foreach (var (port, cube) in cubes)
        {
            ports.Add(new InputPort(port, cube));
        }

        return new Inputs(ports.ToImmutable());
    }
}
