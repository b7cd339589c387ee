using System.Collections.Immutable;
using static Etalon.Ophidia.ManualArguments;

namespace Etalon.Ophidia;

/// <summary>The operators that bring data in, give it out or run programs.</summary>
public static class TransferManuals
{
    /// <summary>A NetCDF file becomes a cube.</summary>
    public static OphidiaManual ImportNetCdf { get; } = Import("oph_importnc", "Makes a cube of one variable of a NetCDF file.") with { Aliases = ["oph_import_nc"] };

    /// <summary>The same; the original distributes the work otherwise.</summary>
    public static OphidiaManual ImportNetCdf2 { get; } = Import("oph_importnc2", "Makes a cube of one variable of a NetCDF file; here the same as oph_importnc.");

    /// <summary>Several NetCDF files become one cube.</summary>
    public static OphidiaManual ImportNetCdfs { get; } =
        Import("oph_importncs", "Makes one cube of a variable that goes on from NetCDF file to NetCDF file along a dimension.");

    /// <summary>A FITS image becomes a cube.</summary>
    public static OphidiaManual ImportFits { get; } = new(
        "oph_importfits", "Makes a cube of an image of a FITS file.", OphidiaRole.Write,
        [
            Text("container", "-", "Where the cube is put; otherwise a container named after the file. It is made if there is none."),
            Cwd, Source with { Doc = "The file." }, Cdd,
            Text("measure", "image", "What the measure is called."),
            Whole("hdu", "1", "Which part of the file, from 1; where it is left out and the first part is no image, the first image."),
            .. Spread,
            List("exp_dim", "auto", "Axes that number the rows, outermost first (NAXIS2, NAXIS1, …); auto takes all but NAXIS1."),
            List("imp_dim", "auto", "Axes within the arrays, outermost first; auto takes NAXIS1."),
            .. Subset.Select(static argument => argument.Name is "subset_filter" ? argument with { Doc = "The part of each: a place from 1, start:end, start:step:end, or several between commas." } : argument),
            List("exp_concept_level", "c", "Levels of the explicit dimensions within their hierarchies."),
            List("imp_concept_level", "c", "Levels of the implicit dimensions."),
            List("hierarchy", "oph_base", "Hierarchies of the dimensions, the explicit ones first.", "oph_base", "oph_time"),
            Text("vocabulary", "-", "Accepted: keywords of FITS follow none."),
            YesNo("import_metadata", "yes", "Whether the file's keywords become metadata."),
            Grid,
            CheckGrid,
            Compressed,
            Run,
            Text("policy", "rr", "Accepted: how hosts are chosen."),
            Description,
        ]);

    /// <summary>The original's ESDM store; accepted and refused with a reason.</summary>
    public static OphidiaManual ImportEsdm { get; } = Import("oph_importesdm", "Makes a cube of data of an ESDM store.");

    /// <inheritdoc cref="ImportEsdm" />
    public static OphidiaManual ImportEsdm2 { get; } = Import("oph_importesdm2", "Makes a cube of data of an ESDM store; the same as oph_importesdm.");

    /// <summary>A NetCDF file is appended to a cube.</summary>
    public static OphidiaManual ConcatNetCdf { get; } = Concat("oph_concatnc", "Appends a NetCDF file to a cube along its implicit dimension; the result is a new cube.");

    /// <inheritdoc cref="ConcatNetCdf" />
    public static OphidiaManual ConcatNetCdf2 { get; } = Concat("oph_concatnc2", "Appends a NetCDF file to a cube; here the same as oph_concatnc.");

    /// <summary>ESDM data is appended to a cube.</summary>
    public static OphidiaManual ConcatEsdm { get; } = Concat("oph_concatesdm", "Appends data of an ESDM store to a cube.");

    /// <inheritdoc cref="ConcatEsdm" />
    public static OphidiaManual ConcatEsdm2 { get; } = Concat("oph_concatesdm2", "Appends data of an ESDM store to a cube; the same as oph_concatesdm.");

    /// <summary>A cube becomes NetCDF files, one for each fragment.</summary>
    public static OphidiaManual ExportNetCdf { get; } =
        Export("oph_exportnc", "Writes a cube to NetCDF files, one for each fragment.", "default") with { Aliases = ["oph_export_nc"] };

    /// <summary>A cube becomes one NetCDF file.</summary>
    public static OphidiaManual ExportNetCdf2 { get; } = Export("oph_exportnc2", "Writes a cube to one NetCDF file.", "default");

    /// <summary>A cube goes to an ESDM store.</summary>
    public static OphidiaManual ExportEsdm { get; } = Export("oph_exportesdm", "Writes a cube to an ESDM store.", "default");

    /// <inheritdoc cref="ExportEsdm" />
    public static OphidiaManual ExportEsdm2 { get; } = Export("oph_exportesdm2", "Writes a cube to an ESDM store; the same as oph_exportesdm.", "default");

