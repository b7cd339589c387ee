namespace Etalon.Operators;

/// <summary>Brings cubes in from a file. The operator only says which; the engine opens it and its cubes become graph inputs.</summary>
public interface IFileSource<in TParameters>
    where TParameters : class
{
    /// <summary>What the engine shall open.</summary>
    FileRequest Request(TParameters parameters);
}
