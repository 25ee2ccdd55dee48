namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>What a client sent is no request that is answered; the status says which kind of mistake it is.</summary>
internal sealed class BadRequestException(int status) : Exception("status " + status)
{
    public int Status => status;
}
