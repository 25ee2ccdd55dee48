using Microsoft.AspNetCore.SignalR;

namespace Features;

public sealed class EchoHub : Hub
{
    public string Echo(string text) => text;
}
