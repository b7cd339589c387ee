namespace Etalon.Server;

/// <summary>One operator of Ophidia's, carried out on Etalon's use cases.</summary>
internal interface IOphidiaOperator
{
    /// <summary>
    /// Carries out one task. What the user got wrong is a <see cref="Cubes.RefusalException"/>: it becomes the text of the reply, and the
    /// workflow decides what follows.
    /// </summary>
    Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation);
}
