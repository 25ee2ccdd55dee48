namespace AspNetCorePrometheus.Doctor;

/// <summary>How an outcome is told.</summary>
internal static class Words
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Enters => "enters",
        Outcome.StaysOut => "does not enter",
        _ => "cannot tell",
    };
}
