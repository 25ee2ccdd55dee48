using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;

namespace AspNetCorePrometheus.UnitTests.Models;

/// <summary>Gives each context the same model.</summary>
internal sealed class GivenModelSource(IModel model) : IModelSource
{
    public IModel GetModel(DbContext context, ModelCreationDependencies modelCreationDependencies, bool designTime) => model;

    [Obsolete("Nobody calls it; the interface of EF Core 6 has it.")]
    public IModel GetModel(DbContext context, IConventionSetBuilder conventionSetBuilder) => model;

    [Obsolete("Nobody calls it; the interface of EF Core 6 has it.")]
    public IModel GetModel(DbContext context, IConventionSetBuilder conventionSetBuilder, ModelDependencies modelDependencies) => model;
}
