using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Exposition.Protobuf;
using Google.Protobuf;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Reads a protobuf page with a decoder that is generated from the format's published field numbers.</summary>
internal static class MessageReader
{
    private static readonly MessageParser<SeriesFamily> Strict = SeriesFamily.Parser.WithDiscardUnknownFields(true);

    /// <summary>The families in their order. Throws for bytes that are no message and for fields that the format does not have.</summary>
    public static IReadOnlyList<SeriesFamily> Read(byte[] page)
    {
        var families = new List<SeriesFamily>();
        using var stream = new MemoryStream(page);
        while (stream.Position < stream.Length)
        {
            var family = SeriesFamily.Parser.ParseDelimitedFrom(stream);
            families.Add(family.Equals(Strict.ParseFrom(family.ToByteArray()))
                ? family
                : throw new InvalidDataException($"fields that the format does not have, in {family.Name}"));
        }

        return families;
    }

    public static IReadOnlyList<SeriesFamily> Read(Action<PageWriter> write, ExpositionFormat? format = null, bool created = false)
    {
        using var buffer = new PageBuffer(64 * 1024 * 1024);
        var writer = PageWriter.Create(format ?? ExpositionFormat.Protobuf, buffer, created);
        write(writer);
        writer.End();
        return Read(PageText.Bytes(buffer));
    }

    /// <summary>The counts of a side's buckets by their index, read from spans and deltas. Throws if these do not agree.</summary>
    public static Dictionary<int, long> Counts(IEnumerable<BucketSpan> spans, IEnumerable<long> deltas)
    {
        var counts = new Dictionary<int, long>();
        using var delta = deltas.GetEnumerator();
        var (index, count) = (0, 0L);
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++)
            {
                count += delta.MoveNext() ? delta.Current : throw new InvalidDataException("more buckets than deltas");
                counts.Add(index++, count);
            }
        }

        return delta.MoveNext() ? throw new InvalidDataException("more deltas than buckets") : counts;
    }
}
