namespace OpenTelemetry;

public static class Sdk
{
}
