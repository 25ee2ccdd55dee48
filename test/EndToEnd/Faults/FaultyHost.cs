using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Faults;

/// <summary>A host, what is asked of it, and the boundaries that it passes then.</summary>
/// <param name="Name">The published host.</param>
/// <param name="Requests">The requests, as bytes.</param>
/// <param name="Boundaries">The boundaries by which a fault comes in, each in a process of its own.</param>
internal sealed record FaultyHost(string Name, IReadOnlyList<string> Requests, string[] Boundaries)
{
    /// <summary>What the application needs, and every setting that leads through a boundary of its own.</summary>
    public static Dictionary<string, string> Variables(params (string Key, string Value)[] more)
    {
        var variables = DropIn.Variables(
            [("AllowedNetworks__0", "127.0.0.0/8"), ("RequestLabels__tenant", "header:X-Tenant"), ("Address", "127.0.0.1"), .. more]);
        variables["ConnectionStrings__Data"] = "Server=127.0.0.1,1;Database=x;User ID=sa;Password=secret-password;Encrypt=false";
        return variables;
    }

    /// <summary>Sends every request and returns the answers as they came.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(AppProcess app)
    {
        var answers = new List<string>();
        foreach (var request in Requests)
        {
            answers.Add(await RawHttp.ExchangeAsync(app.Port, request));
        }

        return answers;
    }
}
