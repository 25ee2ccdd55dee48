using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>What a scraper asks for: scrapes that ask for the same share a page.</summary>
/// <param name="Format">How the page is written.</param>
/// <param name="Filter">The families that are wanted; null for all of them.</param>
internal readonly record struct AskedPage(ExpositionFormat Format, FamilyFilter? Filter = null);
