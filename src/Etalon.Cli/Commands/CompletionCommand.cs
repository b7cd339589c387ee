using System.CommandLine;

namespace Etalon.Cli;

/// <summary><c>completion bash|zsh|fish</c>: shell completion through the parser's own suggestions.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _etalon() {
          local IFS=$'\n'
          COMPREPLY=($(etalon "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _etalon etalon ./etalon
        """;

    private const string Zsh = """
        #compdef etalon
        _etalon() {
          local -a words_found
          words_found=("${(@f)$(etalon "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- $words_found
        }
        compdef _etalon etalon
        """;

    private const string Fish = """
        complete -c etalon -a '(etalon "[suggest:"(commandline -C)"]" (commandline -cp))'
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("completion", "Print the completion script of a shell: eval \"$(etalon completion bash)\".");
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        command.Arguments.Add(shell);
        command.Does((parsed, _, _) =>
        {
            Console.Out.WriteLine(parsed.GetValue(shell) switch { "zsh" => Zsh, "fish" => Fish, _ => Bash });
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
