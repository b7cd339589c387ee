namespace Etalon.Operators.Datacubes;

/// <summary>Turns random words into samples.</summary>
internal interface IRandomDraw<T>
    where T : unmanaged
{
    /// <summary>Words that one sample uses up.</summary>
    int WordsPerSample { get; }

    /// <summary>One sample for every so many words.</summary>
    void Draw(ReadOnlySpan<uint> words, Span<T> samples);
}
