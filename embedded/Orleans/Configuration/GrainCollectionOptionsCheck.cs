using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

internal sealed class GrainCollectionOptionsCheck(IOptions<GrainCollectionOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        var collection = options.Value;
        foreach (var problem in OptionsCheck.Positive("GrainCollectionOptions.CollectionQuantum", collection.CollectionQuantum)
            .Concat(OptionsCheck.Positive("GrainCollectionOptions.ActivationTimeout", collection.ActivationTimeout))
            .Concat(OptionsCheck.Positive("GrainCollectionOptions.DeactivationTimeout", collection.DeactivationTimeout)))
        {
            yield return problem;
        }

        if (collection.CollectionAge <= collection.CollectionQuantum)
            yield return $"GrainCollectionOptions.CollectionAge is {collection.CollectionAge:c}: it must be more than CollectionQuantum, {collection.CollectionQuantum:c}.";
        foreach (var (name, age) in collection.ClassSpecificCollectionAge)
        {
            if (age <= collection.CollectionQuantum)
                yield return $"GrainCollectionOptions.ClassSpecificCollectionAge of '{name}' is {age:c}: it must be more than CollectionQuantum, {collection.CollectionQuantum:c}.";
        }
    }
}
