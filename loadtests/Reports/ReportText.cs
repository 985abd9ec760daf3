using System.Globalization;

namespace Platform.LoadTests.Reports;

/// <summary>How figures are written in reports: the same on every machine.</summary>
internal static class ReportText
{
    /// <summary>Requests per second; a dash where there is no rate.</summary>
    public static string Rate(double perSecond) => perSecond == 0 ? "–" : perSecond.ToString(perSecond < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds, to a thousandth.</summary>
    public static string Milliseconds(double milliseconds) => milliseconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A figure of any size with about four digits.</summary>
    public static string Figure(double value) =>
        !double.IsFinite(value) ? "–" : value.ToString(Math.Abs(value) >= 1000 ? "N0" : Math.Abs(value) >= 10 ? "0.0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>A change in percent with its sign.</summary>
    public static string Change(double share) => !double.IsFinite(share) ? "–" : (100 * share).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
