using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

[TestClass]
public class DisposeScopeTests
{
    [TestMethod]
    public void Scope_Ended_DisposesItsTensors()
    {
        Tensor inner, kept, moved;
        using (var outer = NewDisposeScope())
        {
            using (var scope = NewDisposeScope())
            {
                Assert.AreSame(scope, CurrentDisposeScope);
                inner = ones(2);
                kept = ones(2).DetachFromDisposeScope();
                moved = ones(2).MoveToOuterDisposeScope();
                Assert.IsTrue(scope.Contains(inner));
                Assert.IsTrue(outer.Contains(moved));
            }
            Assert.IsTrue(inner.IsInvalid);
            Assert.IsFalse(moved.IsInvalid);
        }
        Assert.IsTrue(moved.IsInvalid);
        Assert.IsFalse(kept.IsInvalid);
        kept.Dispose();
    }

    [TestMethod]
    public void DisposeEverythingBut_Kept_DisposesTheOthers()
    {
        using var scope = NewDisposeScope();
        var a = ones(1);
        var b = ones(1);
        Assert.AreSame(a, scope.DisposeEverythingBut(a));
        Assert.IsFalse(a.IsInvalid);
        Assert.IsTrue(b.IsInvalid);
        Assert.AreEqual(1, scope.DisposablesCount);
    }

    [TestMethod]
    public void AttachAndMove_BetweenScopes_ChangesTheOwner()
    {
        using var first = NewDisposeScope();
        using var second = NewDisposeScope();
        var t = ones(1).DetachFromDisposeScope();
        first.Attach(t);
        Assert.IsTrue(first.Contains(t));
        t.MoveToOtherDisposeScope(second);
        Assert.IsFalse(first.Contains(t));
        Assert.IsTrue(second.Contains(t));
    }

    [TestMethod]
    public void Statistics_Counts_BalanceAfterTheScope()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
            _ = ones(1);
            Assert.AreEqual(3, statistics.CreatedInScopeCount);
            Assert.AreEqual(1, statistics.DisposedInScopeCount);
            Assert.AreEqual(1, statistics.DetachedFromScopeCount);
            Assert.AreEqual(1, statistics.ThreadTotalLiveCount);
        }
        Assert.AreEqual(0, statistics.ThreadTotalLiveCount);
        ones(1).Dispose();
        Assert.AreEqual(1, statistics.CreatedOutsideScopeCount);
    }

    [TestMethod]
    public void Scope_OfAnotherThread_DoesNotTakeTensors()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();
        Assert.IsFalse(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [TestMethod]
    public void Tensors_CreatedAndDisposedManyTimes_LeaveNone()
    {
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5000; i++)
        {
            using var scope = NewDisposeScope();
            using var t = ones(64).mul(2).add(1).view(8, 8).sum(0);
        }
        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.IsGreaterThanOrEqualTo(before, Tensor.PeakCount);
    }

    [TestMethod]
    public void Parameter_OverData_EmptiesIt()
    {
        var data = ones(2);
        using var parameter = new TorchSharp.Modules.Parameter(data);
        Assert.IsTrue(data.IsInvalid);
        Assert.IsTrue(parameter.requires_grad);
        Assert.IsTrue(parameter.is_leaf);
    }

    [TestMethod]
    public void Module_BuiltInsideAScope_LosesItsParameters()
    {
        TorchSharp.Modules.Linear layer;
        using (NewDisposeScope()) layer = nn.Linear(2, 2);
        Assert.IsEmpty(layer.parameters().ToList());
        Assert.ThrowsExactly<InvalidOperationException>(() => layer.get_parameter("weight")!.Handle);
    }
}
