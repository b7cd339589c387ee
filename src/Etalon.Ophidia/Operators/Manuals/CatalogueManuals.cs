using System.Collections.Immutable;
using static Etalon.Ophidia.ManualArguments;

namespace Etalon.Ophidia;

/// <summary>The operators that look at cubes, folders and containers, and file them.</summary>
public static class CatalogueManuals
{
    private const string Ever = "1900-01-01 00:00:00,2100-01-01 00:00:00";

    /// <summary>Lists folders, containers, cubes and fragments.</summary>
    public static OphidiaManual List { get; } = new(
        "oph_list", "Lists the folders, containers and cubes of a session, or the fragments of a cube.", OphidiaRole.Read,
        [
            Choice(
                "level", "1",
                "0 folders, 1 containers as well, 2 cubes as well, 3 cubes with what they measure, 4 one cube, 5 with hosts, 6 with instances, 7 with databases, 8 with fragments.",
                "0", "1", "2", "3", "4", "5", "6", "7", "8"),
            Text("path", "-", "The folder or container; otherwise where the user stands."),
            Cwd,
            Text("cube", "all", "The cube, for levels from 4.") with { Aliases = ["datacube_input"] },
            Text("container_filter", "all", "A pattern of SQL for containers' names."),
            Text("host_filter", "all", "A pattern for hosts."),
            Text("dbms_filter", "all", "The number of an instance."),
            Text("db_filter", "all", "A pattern for databases."),
            Text("measure_filter", "all", "A pattern for measures."),
            Text("ntransform", "all", "Number of steps since the cube was brought in."),
            Text("src_filter", "all", "A pattern for sources."),
            YesNo("recursive", "no", "Whether folders within are listed as well."),
        ]);

    /// <summary>What a cube is.</summary>
    public static OphidiaManual CubeSchema { get; } = new(
        "oph_cubeschema", "Tells what a cube measures, over which dimensions, and their values; adds and clears dimensions of one value.", OphidiaRole.Read,
        [
            Cube,
            Choice("action", "read", "Look, add a dimension of one value, or clear the dimensions that were reduced away.", "read", "add", "clear"),
            Choice("level", "0", "0 tells of the cube, 1 of the values of dimensions, 2 of both.", "0", "1", "2"),
            ManualArguments.List("dim", "all", "The dimensions whose values are wanted, or the one that is added."),
            YesNo("show_index", "no", "Whether places stand beside values."),
            YesNo("show_time", "no", "Whether values of time are shown as dates."),
            YesNo("base64", "no", "Whether values come as base64 of their bytes, little-endian."),
            Text("concept_level", "c", "The level of the dimension that is added."),
            Whole("dim_level", "1", "At which place it is added among those of its kind, from 1."),
            YesNo("dim_array", "yes", "Whether it lies within the arrays; otherwise it numbers rows."),
        ]);

    /// <summary>Bytes of a cube.</summary>
    public static OphidiaManual CubeSize { get; } = new(
        "oph_cubesize", "Tells how many bytes the samples of a cube have.", OphidiaRole.Read,
        [
            Cube,
            Choice("byte_unit", "MB", "The unit.", "KB", "MB", "GB", "TB", "PB"),
            Text("algorithm", "euristic", "Accepted; the size is always exact."),
        ]);

    /// <summary>Samples of a cube.</summary>
    public static OphidiaManual CubeElements { get; } = new(
        "oph_cubeelements", "Tells how many samples a cube has.", OphidiaRole.Read,
        [Cube, Choice("algorithm", "dim_product", "Accepted; both give the same.", "dim_product", "count")]);

    /// <summary>Provenance.</summary>
    public static OphidiaManual CubeIo { get; } = new(
        "oph_cubeio", "Tells which cubes a cube was made from, and which were made from it.", OphidiaRole.Read,
        [Cube, Choice("branch", "all", "What it came from, what came of it, or both.", "parent", "children", "all")]);

    /// <summary>Search.</summary>
    public static OphidiaManual Search { get; } = new(
        "oph_search", "Searches the metadata of cubes. Patterns are those of SQL (% and _); case does not matter.", OphidiaRole.Read,
        [
            ManualArguments.List("container_filter", "all", "Patterns for containers' names, of which one must fit."),
            ManualArguments.List("metadata_key_filter", "all", "Patterns for keys, of which one must fit."),
            ManualArguments.List("metadata_value_filter", "all", "Patterns that must fit somewhere in a value; one of them."),
            Text("path", "-", "The folder; otherwise where the user stands."),
            Cwd,
            YesNo("recursive", "no", "Whether folders within are searched as well."),
        ])
    {
        Aliases = ["oph_find"],
    };

