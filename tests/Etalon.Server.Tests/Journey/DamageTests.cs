namespace Etalon.Server.Tests;

/// <summary>A flipped bit in a shard.</summary>
[Collection(SharedEtalon.Name)]
public sealed class DamageTests(RunningEtalon etalon)
{
    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task A_flipped_bit_in_a_shard_is_found_by_verification_named_and_refused_when_read(string codec)
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=y=200,x=300", "--set", "seed=11", "--codec", codec, "--no-cache");
        var (place, id) = (RunningEtalon.Place(made), RunningEtalon.DatasetOf(made));
        await etalon.Ok("dataset", "verify", id);
        await etalon.Ok("cube", "slice", place, "--region", "y=0:2");
        var shard = Directory.EnumerateFiles(Path.Combine(etalon.Home, "datasets", id), "*", SearchOption.AllDirectories)
            .MaxBy(file => new FileInfo(file).Length)!;
        var bytes = await File.ReadAllBytesAsync(shard);
        bytes[bytes.Length / 3] ^= 0x10;
        await File.WriteAllBytesAsync(shard, bytes);

        var verified = await etalon.Cli("dataset", "verify", id, "-o", "json");
        var read = await etalon.Refused(65, "corrupt-file", "cube", "slice", place);
        var run = await etalon.Refused(65, "corrupt-file", "run", "reduce", "--input", $"cube={place}", "--set", "operation=max");

        Assert.Equal(65, verified.ExitCode);
        var name = Path.GetRelativePath(Path.Combine(etalon.Home, "datasets", id), shard);
        Assert.Contains(name, (string)verified.Json["faults"]![0]!, StringComparison.Ordinal);
        Assert.Contains(name, read.Message, StringComparison.Ordinal);
        Assert.Contains(name, run.Message, StringComparison.Ordinal);
    }
}
