namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// The feature of a request that is answered on a thread of our own. Whoever answers it blocks where it has to wait: the continuation
/// of an asynchronous wait would need the application's thread pool.
/// </summary>
internal interface IOwnThread;
