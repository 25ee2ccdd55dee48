using System.Net;
using System.Net.Sockets;
using System.Text;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

/// <summary>An own port on loopback, which answers by a delegate of the test's. It stays open until the process ends.</summary>
internal sealed class OwnPortRun
{
    private readonly OwnPortListener _listener;

    public OwnPortRun(RequestDelegate serve, params (string Key, string Value)[] given)
        : this(serve, OwnPortTimes.Usual, given)
    {
    }

    public OwnPortRun(RequestDelegate serve, OwnPortTimes times, params (string Key, string Value)[] given)
    {
        var usual = new[] { ("Port", $"{FreePort()}"), ("Address", "127.0.0.1") }.ExceptBy(given.Select(pair => pair.Key), pair => pair.Item1);
        _listener = new OwnPortListener(TestSettings.Of([.. usual, .. given]), serve, new ServingMeter()) { Times = times };
        _listener.Start();
    }

    public OwnPortListener Listener => _listener;

    public string Page => _listener.Pages().Single();

    public int Port => new Uri(Page).Port;

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public TcpClient Connect()
    {
        var client = new TcpClient();
        client.Connect(IPAddress.Loopback, Port);
        return client;
    }

    /// <summary>What the server sends to these bytes until it closes the connection.</summary>
    public string Exchange(string bytes)
    {
        using var client = Connect();
        client.ReceiveTimeout = 30_000;
        var stream = client.GetStream();
        stream.Write(Encoding.Latin1.GetBytes(bytes));
        using var answer = new MemoryStream();
        stream.CopyTo(answer);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
