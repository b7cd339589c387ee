using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Etalon.Pictures.Tests;

/// <summary>Debian's python3 with Pillow and numpy reads what we wrote.</summary>
internal static class Pillow
{
    /// <summary>Runs a script that finds the picture as <c>pixels</c> (height, width, 3) and prints one JSON document.</summary>
    public static JsonNode Look(byte[] png, string script)
    {
        var file = Path.Combine(Path.GetTempPath(), $"etalon-picture-{Guid.NewGuid():N}.png");
        File.WriteAllBytes(file, png);
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(
                "import sys, json\nimport numpy as np\nfrom PIL import Image\nImage.open(sys.argv[1]).verify()\n"
                + "picture = Image.open(sys.argv[1])\nassert picture.mode == 'RGB'\npixels = np.asarray(picture).astype(int)\n" + script);
            start.ArgumentList.Add(file);
            using var python = Process.Start(start)!;
            var errors = python.StandardError.ReadToEndAsync();
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? JsonNode.Parse(output)! : throw new InvalidOperationException(errors.Result);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The colours of a picture's pixels at some places.</summary>
    public static Colour[] At(byte[] png, params (int X, int Y)[] places)
    {
        var list = string.Join(',', places.Select(place => $"({place.Y},{place.X})"));
        return [.. Look(png, $"print(json.dumps([pixels[at].tolist() for at in [{list}]]))").AsArray()
            .Select(pixel => new Colour((byte)(int)pixel![0]!, (byte)(int)pixel[1]!, (byte)(int)pixel[2]!))];
    }
}
