namespace AspNetCorePrometheus.Doctor;

/// <summary>One fact that decides, and what to do about it, in plain words.</summary>
internal sealed record Finding(Outcome Outcome, string Text)
{
    public static Finding Enters(string text) => new(Outcome.Enters, text);

    public static Finding StaysOut(string text) => new(Outcome.StaysOut, text);

    public static Finding Unknown(string text) => new(Outcome.Unknown, text);
}
