namespace AspNetCorePrometheus.Doctor;

/// <summary>What the doctor finds; the number is its exit status.</summary>
internal enum Outcome
{
    /// <summary>The drop-in enters, or has entered.</summary>
    Enters = 0,

    /// <summary>It does not.</summary>
    StaysOut = 1,

    /// <summary>What can be seen from outside does not decide it.</summary>
    Unknown = 2,
}
