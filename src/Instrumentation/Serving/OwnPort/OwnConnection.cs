using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>One client at the own port: handshake, requests one after the other, end. It blocks its thread.</summary>
internal sealed class OwnConnection(Socket socket, CertificateFiles? certificate, RequestDelegate serve, OwnPortTimes times) : IDisposable
{
    public const long NotWaiting = long.MaxValue;

    private readonly DeadlineStream _raw = new(socket);

    private long _waitingSince = Environment.TickCount64;

    /// <summary>Since when the client owes a request, in milliseconds of the process; <see cref="NotWaiting"/> while it is answered.</summary>
    public long WaitingSince => Interlocked.Read(ref _waitingSince);

    /// <summary>Serves the client until it leaves. What a client does is no fault of ours, and ends here.</summary>
    public void Run()
    {
        try
        {
            socket.NoDelay = true;
            _raw.Allow(times.Head);
            Serve();
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or SocketException or ObjectDisposedException)
        {
            // It has gone, was too slow, or does not speak TLS.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _raw.Dispose();
    }

    /// <summary>Ends the connection from another thread.</summary>
    public void Abort()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    private void Serve()
    {
        if (certificate is null)
        {
            Serve(_raw);
            return;
        }

        using var encrypted = new SslStream(_raw, leaveInnerStreamOpen: true);
        encrypted.AuthenticateAsServer(certificate.Current());
        Serve(encrypted);
    }

    private void Serve(Stream stream)
    {
        var reader = new RequestHeadReader(stream);
        for (var request = 1; reader.Begin(); request++)
        {
            if (request > 1)
            {
                _raw.Allow(times.Head);
            }

            if (!Answer(stream, reader, isLast: request == OwnPortLimits.Requests))
            {
                return;
            }

            Interlocked.Exchange(ref _waitingSince, Environment.TickCount64);
            _raw.Allow(times.Idle);
        }
    }

    // Whether another request may follow.
    private bool Answer(Stream stream, RequestHeadReader reader, bool isLast)
    {
        RequestHead head;
        try
        {
            head = reader.Read();
        }
        catch (BadRequestException bad)
        {
            Refuse(stream, bad.Status);
            return false;
        }

        Interlocked.Exchange(ref _waitingSince, NotWaiting);
        var answer = new AnswerStream(stream, head, isLast || head.IsLast, () => _raw.Allow(times.Answer));
        try
        {
            FaultSeam.Pass(Boundaries.OwnPortAnswer);
            OwnExchange.Run(head, answer, socket.RemoteEndPoint as IPEndPoint, certificate is not null, serve);
        }
        catch (Exception exception) when (exception is not IOException && FaultReport.Contain(LogEvents.OwnPortFailed, "own_port", exception))
        {
            if (!answer.HasStarted)
            {
                Refuse(stream, StatusCodes.Status500InternalServerError);
            }

            return false;
        }

        if (head.HasBody)
        {
            Linger();
        }

        return !answer.IsLast;
    }

    private void Refuse(Stream stream, int status)
    {
        _raw.Allow(times.Head);
        stream.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")));
        Linger();
    }

    // Closing with unread bytes resets the connection, and the client might lose the answer.
    private void Linger()
    {
        socket.Shutdown(SocketShutdown.Send);
        _raw.Allow(OwnPortLimits.Linger);
        Span<byte> ignored = stackalloc byte[1024];
        while (_raw.Read(ignored) > 0)
        {
        }
    }
}
