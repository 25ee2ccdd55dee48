namespace DesignTool;

public sealed class HostStopException : Exception;
