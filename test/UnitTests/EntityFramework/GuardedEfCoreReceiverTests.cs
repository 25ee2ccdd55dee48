using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class GuardedEfCoreReceiverTests
{
    private readonly StandInReceiver _receiver = new();
    private readonly GuardedEfCoreReceiver _guarded;

    public GuardedEfCoreReceiverTests() => _guarded = new(new StandInInstrumentation("databases", _receiver));

    [Fact]
    public void One_that_is_not_settled_is_asked_and_told_of_every_event()
    {
        Assert.True(_guarded.Wants(EfCoreEvent.CommandExecuted));
        Assert.False(_guarded.Wants(EfCoreEvent.Other));
        _guarded.Receive(EfCoreEvent.CommandExecuting, new object());
        Assert.False(_guarded.Wants(EfCoreEvent.CommandExecuting));

        Assert.Equal([EfCoreEvent.CommandExecuted, EfCoreEvent.Other, EfCoreEvent.CommandExecuting], _receiver.Asked);
        Assert.Equal([EfCoreEvent.CommandExecuting], _receiver.Told);
    }

    [Fact]
    public void One_that_is_settled_is_asked_no_more_and_told_of_what_it_wants()
    {
        _receiver.Settles();
        _guarded.Receive(EfCoreEvent.CommandExecuting, new object());
        _receiver.Asked.Clear();
        _receiver.Told.Clear();

        foreach (var one in Enum.GetValues<EfCoreEvent>())
        {
            Assert.Equal(one == EfCoreEvent.CommandExecuted, _guarded.Wants(one));
            _guarded.Receive(one, new object());
        }

        Assert.Empty(_receiver.Asked);
        Assert.Equal([EfCoreEvent.CommandExecuted], _receiver.Told);
    }

    [Fact]
    public void There_is_room_for_every_event_in_a_set() =>
        Assert.All(Enum.GetValues<EfCoreEvent>(), one => Assert.True((int)one < 64 && new EfCoreEventSet(other => other == one).Has(one)));

    private sealed class StandInReceiver : IEfCoreReceiver
    {
        public List<EfCoreEvent> Asked { get; } = [];

        public List<EfCoreEvent> Told { get; } = [];

        public EfCoreEventSet? Settled { get; private set; }

        public bool Wants(EfCoreEvent told)
        {
            Asked.Add(told);
            return told == EfCoreEvent.CommandExecuted;
        }

        public void Receive(EfCoreEvent told, object payload) => Told.Add(told);

        public void Settles() => Settled = new EfCoreEventSet(Wants);
    }
}