    /// <summary>Shows samples of a cube.</summary>
    public static OphidiaManual ExploreCube { get; } = new(
        "oph_explorecube", "Shows samples of a cube, all or a part of it.", OphidiaRole.Read,
        [
            Cube, .. Subset,
            Whole("limit_filter", "100", "At most so many rows; 0 for all."),
            .. Showing,
            Choice("level", "1", "1 shows the measure, 2 the values of dimensions as well.", "1", "2"),
            Text("output_path", "default", "A folder of the server that the answer is written to as well, as JSON; default for the cube's own folder."),
            Text("output_name", "default", "What that file is called; default for the measure's name. With neither of them no file is written."),
            Force,
            Cdd,
            YesNo("base64", "no", "Whether values come as base64 of their bytes, little-endian."),
            YesNo("export_metadata", "no", "Whether dimensions and metadata are shown as well."),
        ])
    {
        Aliases = ["oph_inspect_frag"],
    };

    /// <summary>Shows what a NetCDF file holds.</summary>
    public static OphidiaManual ExploreNetCdf { get; } = new(
        "oph_explorenc", "Shows what a NetCDF file holds, or samples of one variable.", OphidiaRole.Write,
        [
            Text("measure", "-", "The variable whose samples are shown."),
            Source, Cdd,
            List("exp_dim", "-", "Dimensions that number the rows."),
            List("imp_dim", "-", "Dimensions within each row."),
            List("subset_dims", "none", "Dimensions of which a part is taken."),
            List("subset_filter", "all", "The part of each, by places from 0 or by coordinates."),
            List("subset_type", "index", "Whether filters are places or coordinates.", "index", "coord"),
            YesNo("time_filter", "yes", "Whether filters of a dimension of time may be dates."),
            Whole("limit_filter", "100", "At most so many rows; 0 for all."),
            .. Showing,
            Text(
                "show_stats", "00000000000000",
                "Fourteen digits, 1 for what is wanted of each row: mean, variance, standard deviation, mean deviation, skewness, kurtosis, autocorrelation, greatest, least, quantiles 0.05, 0.25, 0.5, 0.75, 0.95."),
            YesNo("show_fit", "no", "Whether a straight line is fitted to each row, along the values of its dimension."),
            Choice("level", "0", "0 shows what is in the file, 1 samples, 2 samples and values of dimensions.", "0", "1", "2"),
            Whole("imp_num_points", "0", "0: rows are shown as they are; other numbers are refused."),
            Real("offset", "50", "Accepted; plays no part without imp_num_points."),
            Choice("operation", "avg", "Accepted; plays no part without imp_num_points.", "max", "min", "avg", "sum"),
            Choice("wavelet", "no", "no; wavelets are computed of cubes, with oph_apply, and refused here.", "yes", "no", "only"),
            Real("wavelet_ratio", "0", "0; see wavelet."),
            YesNo("wavelet_coeff", "no", "no; see wavelet."),
        ]);

    /// <summary>Web pages of a cube.</summary>
    public static OphidiaManual Publish { get; } = new(
        "oph_publish", "Writes web pages that show a cube; the portal serves them.", OphidiaRole.Write,
        [
            Cube,
            Choice("content", "all", "Samples, metadata or both.", "all", "data", "metadata"),
            .. Showing,
            Text(
                "output_path", "default",
                "A folder of the server, with a slash in its path, that the pages are put into as well; a mere name plays no part. Etalon serves the pages itself."),
            Cdd, Force,
        ]);

    /// <summary>Takes the pages away again.</summary>
    public static OphidiaManual Unpublish { get; } = new("oph_unpublish", "Removes the web pages of a cube.", OphidiaRole.Write, [Cube]);

    /// <summary>Runs a registered script.</summary>
    public static OphidiaManual Script { get; } = new(
        "oph_script", "Runs a script that is registered at the server.", OphidiaRole.Execute,
        [
            Text("script", ":", "The script; nothing is run without one."),
            List("args", "", "Its arguments."),
            Space,
            .. Sayings,
            YesNo("list", "no", "Whether the scripts there are, are listed instead."),
        ]);

    /// <summary>Runs any program.</summary>
    public static OphidiaManual Generic { get; } = Program("oph_generic", "Runs a program on files of the server.", "The program.");

    /// <summary>Runs the Climate Data Operators.</summary>
    public static OphidiaManual Cdo { get; } = Program("oph_cdo", "Runs the Climate Data Operators on files of the server.", "What CDO is to do, -timmean for example.");

    /// <summary>Copies from and to B2DROP.</summary>
    public static OphidiaManual B2Drop { get; } = new(
        "oph_b2drop", "Copies a file to B2DROP or from there.", OphidiaRole.Execute,
        [
            Choice("action", "put", "put copies to B2DROP, get from there.", "get", "put"),
            Text("auth_path", "-", "A netrc file with user and password."),
            Source,
            Text("dst_path", "-", "Where the copy goes; otherwise under the same name."),
            Cdd,
        ]);

