using DataSqlServer;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Shop>();
var app = builder.Build();
app.MapStatements();
app.MapReaders();
app.MapTransactions();
app.MapInterruptions();
app.MapConnections();
app.MapOutcomes();
app.MapEntityFramework();
app.Run();
