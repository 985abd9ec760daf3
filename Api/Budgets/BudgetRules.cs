using Platform.Api.Json;
using Platform.Api.Validation;
using Platform.Contracts.Budgets;

namespace Platform.Api.Budgets;

/// <summary>What budgets in bodies must be like.</summary>
internal static class BudgetRules
{
    private const int MaxModelLength = 256;

    /// <summary>The budgets of a body; null when it has none.</summary>
    public static Budget[]? Checked(ref Problems problems, string param, BudgetBody?[]? bodies)
    {
        if (bodies is null)
            return null;
        if (bodies.Length > Budget.MostPerOwner)
        {
            problems.Invalid(param, $"has {bodies.Length} entries: at most {Budget.MostPerOwner} are allowed");
            return null;
        }

        var budgets = new List<Budget>(bodies.Length);
        for (var index = 0; index < bodies.Length; index++)
        {
            if (Checked(ref problems, $"{param}[{index}]", bodies[index]) is { } budget)
                budgets.Add(budget);
        }

        for (var index = 1; index < budgets.Count; index++)
        {
            if (budgets.FindIndex(other => other.Unit == budgets[index].Unit && other.Period == budgets[index].Period) < index)
                problems.Invalid($"{param}[{index}]", "has the unit and the period of an earlier one: send one budget for both together");
        }

        return [.. budgets];
    }

    /// <summary>Budgets as they are shown; null when there are none.</summary>
    public static BudgetBody[]? View(Budget[]? budgets) => budgets is null ? null : Array.ConvertAll(budgets, static budget => new BudgetBody
    {
        Unit = WireName<BudgetUnit>.Of(budget.Unit),
        Period = WireName<BudgetPeriod>.Of(budget.Period),
        Limit = Shown(budget.Unit, budget.Limit),
        OnLimit = WireName<BudgetPolicy>.Of(budget.OnLimit),
        FallbackModel = budget.FallbackModel,
    });

    /// <summary>An amount as it is shown: in tokens or US dollars.</summary>
    public static decimal Shown(BudgetUnit unit, long amount) => unit == BudgetUnit.Usd ? Budget.Usd(amount) : amount;

    private static Budget? Checked(ref Problems problems, string param, BudgetBody? body)
    {
        if (body is null)
        {
            problems.Invalid(param, "must be an object");
            return null;
        }

        if (body.Unit is null)
            problems.Missing($"{param}.unit");
        if (body.Period is null)
            problems.Missing($"{param}.period");
        if (body.Limit is null)
            problems.Missing($"{param}.limit");
        var unit = FieldRules.OneOf<BudgetUnit>(ref problems, $"{param}.unit", body.Unit);
        var period = FieldRules.OneOf<BudgetPeriod>(ref problems, $"{param}.period", body.Period);
        var policy = FieldRules.OneOf<BudgetPolicy>(ref problems, $"{param}.onLimit", body.OnLimit) ?? BudgetPolicy.Reject;
        if (policy == BudgetPolicy.Fallback && body.FallbackModel is null)
            problems.Missing($"{param}.fallbackModel");
        if (policy != BudgetPolicy.Fallback && body.FallbackModel is not null)
            problems.Invalid($"{param}.fallbackModel", "can only be set together with 'onLimit':'fallback'");
        if (body.FallbackModel is { } model && (model.Length > MaxModelLength || model.IndexOf('/') <= 0))
            problems.Invalid($"{param}.fallbackModel", $"must be a model's name of up to {MaxModelLength} characters, such as 'openai/…'");
        return unit is not null && period is not null && Limit(ref problems, $"{param}.limit", body.Limit, unit.Value) is { } limit
            ? new Budget { Unit = unit.Value, Period = period.Value, Limit = limit, OnLimit = policy, FallbackModel = body.FallbackModel }
            : null;
    }

    private static long? Limit(ref Problems problems, string param, decimal? value, BudgetUnit unit)
    {
        if (value is not { } limit)
            return null;
        var scale = unit == BudgetUnit.Usd ? Budget.NanosPerUsd : 1;
        if (limit >= 0 && limit <= Budget.MostLimit / scale && decimal.IsInteger(limit * scale))
            return (long)(limit * scale);
        problems.Invalid(param, unit == BudgetUnit.Usd
            ? $"must be US dollars from 0 to {Budget.MostLimit / scale}, with at most nine decimals"
            : $"must be a whole number of tokens from 0 to {Budget.MostLimit}");
        return null;
    }
}
