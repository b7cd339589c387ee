namespace Etalon.Server;

/// <summary>The one folder that holds everything: it can be copied, backed up and deleted.</summary>
/// <param name="folder"><c>ETALON_HOME</c>, or <c>~/.local/share/etalon</c>.</param>
public sealed class EtalonHome(string folder)
{
    /// <summary>The folder itself.</summary>
    public string Folder { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Published datasets, a folder each.</summary>
    public string Datasets => Path.Combine(Folder, "datasets");

    /// <summary>What runs are writing; swept at start.</summary>
    public string Staging => Path.Combine(Folder, "staging");

    /// <summary>Files that people are sending, by person and upload.</summary>
    public string Uploads => Path.Combine(Folder, "uploads");

    /// <summary>Operators dropped in by the user, a folder each.</summary>
    public string Plugins => Path.Combine(Folder, "plugins");

    /// <summary>Logs of runs.</summary>
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>Web pages of cubes, by container and cube.</summary>
    public string Published => Path.Combine(Folder, "published");

    /// <summary>Files that were made of cubes, by container and cube.</summary>
    public string Exported => Path.Combine(Folder, "exported");

    /// <summary>Smaller copies of cubes, for looking at them; they can be deleted at any time.</summary>
    public string Pyramids => Path.Combine(Folder, "pyramids");

    /// <summary>Programs that users of Ophidia's protocol may run by name.</summary>
    public string Scripts => Path.Combine(Folder, "scripts");

    /// <summary>Where clients find the running server.</summary>
    public string Address => Path.Combine(Folder, "server.json");

    /// <summary>The local administrator's token; readable by its owner only.</summary>
    public string Token => Path.Combine(Folder, "token");

    /// <summary>What the server says of itself, where the command line started it.</summary>
    public string ServerLog => Path.Combine(Folder, "server.log");

    /// <summary>The certificate of the door for Ophidia's clients, where none is configured.</summary>
    public string OphidiaCertificate => Path.Combine(Folder, "ophidia-certificate.pem");

    /// <summary>Its key; readable by its owner only.</summary>
    public string OphidiaKey => Path.Combine(Folder, "ophidia-key.pem");

    /// <summary>The folder that the environment asks for.</summary>
    public static EtalonHome FromEnvironment()
    {
        var folder = Environment.GetEnvironmentVariable("ETALON_HOME");
        if (string.IsNullOrEmpty(folder))
        {
            var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            folder = string.IsNullOrEmpty(data)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "etalon")
                : Path.Combine(data, "etalon");
        }

        return new EtalonHome(folder);
    }

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        foreach (var part in new[] { Folder, Datasets, Staging, Plugins, Logs })
        {
            Directory.CreateDirectory(part);
        }
    }

    /// <summary>The folder of a published dataset.</summary>
    public string DatasetFolder(Guid id) => Path.Combine(Datasets, id.ToString());

    /// <summary>The pyramids of a dataset's cubes.</summary>
    public string PyramidFolder(Guid dataset) => Path.Combine(Pyramids, dataset.ToString());

    /// <summary>What a person is sending; nobody else's runs may read it.</summary>
    public string UploadsOf(Guid person) => Path.Combine(Uploads, person.ToString());

    /// <summary>The files of an upload.</summary>
    public string UploadFolder(Guid person, Guid upload) => Path.Combine(UploadsOf(person), upload.ToString());

    /// <summary>The staging folder of a run.</summary>
    public string StagingFolder(Guid run) => Path.Combine(Staging, run.ToString());

    /// <summary>The log of a run.</summary>
    public string LogFile(Guid run) => Path.Combine(Logs, $"{run}.log");

    /// <summary>Where a dataset's location leads: relative ones lie below the home.</summary>
    public string Resolve(string location) => Path.IsPathRooted(location) ? location : Path.Combine(Folder, location);
}
