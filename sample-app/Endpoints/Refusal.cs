namespace Shop.Endpoints;

/// <summary>Why a request was not carried out.</summary>
public sealed record Refusal(string Reason);
