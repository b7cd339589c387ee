namespace Etalon.Catalog;

/// <summary>The names of the queues in the database.</summary>
internal static class JobClasses
{
    public static string Name(JobClass jobClass) => jobClass == JobClass.Interactive ? "interactive" : "batch";
}
