namespace Etalon.Operators.Datacubes;

/// <summary>What coordinates an array axis gets when its length changes.</summary>
public enum ApplyCoordinates
{
    /// <summary>The middle between the first and the last element that each new one stands for.</summary>
    Middle,

    /// <summary>1, 2, 3, …, as in Ophidia.</summary>
    Numbers,
}