    /// <summary>Looks after files of the server.</summary>
    public static OphidiaManual FileSystem { get; } = new(
        "oph_fs", "Lists and arranges files and folders of the server.", OphidiaRole.Read,
        [
            Choice("command", "ls", "List, change folder, make, remove or rename one.", "ls", "cd", "mkdir", "rm", "mv"),
            List("dpath", "-", "The folder; for mv the old and the new name."),
            Text("file", "-", "A pattern that names of files must fit."),
            Text("measure", "-", "A variable that files must have."),
            Cdd,
            YesNo("recursive", "no", "Whether folders within are listed as well."),
            Whole("depth", "0", "How deep that goes; 0 for all the way."),
            YesNo("realpath", "no", "Whether whole paths are listed."),
        ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaManual> All { get; } =
    [
        ImportNetCdf, ImportNetCdf2, ImportNetCdfs, ImportFits, ImportEsdm, ImportEsdm2, ConcatNetCdf, ConcatNetCdf2, ConcatEsdm, ConcatEsdm2,
        ExportNetCdf, ExportNetCdf2, ExportEsdm, ExportEsdm2, ExploreCube, ExploreNetCdf, Publish, Unpublish, Script, Generic, Cdo, B2Drop, FileSystem,
    ];

    private static OphidiaArgument Source => List("src_path", "", "The file; several between bars, or a filter in brackets.") with { Default = null, Aliases = ["input", "file"] };

    private static ImmutableArray<OphidiaArgument> Spread =>
    [
        Text("host_partition", "auto", "Accepted; there is one."),
        Text("ioserver", "auto", "Accepted; samples are kept in Etalon's own store."),
        Whole("nhost", "0", "Number of hosts that is reported; 0 for all."),
        Whole("nfrag", "0", "Number of fragments on each host that is reported; 0 for what fits."),
    ];

    private static OphidiaManual Import(string name, string doc) => new(
        name, doc, OphidiaRole.Write,
        [
            Text("container", "-", "Where the cube is put; otherwise a container named after the file. It is made if there is none."),
            Cwd,
            Text("measure", "-", "The variable; it may be left out where the file has one only."),
            Source, Cdd, .. Spread,
            List("exp_dim", "auto", "Dimensions that number the rows, outermost first; auto takes all but the last."),
            List("imp_dim", "auto", "Dimensions within the arrays, outermost first; auto takes the last."),
            .. Subset,
            List("exp_concept_level", "c", "Levels of the explicit dimensions within their hierarchies."),
            List("imp_concept_level", "c", "Levels of the implicit dimensions."),
            List("hierarchy", "oph_base", "Hierarchies of the dimensions, the explicit ones first.", "oph_base", "oph_time"),
            Text("vocabulary", "CF", "How the file's attributes are understood; - for not at all."),
            .. Time,
            YesNo("import_metadata", "yes", "Whether the file's attributes become metadata."),
            YesNo("check_compliance", "no", "Whether a warning says what of the file does not keep to the CF conventions."),
            Grid, CheckGrid,
            Compressed,
            Run,
            Text("policy", "rr", "Accepted: how hosts are chosen."),
            Description,
        ]);

    private static OphidiaManual Concat(string name, string doc) => new(
        name, doc, OphidiaRole.Write,
        [
            Cube, Source, Cdd,
            Grid, CheckGrid,
            YesNo("check_exp_dim", "yes", "Whether the explicit dimensions must have the same values."),
            Text("dim_offset", "-", "What is added to the file's values of the implicit dimension."),
            YesNo("dim_continue", "no", "Whether the implicit dimension goes on from its last value, whatever the file says."),
            .. Subset, Description,
        ]);

    private static OphidiaManual Export(string name, string doc, string place) => new(
        name, doc, OphidiaRole.Write,
        [
            Cube,
            YesNo("misc", "no", "Whether files go to the folder of the session, where programs write as well, with the cube's numbers behind their names."),
            Text("output_path", place, "The folder of the server; default for the cube's own folder."),
            Text("output_name", place, "What the file is called; default for the measure's name."),
            Text("output", "", "Both at once: folder and name."),
            Cdd,
            Force,
            YesNo("export_metadata", "yes", "Whether metadata is written as well."),
            YesNo("shuffle", "no", "Whether bytes are shuffled before they are compressed, which makes most files smaller; without deflate it has no effect."),
            Whole("deflate", "0", "How hard the file is compressed, 0 to 9."),
        ]);

    private static OphidiaManual Program(string name, string doc, string what) => new(
        name, doc, OphidiaRole.Execute,
        [
            Must("command", what),
            List("args", "", "Further arguments."),
            Space,
            List("input", "", "Files it reads; they are put behind the arguments."),
            Text("output", "", "The file it writes, folder and name; null or none for no such argument."),
            Text("output_path", "default", "The folder of that file."),
            Text("output_name", "default", "The name of that file."),
            Cdd,
            Force,
            .. Sayings,
            Text("skip_output", "no", "Whether no name of an output is put behind the arguments."),
        ]);
}
