namespace Etalon.Cubes.Tests;

public sealed class BufferPoolTests
{
    [Fact]
    public void Eight_threads_never_hold_more_than_the_budget_nor_the_same_bytes()
    {
        const long Budget = 8 << 20;
        using var pool = new BufferPool(Budget);
        var held = 0L;
        var most = 0L;
        var threads = Enumerable.Range(0, 8).Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 2000; i++)
            {
                try
                {
                    using var buffer = pool.Rent(random.Next(1, 3 << 20));
                    var now = Interlocked.Add(ref held, buffer.Capacity);
                    InterlockedMax(ref most, now);
                    buffer.Bytes[0] = (byte)seed;
                    buffer.Bytes[^1] = (byte)seed;
                    Thread.Yield();
                    Assert.Equal(((byte)seed, (byte)seed), (buffer.Bytes[0], buffer.Bytes[^1]));
                    Interlocked.Add(ref held, -buffer.Capacity);
                }
                catch (RefusalException refusal)
                {
                    Assert.Equal("budget-too-small", refusal.Code);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.InRange(most, 1, Budget);
        Assert.InRange(pool.PeakBytes, most, Budget);
        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void A_returned_buffer_is_handed_out_again()
    {
        using var pool = new BufferPool(1 << 20);
        var first = pool.Rent(100_000);
        var address = Address(first);
        first.Dispose();

        using var second = pool.Rent(99_000);

        Assert.Equal(address, Address(second));
        Assert.Equal(99_000, second.Length);
    }

    [Fact]
    public void Disposing_twice_hands_back_once()
    {
        using var pool = new BufferPool(1 << 20);
        var buffer = pool.Rent(5000);
        buffer.Dispose();
        buffer.Dispose();
        using var one = pool.Rent(5000);
        using var other = pool.Rent(5000);

        Assert.NotEqual(Address(one), Address(other));
        Assert.Throws<ObjectDisposedException>(() => buffer.Bytes.Length);
    }

    [Fact]
    public void The_whole_budget_can_be_rented_in_one_piece()
    {
        using var pool = new BufferPool(1_000_001);
        pool.Rent(300_000).Dispose();

        using var all = pool.Rent(1_000_001);

        Assert.Equal(1_000_001, all.Length);
        Assert.Equal("budget-too-small", Assert.Throws<RefusalException>(() => pool.Rent(1)).Code);
        Assert.Equal(RefusalKind.TooLarge, Assert.Throws<RefusalException>(() => pool.Rent(1)).Kind);
    }

    [Fact]
    public void Buffers_are_aligned_to_a_cache_line()
    {
        using var pool = new BufferPool(1 << 24);
        for (var bytes = 0; bytes < 100_000; bytes += 1237)
        {
            using var buffer = pool.Rent(bytes);
            Assert.Equal(0, Address(buffer) % NativeBuffer.Alignment);
        }
    }

    [Fact]
    public void A_buffer_may_outlive_its_pool()
    {
        var pool = new BufferPool(1 << 20);
        var buffer = pool.Rent(100);
        pool.Dispose();

        buffer.Bytes.Fill(1);
        buffer.Dispose();

        Assert.Equal(0, pool.RentedBytes);
        Assert.Throws<ObjectDisposedException>(() => pool.Rent(1));
    }

    private static unsafe nint Address(NativeBuffer buffer) => (nint)buffer.Pointer;

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Interlocked.Read(ref target);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
