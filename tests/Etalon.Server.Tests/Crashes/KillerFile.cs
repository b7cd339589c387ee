namespace Etalon.Server.Tests;

/// <summary>A damaged HDF5 file that crashes the library reading it: the first, in the order of seeds, that crashes every reader.</summary>
internal static class KillerFile
{
    private const string Script = """
        import os, random, subprocess, sys
        READER = '''
        import random, sys, h5py
        sound = open(sys.argv[1], 'rb').read()
        for seed in range(int(sys.argv[3]), int(sys.argv[4])):
            print(seed, flush=True)
            numbers = random.Random(seed)
            damaged = bytearray(sound)
            for _ in range(numbers.randint(1, 4)):
                damaged[numbers.randrange(8, 6000)] = numbers.choice([0, 1, 0x7f, 0x80, 0xff])
            open(sys.argv[2], 'wb').write(damaged)
            def look(name, node):
                try:
                    dict(node.attrs)
                    if isinstance(node, h5py.Dataset):
                        node.shape, node.dtype, node.chunks
                        node[(0,) * node.ndim]
                except Exception:
                    pass
            try:
                with h5py.File(sys.argv[2], 'r') as file:
                    file.visititems(look)
            except Exception:
                pass
        '''
        import h5py, numpy
        sound, damaged = sys.argv[1], sys.argv[2]
        with h5py.File(sound, 'w', libver='earliest') as file:
            entry = file.create_group('entry')
            entry.attrs['NX_class'] = 'NXentry'
            counts = entry.create_dataset('counts', data=numpy.arange(24000, dtype='f4').reshape(20, 30, 40), chunks=(5, 10, 20), compression='gzip', track_times=False)
            counts.attrs['units'] = 'count'
            entry.create_dataset('x', data=numpy.arange(40.), track_times=False)
            entry.create_dataset('title', data='damaged', track_times=False)
        def read(first, end):
            return subprocess.run([sys.executable, '-c', READER, sound, damaged, str(first), str(end)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        seed = 0
        while True:
            ended = read(seed, 5000)
            assert ended.returncode < 0, f'no file crashes every reader: {ended.returncode}'
            seed = int(ended.stdout.split()[-1])
            # Some damage crashes only readers whose memory happens to lie so.
            if all(read(seed, seed + 1).returncode == -11 for again in range(4)):
                break
            seed += 1
        """;

    /// <summary>Makes a sound file and its damaged copy.</summary>
    public static Task MakeAsync(string sound, string damaged) => Python.RunAsync(Script, sound, damaged);
}
