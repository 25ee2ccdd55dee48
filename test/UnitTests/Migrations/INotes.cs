namespace AspNetCorePrometheus.UnitTests.Migrations;

public interface INotes;
