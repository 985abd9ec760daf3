using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Finds wire names that two declarations of the compilation share.</summary>
internal static class DuplicateNames
{
    public static IEnumerable<Finding> Find(IEnumerable<GeneratedUnit> units)
    {
        var groups = units.SelectMany(static unit => unit.WireNames).GroupBy(static use => (use.Kind, use.Name));
        foreach (var group in groups.Where(static group => group.Count() > 1))
        {
            var (first, second) = (group.First(), group.Last());
            yield return new Finding(Rules.DuplicateAlias.Id, second.Place, new([first.Owner, second.Owner, second.Name]));
        }
    }
}
