using System.CommandLine;
using NonNegML.Samples;
using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests.Console;

[TestClass]
public sealed class OptionValuesTests
{
    private enum Fruit
    {
        Apple,
        GreenPear,
    }

    [TestMethod]
    public void Choice_Word_IsTheValue()
    {
        var option = OptionValues.Choice("--fruit", "the fruit", Fruit.Apple);

        Assert.AreEqual(Fruit.GreenPear, new RootCommand { option }.Parse(["--fruit", "Green-Pear"]).GetValue(option));
        Assert.AreEqual(Fruit.Apple, new RootCommand { option }.Parse([]).GetValue(option));
    }

    [TestMethod]
    [DataRow("--fruit is 'plum'; it must be apple or green-pear.", "--fruit", "plum")]
    [DataRow("--count is 'many'; it must be a whole number.", "--count", "many")]
    [DataRow("--count is 0; it must be at least 1 and at most 8.", "--count", "0")]
    [DataRow("--count is 9; it must be at least 1 and at most 8.", "--count", "9")]
    [DataRow("--share is '1'; it must be a number above 0 and below 1, such as 0.2.", "--share", "1")]
    [DataRow("--share is 'NaN'; it must be a number above 0 and below 1, such as 0.2.", "--share", "NaN")]
    [DataRow("--share is '0,5'; it must be a number above 0 and below 1, such as 0.2.", "--share", "0,5")]
    public void Parse_BadValue_SaysWhatIsWrong(string expected, string option, string value)
    {
        var root = new RootCommand
        {
            OptionValues.Choice("--fruit", "the fruit", Fruit.Apple), NumberOption.Create("--count", "how many", 1, 2, 8), OptionValues.Share("--share", "how much", 0.2),
        };

        Assert.AreEqual(expected, root.Parse([option, value]).Errors.Single().Message);
    }
}
