namespace AspNetCorePrometheus.Doctor;

/// <summary>Why the drop-in would stay out of a program: the first rule that has something to say decides.</summary>
/// <param name="program">The program.</param>
/// <param name="variables">Its environment.</param>
/// <param name="home">The drop-in folder that the doctor belongs to.</param>
/// <param name="root">Where the program's file system begins, for paths in its variables.</param>
/// <param name="runtime">The .NET version that it runs on, where that is known.</param>
internal sealed class Examination(
    PublishedProgram program, Variables variables, DropInFolder home, string root = "", Version? runtime = null)
{
    private const int OldestRuntime = 10;
    private const string GenericHost = "Microsoft.Extensions.Hosting.Abstractions";

    /// <summary>What a start with these variables would come to; with none of them, what a start with both would.</summary>
    public Finding ForNextStart() =>
        Obstacle() ?? (variables.IsSilent && program.OwnCopy is null ? home.Defect() : null) ?? Way();

    /// <summary>What keeps the drop-in out, or null.</summary>
    public Finding? Obstacle()
    {
        Func<Finding?>[] rules =
        [
            NativeAot, Trimmed, Older, SwitchedOff, Prevented, Garbled, WrongPath, SecondHook, IncompleteHook, OwnCopyClashes, NoHook, Console,
            Worker,
        ];
        foreach (var rule in rules)
        {
            if (rule() is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private Finding? NativeAot() => program.IsNativeAot
        ? Finding.StaysOut("the program is compiled with Native AOT, which has no startup hooks and loads no assemblies.")
        : null;

    private Finding? Trimmed() => program.Config is { HasNoHooks: true } && program.OwnCopy is null
        ? Finding.StaysOut("startup hooks are switched off in the program (System.StartupHookProvider.IsSupported): "
            + "it was trimmed. Publish it untrimmed.")
        : null;

    private Finding? Older() => (runtime ?? program.Config?.Version) is not { Major: < OldestRuntime } version ? null
        : runtime is null && (program.Config!.MayRollForward || variables.MayRollForward)
            ? Finding.Unknown($"the program is built for .NET {version} and may run on a newer one; the drop-in needs .NET {OldestRuntime}.")
            : Finding.StaysOut($"the program runs on .NET {version}; the drop-in needs .NET {OldestRuntime}.");

    private Finding? SwitchedOff() => variables.IsSwitchedOff
        ? Finding.StaysOut("it is switched off by Prometheus__Enabled=false.")
        : null;

    private Finding? Prevented() => variables.Prevention is { } name
        ? Finding.StaysOut($"it is prevented by {name}.")
        : null;

    private Finding? Garbled() =>
        variables.GarbledHooks is { } hooks ? Finding.StaysOut($"wrong path: {Variables.Hooks} is {hooks}, and needs the full path of "
            + $"{DropInFolder.HookFile}, separated from others by '{Path.PathSeparator}'.")
        : variables.Hook is null && variables.GarbledHostingStartups is { } startups
            ? Finding.StaysOut($"wrong name: {Variables.HostingStartups} is {startups}, and needs {Variables.Shell}, separated from others by ';'.")
        : null;

    // The runtime ends a program any of whose hooks it cannot load. A hook may also be the plain name of an assembly.
    private Finding? WrongPath()
    {
        if (variables.Hook is null)
        {
            return null;
        }

        foreach (var hook in variables.AllHooks.Where(hook => hook.Contains('/') || Path.IsPathRooted(hook) || Variables.IsOurs(hook)))
        {
            if (!Path.IsPathRooted(hook))
            {
                return Finding.StaysOut($"wrong path: {Variables.Hooks} needs a full path, and has {hook}.");
            }

            if (!File.Exists(root + hook))
            {
                return Finding.StaysOut($"wrong path: {Variables.Hooks} names {hook}, which does not exist; .NET refuses to start with it.");
            }
        }

        return null;
    }

    // Two paths to one and the same assembly are harmless.
    private Finding? SecondHook() =>
        variables.AllHooks.Where(Variables.IsOurs).Select(hook => root + hook).DistinctBy(DropInFolder.Identity).ToList() is [_, var second, ..]
            ? Finding.StaysOut($"{Variables.Hooks} names the hooks of two different versions, {variables.Hook} and {second[root.Length..]}; "
                + ".NET refuses to start with both.")
            : null;

    private Finding? IncompleteHook() => variables.Hook is { } hook ? new DropInFolder(Path.GetDirectoryName(root + hook)!).Defect() : null;

    private Finding? OwnCopyClashes() =>
        program.OwnCopy is { } own && variables.Hook is { } hook
        && (Own: DropInFolder.Version(own), Hook: DropInFolder.Version(root + hook)) is var versions && versions.Own != versions.Hook
            ? Finding.Unknown($"version clash: the program brings version {versions.Own}, which is the one that is loaded, and the hook is {versions.Hook}.")
            : null;

    private Finding? NoHook() => variables.NamesHostingStartup && variables.Hook is null && program.OwnCopy is null
        ? Finding.StaysOut($"{Variables.HostingStartups} is set, but not {Variables.Hooks}, without which its assembly is not found: "
            + $"set it to {home.Hook}.")
        : null;

    // A single file names its frameworks, but not the assemblies inside.
    private Finding? Console() => IsWeb || program.HasAssembly(GenericHost) ? null
        : program.IsSingleFile ? Finding.Unknown("the program is a single file without ASP.NET Core: a worker or a console program.")
        : Finding.StaysOut("the program is a console program: it has neither ASP.NET Core nor a generic host.");

    private Finding? Worker()
    {
        if (IsWeb)
        {
            return null;
        }

        var version = DropInFolder.Version(program.Existing(GenericHost + ".dll")!);
        return !Version.TryParse(version, out var number) || number.Major < OldestRuntime
            ? Finding.StaysOut($"the program is a worker with {GenericHost} {version}; the drop-in needs {OldestRuntime}.")
            : !variables.WantsWorkers ? Finding.StaysOut("the program is a worker without a web server: set Prometheus__Port to have its page "
                + "at an own port, or Prometheus__OtlpEndpoint to push.")
            : null;
    }

    private bool IsWeb => program.Config?.HasAspNetCore == true;

    private Finding Way() => variables switch
    {
        { IsSilent: true } when program.OwnCopy is not null =>
            Finding.Enters($"the program brings the package; set {Variables.HostingStartups}={Variables.Shell}."),
        { IsSilent: true } => Finding.Enters($"set {Variables.Hooks}={home.Hook} and {Variables.HostingStartups}={Variables.Shell}."),
        { Hook: null } => Finding.Enters("by its hosting startup, as the program brings the package."),
        { GarbledHostingStartups: { } startups } => Finding.Enters("by its startup hook, but not into a classic web host (WebHostBuilder): "
            + $"{Variables.HostingStartups} is {startups}, and needs {Variables.Shell}, separated from others by ';'."),
        { NamesHostingStartup: false } => Finding.Enters("by its startup hook, but not into a classic web host (WebHostBuilder): "
            + $"for that set {Variables.HostingStartups}={Variables.Shell} too."),
        _ => Finding.Enters($"by its startup hook {variables.Hook} and its hosting startup."),
    };
}
