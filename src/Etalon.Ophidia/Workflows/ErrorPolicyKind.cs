namespace Etalon.Ophidia;

/// <summary>What becomes of a request when one of its tasks fails.</summary>
public enum ErrorPolicyKind
{
    /// <summary>Nothing new begins; what is under way ends.</summary>
    Break,

    /// <summary>Nothing new begins, and what is under way is stopped.</summary>
    Abort,

    /// <summary>The fault is passed over: tasks that only come after this one are carried out.</summary>
    Skip,

    /// <summary>Tasks that depend on this one are left out; all others are carried out.</summary>
    Continue,
}