    /// <summary>Metadata.</summary>
    public static OphidiaManual Metadata { get; } = new(
        "oph_metadata", "Reads, adds, changes and deletes metadata of a cube.", OphidiaRole.Read,
        [
            Choice("mode", "read", "What is done.", "insert", "read", "update", "delete"),
            Cube,
            ManualArguments.List("metadata_key", "all", "The keys."),
            Text("variable", "global", "What the metadata is said of; global for the whole cube."),
            Whole("metadata_id", "0", "The number of one piece of metadata; 0 to go by keys."),
            Choice(
                "metadata_type", "text", "The type of what is added.", "text", "image", "video", "audio", "url", "double", "float", "long", "int", "short", "byte"),
            Text("metadata_value", "-", "The value, or one for each key between bars."),
            Text("variable_filter", "all", "A pattern of SQL for what metadata is said of."),
            Text("metadata_type_filter", "all", "The type of what is read."),
            Text("metadata_value_filter", "all", "What must occur in a value."),
            YesNo("force", "no", "Whether metadata that gives dimensions their meaning may be changed."),
        ]);

    /// <summary>Makes a container.</summary>
    public static OphidiaManual CreateContainer { get; } = new(
        "oph_createcontainer", "Makes a container, which collects cubes over the same dimensions.", OphidiaRole.Write,
        [
            Must("container", "Its name, with folders if it goes elsewhere.") with { Aliases = ["container_input"] },
            Cwd,
            Several("dim", "Names of dimensions."),
            ManualArguments.List("dim_type", "double", "Their types; one stands for all.", "double", "float", "int", "long", "short", "byte"),
            ManualArguments.List("hierarchy", "oph_base", "Their hierarchies; one stands for all.", "oph_base", "oph_time"),
            .. Time,
            Text("vocabulary", "CF", "How attributes of files are understood in it; - for not at all."),
            Compressed,
            Description,
        ]);

    /// <summary>Deletes a container.</summary>
    public static OphidiaManual DeleteContainer { get; } = new(
        "oph_deletecontainer", "Deletes a container; with its cubes if that is asked for.", OphidiaRole.Write,
        [
            Must("container", "Its name, path, number or PID.") with { Aliases = ["container_pid"] },
            Cwd,
            YesNo("force", "no", "Whether its cubes go with it."),
            Choice("delete_type", "logical", "Accepted; what is deleted is gone.", "logical", "physical"),
            YesNo("hidden", "yes", "Accepted; no container is hidden."),
            Text("nthreads", "1", "Accepted."),
        ]);

    /// <summary>Moves a container.</summary>
    public static OphidiaManual MoveContainer { get; } = new(
        "oph_movecontainer", "Moves or renames a container.", OphidiaRole.Write,
        [Several("container", "Its name and its new one, between a bar: old|folder/new."), Cwd]);

    /// <summary>What a container is.</summary>
    public static OphidiaManual ContainerSchema { get; } = new(
        "oph_containerschema", "Tells of a container and its dimensions.", OphidiaRole.Read,
        [Must("container", "Its name, path, number or PID."), Cwd]);

    /// <summary>Grids.</summary>
    public static OphidiaManual ShowGrid { get; } = new(
        "oph_showgrid", "Lists the grids of a container: named sets of values of dimensions.", OphidiaRole.Read,
        [
            Must("container", "Its name, path, number or PID."),
            Text("grid", "all", "The grid; otherwise the names of all are listed."),
            ManualArguments.List("dim", "all", "The dimensions."),
            YesNo("show_index", "no", "Whether places stand beside values."),
            Cwd,
        ]);

    /// <summary>Hierarchies.</summary>
    public static OphidiaManual Hierarchy { get; } = new(
        "oph_hierarchy", "Lists the hierarchies, or the levels of one.", OphidiaRole.Read,
        [Text("hierarchy", "all", "The hierarchy; otherwise all are listed."), Text("hierarchy_version", "latest", "Accepted; there is one.")]);

    /// <summary>Steps done.</summary>
    public static OphidiaManual Tasks { get; } = new(
        "oph_tasks", "Lists what made the cubes of a folder and of those within.", OphidiaRole.Read,
        [
            Text("cube_filter", "all", "A cube that was taken or made."),
            Text("operator_filter", "all", "A pattern of SQL for operators."),
            Text("path", "-", "The folder; otherwise where the user stands."),
            Text("container", "all", "A pattern for containers' names."),
            Cwd,
        ]);

