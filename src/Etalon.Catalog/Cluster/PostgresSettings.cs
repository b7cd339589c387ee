using System.Globalization;

namespace Etalon.Catalog;

/// <summary>How a private cluster is set: for a laptop, durable, without a network. On the command line, so that a new version brings its own.</summary>
internal static class PostgresSettings
{
    private static readonly string[] Settings =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "max_connections=100",
        "work_mem=16MB",
        "maintenance_work_mem=128MB",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "wal_compression=lz4",
        "max_wal_size=2GB",
        "checkpoint_completion_target=0.9",
        "random_page_cost=1.1", // solid state disks
        "jit=off", // compiling costs more than our queries
        "max_parallel_workers_per_gather=0", // parallel hash tables need /dev/shm, which containers keep to 64 MB
        "autovacuum_naptime=15s", // the queue's table dies fast
        "default_statistics_target=200", // metadata are skewed
        "log_checkpoints=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "cluster_name=etalon",
    ];

    private const long Mebibyte = 1 << 20;

    /// <summary>
    /// What depends on the machine: a sixteenth of the memory as buffers (taken only as they fill), enough of them to hold the pages
    /// that a bulk import changes again and again, and no more than a million datasets need.
    /// </summary>
    /// <param name="memory">Bytes that this process and its children may use.</param>
    internal static IEnumerable<string> Memory(long memory)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"shared_buffers={Math.Clamp(memory / 16 / Mebibyte, 128, 1536)}MB");
        yield return string.Create(CultureInfo.InvariantCulture, $"effective_cache_size={Math.Max(memory / 2 / Mebibyte, 512)}MB");
    }

    public static IEnumerable<string> Arguments(string socketFolder, string folderMark)
    {
        yield return "-D";
        yield return "{folder}";
        foreach (var setting in Settings.Concat(Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)).Append("unix_socket_directories=" + socketFolder).Append(folderMark))
        {
            yield return "-c";
            yield return setting;
        }
    }
}
