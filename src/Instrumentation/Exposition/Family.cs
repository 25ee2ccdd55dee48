namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A family of series: names, type, unit and header lines, encoded once for each format. Immutable.</summary>
internal sealed class Family
{
    private readonly FamilyNames _names;
    private readonly FamilyText _prometheusText;
    private readonly FamilyText _openMetrics;
    private FamilyText? _dotsText;
    private FamilyText? _dotsOpenMetrics;
    private byte[]? _message;
    private byte[]? _dotsMessage;

    private Family(FamilyNames names, FamilyType type, string help, string instrument, string? instrumentUnit)
    {
        Instrument = instrument;
        InstrumentUnit = instrumentUnit ?? string.Empty;
        _names = names;
        Name = names.Text;
        Unit = names.Unit;
        Type = type;
        Help = help;
        _prometheusText = FamilyText.InPrometheusText(names, type, help);
        _openMetrics = FamilyText.InOpenMetrics(names, type, help);
    }

    /// <summary>The name in the text format (a counter's with <c>_total</c>): the key that families merge by.</summary>
    public string Name { get; }

    public FamilyType Type { get; }

    /// <summary>The instrument's name with the namespace before it, as OpenTelemetry has it.</summary>
    public string Instrument { get; }

    /// <summary>The instrument's unit (UCUM), empty where there is none.</summary>
    public string InstrumentUnit { get; }

    /// <summary>The unit as a word (<c>seconds</c>), empty where there is none.</summary>
    public string Unit { get; }

    /// <summary>The help text as it was given, empty where there is none.</summary>
    public string Help { get; }

    /// <summary>Translates an instrument's name and UCUM unit into a family.</summary>
    /// <param name="instrumentName">The instrument's name (<c>http.server.request.duration</c>).</param>
    /// <param name="unit">The UCUM unit (<c>s</c>); an info family has none.</param>
    /// <param name="description">The help text.</param>
    /// <param name="type">The family's type.</param>
    /// <param name="prefix">A namespace before the name; <c>target_info</c> never takes it.</param>
    public static Family Create(
        string instrumentName, string? unit, string? description, FamilyType type, string? prefix = null) =>
        new(
            NameTranslation.Translate(instrumentName, unit, type, prefix),
            type,
            description ?? string.Empty,
            string.IsNullOrEmpty(prefix) ? instrumentName : $"{prefix}_{instrumentName}",
            unit);

    /// <summary>A family whose name is given literally, as the text format shows it.</summary>
    public static Family CreateRaw(string name, string help, FamilyType type) =>
        new(NameTranslation.Literal(name, type), type, help, name, null);

    /// <summary>The family's name in a format's header lines: two families of one page may not share it.</summary>
    public string NameIn(ExpositionFormat format) => In(format).Name;

    /// <summary>The encoded parts for a text format.</summary>
    public FamilyText In(ExpositionFormat format) => (format.IsOpenMetrics, format.EscapesDots) switch
    {
        (false, false) => _prometheusText,
        (true, false) => _openMetrics,
        (false, true) => _dotsText ??= FamilyText.InPrometheusText(DotsEscaping.Of(_names, Type), Type, Help),
        (true, true) => _dotsOpenMetrics ??= FamilyText.InOpenMetrics(DotsEscaping.Of(_names, Type), Type, Help),
    };

    /// <summary>The message in protobuf but for its metrics and its length.</summary>
    public ReadOnlySpan<byte> MessageIn(ExpositionFormat format) => format.EscapesDots
        ? _dotsMessage ??= ProtobufHeader.Of(DotsEscaping.Of(_names, Type), Type, Help)
        : _message ??= ProtobufHeader.Of(_names, Type, Help);
}
