using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

/// <summary>What the doctor says of published programs, and that a start of the same program comes to the same.</summary>
public sealed class DoctorTests : IDisposable
{
    private const int Enters = 0;
    private const int StaysOut = 1;
    private const int Unknown = 2;
    private const int Usage = 64;

    private readonly string _folder = Tree.NewTemporaryFolder();

    private static string Doctor => Path.Combine(Tree.Home, "doctor");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("EmptyWeb", Enters, "set DOTNET_STARTUP_HOOKS=")]
    [InlineData("SelfContained", Enters, "set DOTNET_STARTUP_HOOKS=")]
    [InlineData("SingleFile", Enters, "set DOTNET_STARTUP_HOOKS=")]
    [InlineData("SingleFileSelfContained", Enters, "set DOTNET_STARTUP_HOOKS=")]
    [InlineData("Packaged", Enters, "brings the package; set ASPNETCORE_HOSTINGSTARTUPASSEMBLIES=")]
    [InlineData("Trimmed", StaysOut, "trimmed")]
    [InlineData("OldWeb", StaysOut, "runs on .NET 8.0.29")]
    [InlineData("PlainConsole", StaysOut, "console program")]
    [InlineData("Worker", StaysOut, "set Prometheus__Port")]
    [InlineData("OtherTelemetry", Unknown, "no .NET program")]
    [InlineData("FactoryTests", Unknown, "name one: ")]
    public async Task A_published_folder_is_judged_before_any_variable_is_set(string host, int status, string words) =>
        await AssertAsync(Tree.Host(host), [], status, words);

    [Theory]
    [InlineData("ASPNETCORE_PREVENTHOSTINGSTARTUP", "1", "prevented by ASPNETCORE_PREVENTHOSTINGSTARTUP")]
    [InlineData("ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES", "A;AspNetCorePrometheus.HostingStartup", "prevented by ASPNETCORE_HOSTINGSTARTUPEX")]
    [InlineData("Prometheus__Enabled", "false", "Prometheus__Enabled=false")]
    [InlineData("DOTNET_STARTUP_HOOKS", "/nowhere/AspNetCorePrometheus.StartupHook.dll", "wrong path")]
    [InlineData("DOTNET_STARTUP_HOOKS", "AspNetCorePrometheus.StartupHook.dll", "needs a full path")]
    [InlineData("DOTNET_STARTUP_HOOKS", "", "not DOTNET_STARTUP_HOOKS")]
    [InlineData("DOTNET_STARTUP_HOOKS", "/opt/AspNetCorePrometheus.StartupHook.dll;/opt/other/Hook.dll", "separated from others by ':'")]
    [InlineData("DOTNET_STARTUP_HOOKS", @"C:\prometheus\AspNetCorePrometheus.StartupHook.dll", "needs the full path")]
    [InlineData("DOTNET_STARTUP_HOOKS", "AspNetCorePrometheus.StartupHook", "needs the full path")]
    [InlineData("Prometheus__Enabled", "off", "Prometheus__Enabled=false")]
    public async Task Variables_that_keep_it_out_are_named(string name, string value, string words)
    {
        var variables = DropIn.Variables();
        variables[name] = value;

        await AssertAsync(Tree.Host("EmptyWeb"), variables, StaysOut, words);
    }

    [Fact]
    public async Task The_right_variables_are_told_from_half_of_them()
    {
        var variables = DropIn.Variables();
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Enters, "by its startup hook");

        variables.Remove(DropIn.HostingStartupsVariable);
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Enters, "not into a classic web host");
    }

    [Theory]
    [InlineData("Port", "9464", Enters, "by its startup hook")]
    [InlineData("PortRange", "9464-9470", Enters, "by its startup hook")]
    [InlineData("OtlpEndpoint", "http://127.0.0.1:4318", Enters, "by its startup hook")]
    [InlineData("OtlpEndpoint", "", StaysOut, "or Prometheus__OtlpEndpoint to push")]
    [InlineData("Path", "/metrics", StaysOut, "set Prometheus__Port")]
    public async Task A_worker_is_entered_for_an_own_port_and_for_a_push(string key, string value, int status, string words) =>
        await AssertAsync(Tree.Host("Worker"), DropIn.Variables((key, value)), status, words);

    [Theory]
    [InlineData("Other,AspNetCorePrometheus.HostingStartup")]
    [InlineData("AspNetCorePrometheus.HostingStartup.dll")]
    public async Task A_hosting_startup_whose_name_is_not_understood_is_told_with_and_without_the_hook(string value)
    {
        var variables = DropIn.Variables();
        variables[DropIn.HostingStartupsVariable] = value;
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Enters, $"not into a classic web host (WebHostBuilder): {DropIn.HostingStartupsVariable} is {value}");

        variables.Remove(DropIn.HooksVariable);
        await AssertAsync(Tree.Host("EmptyWeb"), variables, StaysOut, "wrong name");
    }

    [Fact]
    public async Task Another_hook_that_is_missing_and_one_of_another_version_keep_the_program_from_starting()
    {
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = $"{DropIn.Hook}:/nowhere/Hook.dll";
        await AssertAsync(Tree.Host("EmptyWeb"), variables, StaysOut, "names /nowhere/Hook.dll, which does not exist");

        var second = Path.Combine(_folder, Path.GetFileName(DropIn.Hook));
        File.Copy(DropIn.Hook, second);
        variables[DropIn.HooksVariable] = $"{DropIn.Hook}:{second}";
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Enters, "by its startup hook");

        File.Copy(Path.Combine(Tree.Home, "net10.0", "OpenTelemetry.dll"), second, overwrite: true);
        await AssertAsync(Tree.Host("EmptyWeb"), variables, StaysOut, "hooks of two different versions");
    }

    [Fact]
    public async Task A_program_that_may_roll_forward_is_not_judged_by_the_version_that_it_names()
    {
        var variables = DropIn.Variables();
        variables["DOTNET_ROLL_FORWARD"] = "Major";

        await AssertAsync(Tree.Host("OldWeb"), variables, Unknown, "may run on a newer one");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no settings")]
    public async Task A_damaged_runtimeconfig_cannot_be_told(string text)
    {
        CopyFiles(Tree.Host("EmptyWeb"), _folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "EmptyWeb.runtimeconfig.json"), text);

        await AssertAsync(_folder, [], Unknown, "cannot tell: ");
    }

    [Fact]
    public async Task A_folder_that_lacks_a_file_or_has_one_of_another_version_is_told()
    {
        var home = CopyHome();
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = Path.Combine(home, Path.GetFileName(DropIn.Hook));
        var shell = Path.Combine(home, "net10.0", "AspNetCorePrometheus.HostingStartup.dll");

        File.Copy(Path.Combine(home, "net10.0", "OpenTelemetry.dll"), shell, overwrite: true);
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Unknown, "version clash");
        await File.WriteAllTextAsync(shell, "no assembly");
        await AssertAsync(Tree.Host("EmptyWeb"), variables, Unknown, "damaged");
        File.Delete(shell);
        await AssertAsync(Tree.Host("EmptyWeb"), variables, StaysOut, "not complete");
    }

    [Fact]
    public async Task A_programs_own_copy_of_another_version_is_told()
    {
        CopyFiles(Tree.Host("Packaged"), _folder);
        File.Copy(
            Path.Combine(Tree.Home, "net10.0", "OpenTelemetry.dll"),
            Path.Combine(_folder, "AspNetCorePrometheus.HostingStartup.dll"),
            overwrite: true);

        await AssertAsync(_folder, DropIn.Variables(), Unknown, "version clash");
    }

    // No compiler for Native AOT is to be had from the package source, so the program is made of the mark that it leaves.
    [Fact]
    public async Task A_program_of_native_AOT_is_told_by_the_mark_that_its_compiler_leaves()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Shop"), "\u007fELF ... DotNetRuntimeDebugHeader ...");

        await AssertAsync(_folder, [], StaysOut, "Native AOT");
    }

    [Theory]
    [InlineData()]
    [InlineData("--help")]
    [InlineData("one", "two")]
    public async Task Wrong_usage_has_a_status_of_its_own(params string[] arguments)
    {
        await using var process = await ChildProcess.RunAsync(Doctor, arguments, _folder);

        Assert.Equal(Usage, await process.ExitCodeAsync(Deadline.Default));
        Assert.Contains("usage:", Assert.Single(process.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_told()
    {
        await AssertAsync("/nowhere/at/all", [], Unknown, "/nowhere/at/all");
        await AssertAsync(int.MaxValue.ToString(CultureInfo.InvariantCulture), [], Unknown, "there is no process");
    }

    private static async Task AssertAsync(string subject, Dictionary<string, string> variables, int status, string words)
    {
        await using var process = await ChildProcess.RunAsync(Doctor, [subject], Path.GetTempPath(), variables);

        Assert.True(await process.ExitCodeAsync(Deadline.Default) == status, process.Transcript);
        Assert.Contains(words, Assert.Single(process.OutputLines), StringComparison.Ordinal);
        Assert.Empty(process.ErrorLines);
    }

    private string CopyHome()
    {
        CopyFiles(Tree.Home, _folder);
        CopyFiles(Path.Combine(Tree.Home, "net10.0"), Directory.CreateDirectory(Path.Combine(_folder, "net10.0")).FullName);
        return _folder;
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
