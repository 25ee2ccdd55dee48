using Guarded;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddResponseCompression();
builder.Services.AddAuthentication(KeyScheme.Name).AddScheme<AuthenticationSchemeOptions, KeyScheme>(KeyScheme.Name, null);
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

var app = builder.Build();
app.UsePathBase("/base");
app.UseHttpsRedirection();
app.UseResponseCompression();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/", () => "inside");
app.MapGet("/open", () => new string('x', 4000)).AllowAnonymous();
app.MapGet("/metrics", () => "own_metric 1\n").AllowAnonymous();
app.MapGet("/{**rest}", (string rest) => "caught " + rest);

app.Run();
