namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>How requests travel, in the words of <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>.</summary>
internal enum OtlpProtocol
{
    /// <summary><c>http/protobuf</c>.</summary>
    HttpProtobuf,

    /// <summary><c>grpc</c>.</summary>
    Grpc,
}
