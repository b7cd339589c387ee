using System.Collections.Immutable;
using static Etalon.Ophidia.ManualArguments;

namespace Etalon.Ophidia;

/// <summary>What decides in which order the tasks of a workflow run, how often, and on what.</summary>
public static class FlowManuals
{
    /// <summary>Repeats the tasks up to the end of the loop.</summary>
    public static OphidiaManual For { get; } = new(
        "oph_for", "Repeats the tasks up to oph_endfor, once for each value.", OphidiaRole.Read,
        [
            Text("key", "index", "What the counter is called; @key is its value, &key its number.") with { Aliases = ["name"] },
            Text("values", "-", "The values, between bars."),
            Text("counter", "-", "The numbers: 1:3, 1:2:9, 2,5."),
            YesNo("parallel", "no", "Whether all rounds run at once."),
        ]);

    /// <summary>Ends a loop.</summary>
    public static OphidiaManual EndFor { get; } = new("oph_endfor", "Ends what oph_for began.", OphidiaRole.Read, []);

    /// <summary>Tasks that run under a condition.</summary>
    public static OphidiaManual If { get; } = new(
        "oph_if", "Lets the tasks up to oph_elseif, oph_else or oph_endif run only where a condition holds.", OphidiaRole.Read,
        [
            Text("condition", "true", "An expression: numbers, texts, comparisons, && || !, + - * / %; anything but 0 holds."),
            YesNo("forward", "no", "Whether the cube goes on to what follows oph_endif where no condition holds."),
        ]);

    /// <summary>The next choice.</summary>
    public static OphidiaManual ElseIf { get; } = new(
        "oph_elseif", "Lets tasks run where none of the conditions before it held, and its own does.", OphidiaRole.Read,
        [Text("condition", "true", "An expression, as for oph_if.")]);

    /// <summary>The last choice.</summary>
    public static OphidiaManual Else { get; } = new("oph_else", "Lets tasks run where none of the conditions before it held.", OphidiaRole.Read, []);

    /// <summary>Ends the choices.</summary>
    public static OphidiaManual EndIf { get; } = new("oph_endif", "Ends what oph_if began.", OphidiaRole.Read, []);

    /// <summary>Sets variables.</summary>
    public static OphidiaManual Set { get; } = new(
        "oph_set", "Sets variables of the workflow; @key stands for the value in tasks that follow.", OphidiaRole.Read,
        [
            Workflow,
            Several("key", "The variable; several between bars."),
            List("value", "-", "The value of each; 1 where none is given. EVAL(10/2+sqrt(4)) is worked out."),
            Choice("subset_filter", "no", "With yes, a list of whole numbers becomes a filter of oph_subset: 1,2,3,7 is 1:3,7. With real, numbers may have fractions.", "yes", "no", "real"),
            Real("offset", "1", "The distance of two neighbours of such a list that belong together."),
        ]);

    /// <summary>Answers a task that waits.</summary>
    public static OphidiaManual Input { get; } = new(
        "oph_input", "Answers a task that waits, and sets variables of its workflow.", OphidiaRole.Write,
        [
            Workflow,
            Text("taskname", "Task 0", "The task that waits; need not be given where only one does."),
            Choice("action", "continue", "Whether the task goes on, is given up, or waits further.", "continue", "abort", "wait"),
            List("key", "-", "Variables."),
            List("value", "-", "Their values; 1 where none is given."),
        ]);

    /// <summary>Waits.</summary>
    public static OphidiaManual Wait { get; } = new(
        "oph_wait", "Waits for some time, for an answer or for a file.", OphidiaRole.Read,
        [
            Choice("type", "clock", "What is waited for.", "clock", "input", "file"),
            Text("timeout", "-1", "For how many seconds, or until when; -1 for ever."),
            Choice("timeout_type", "duration", "Whether that is a duration or a moment.", "duration", "deadline"),
            List("key", "-", "Variables that are set afterwards."),
            List("value", "-", "Their values; 1 where none is given."),
            Text("filename", "-", "The file that is waited for."),
            Text("message", "-", "What the reply says meanwhile."),
            YesNo("run", "yes", "With no, nothing is waited for."),
        ]);

    /// <summary>One operator for many cubes or files.</summary>
    public static OphidiaManual Massive { get; } = new(
        "oph_massive", "Runs an operator for every cube or file that fits a filter; written in brackets in place of a cube or a file.", OphidiaRole.Read,
        [
            Text("level", "", "Number of steps since the cube was brought in."),
            Text("measure", "", "What is measured."),
            Text("parent_cube", "", "The cube it was made from."),
            Text("container", "", "The container's name."),
            Text("container_pid", "", "The container's PID."),
            Text("cube_filter", "", "Numbers of cubes: 3, 5:8."),
            List("metadata_key", "", "A key of its metadata."),
            List("metadata_value", "", "The value of that key."),
            Text("path", "", "The folder; otherwise where the user stands."),
            Text("file", "", "A pattern of file names."),
            YesNo("recursive", "no", "Whether folders within count as well."),
            Whole("depth", "0", "How deep that goes; 0 for all the way."),
            Choice("convention", "no", "Whether the measure is taken from the file's name.", "cmip5", "no"),
            YesNo("run", "yes", "With no, only what fits is listed."),
        ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaManual> All { get; } = [For, EndFor, If, ElseIf, Else, EndIf, Set, Input, Wait, Massive];
}