    /// <summary>Hosts.</summary>
    public static OphidiaManual Instances { get; } = new(
        "oph_instances", "Lists the hosts, instances and partitions that cubes are kept on: here always this server.", OphidiaRole.Read,
        [
            Choice("action", "read", "Look; partitions are neither added nor removed here.", "read", "add", "remove"),
            Choice("level", "1", "1 hosts, 2 instances, 3 partitions.", "1", "2", "3"),
            Text("host_filter", "all", "A pattern of SQL for hosts."),
            Text("nhost", "0", "Accepted."),
            Text("host_partition", "all", "A pattern for partitions."),
            Text("ioserver_filter", "all", "A pattern for kinds of storage."),
            Choice("host_status", "all", "Only hosts of a state.", "up", "down", "all"),
            Choice("dbms_status", "all", "Only instances of a state.", "up", "down", "all"),
            Text("filesystem_filter", "all", "Accepted."),
            Text("user_filter", "all", "Accepted."),
        ]);

    /// <summary>Jobs.</summary>
    public static OphidiaManual LoggingBook { get; } = new(
        "oph_loggingbk", "Lists your sessions and what was asked for in them. Patterns are those of SQL.", OphidiaRole.Read,
        [
            Choice("session_level", "0", "With 1, when a session was made is shown.", "0", "1"),
            Choice("job_level", "0", "0 shows sessions only, 1 their jobs, 2 also when those came.", "0", "1", "2"),
            Text("mask", "000", "Three digits, 1 for what is shown of jobs: state, command, begin and end."),
            Text("session_filter", "all", "A pattern for sessions."),
            Text("session_label_filter", "all", "A pattern for their labels."),
            Text("session_creation_filter", Ever, "When they were made: two dates, between a comma."),
            Text("workflowid_filter", "all", "A pattern for numbers of requests."),
            Text("markerid_filter", "all", "A pattern for numbers of jobs."),
            Text("parent_job_filter", "all", "A pattern for the request's job; % for tasks only."),
            Text("job_creation_filter", Ever, "When jobs came."),
            Text("job_status_filter", "all", "A pattern for states."),
            Text("submission_string_filter", "all", "A pattern for commands."),
            Text("job_start_filter", Ever, "When jobs began."),
            Text("job_end_filter", Ever, "When jobs ended."),
            Whole("nlines", "100", "At most so many lines, the last ones."),
        ]);

    /// <summary>Folders.</summary>
    public static OphidiaManual Folder { get; } = new(
        "oph_folder", "Goes to a folder of the session, makes, moves or removes one.", OphidiaRole.Read,
        [
            Choice("command", "cd", "What is done.", "cd", "mkdir", "rm", "rmdir", "mv"),
            ManualArguments.List("path", "-", "The folder; for mv the old and the new one."),
            Cwd,
        ]);

    /// <summary>Manual pages.</summary>
    public static OphidiaManual Man { get; } = new(
        "oph_man", "Explains an operator, a primitive or a hierarchy.", OphidiaRole.Read,
        [
            Must("function", "Its name."),
            Text("function_version", "latest", "Accepted; there is one."),
            Choice("function_type", "operator", "What it is.", "operator", "primitive", "hierarchy"),
        ]);

    /// <summary>Operators.</summary>
    public static OphidiaManual OperatorsList { get; } = new(
        "oph_operators_list", "Lists the operators.", OphidiaRole.Read,
        [
            Text("operator_filter", "", "What must occur in the name.") with { Aliases = ["name_filter"] },
            Whole("limit_filter", "0", "At most so many; 0 for all."),
        ]);

    /// <summary>Primitives.</summary>
    public static OphidiaManual PrimitivesList { get; } = new(
        "oph_primitives_list", "Lists the primitives of array expressions.", OphidiaRole.Read,
        [
            Choice("level", "1", "1 names, 2 also what they give, 3 also the library, 4 also their kind, 5 also the instance.", "1", "2", "3", "4", "5"),
            Text("dbms_filter", "all", "Accepted."),
            Choice("return_type", "all", "What they give.", "all", "array", "number"),
            Choice("primitive_type", "all", "Whether rows stay apart.", "all", "simple", "aggregate"),
            Text("primitive_filter", "", "A pattern of SQL, or what must occur in the name.") with { Aliases = ["name_filter"] },
            Whole("limit_filter", "0", "At most so many; 0 for all."),
        ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaManual> All { get; } =
    [
        List, CubeSchema, CubeSize, CubeElements, CubeIo, Search, Metadata, CreateContainer, DeleteContainer, MoveContainer, ContainerSchema, ShowGrid,
        Hierarchy, Tasks, Instances, LoggingBook, Folder, Man, OperatorsList, PrimitivesList,
    ];
}
