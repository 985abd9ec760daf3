using System.Globalization;
using System.Text;
using System.Xml;

namespace Platform.LoadTests.Reports.Plots;

/// <summary>Draws a plot as SVG that is read in light and dark surroundings alike, without a script or a font of its own.</summary>
internal static class SvgPlot
{
    private const int Width = 860;
    private const int Left = 76;
    private const int Right = 24;
    private const int Top = 44;
    private const int Height = 320;
    private const int LegendTop = 70;
    private const int LegendLine = 20;
    private const int LegendColumns = 2;
    private const int Colours = 8;

    /// <summary>Colours that stay apart for most readers with a colour vision deficiency; brighter ones on a dark ground.</summary>
    private const string Style = """

        .ground{fill:#fff}.text{fill:#24292f;font:13px system-ui,sans-serif}.title{font-size:15px;font-weight:600}.tick{fill:#57606a;font-size:12px}
        .grid{stroke:#d8dee4}.axis{stroke:#57606a}.line{fill:none;stroke-width:1.8;stroke-linejoin:round}
        .c0{stroke:#0072b2}.c1{stroke:#d55e00}.c2{stroke:#009e73}.c3{stroke:#b0558f}.c4{stroke:#8a6d00}.c5{stroke:#2f9bd6}.c6{stroke:#7a4fd0}.c7{stroke:#666}
        @media (prefers-color-scheme:dark){
        .ground{fill:#0d1117}.text{fill:#e6edf3}.tick{fill:#9aa4af}.grid{stroke:#2d333b}.axis{stroke:#9aa4af}
        .c0{stroke:#4aa8e0}.c1{stroke:#ff8a3d}.c2{stroke:#2bc796}.c3{stroke:#e08cc0}.c4{stroke:#d8b93a}.c5{stroke:#8fd0f5}.c6{stroke:#b59bff}.c7{stroke:#aaa}
        }

        """;

    /// <summary>The document.</summary>
    public static string Draw(Plot plot)
    {
        var legendLines = (plot.Lines.Count + LegendColumns - 1) / LegendColumns;
        var height = Top + Height + LegendTop + (legendLines * LegendLine);
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            Attributes(svg, ("viewBox", $"0 0 {Width} {height}"), ("width", $"{Width}"), ("height", $"{height}"), ("role", "img"), ("aria-label", plot.Title));
            svg.WriteElementString("title", plot.Title);
            svg.WriteElementString("style", Style);
            Element(svg, "rect", ("class", "ground"), ("width", $"{Width}"), ("height", $"{height}"));
            Text(svg, "text title", Left, 26, "start", plot.Title);
            DrawAxes(svg, plot);
            for (var line = 0; line < plot.Lines.Count; line++)
                DrawLine(svg, plot, line);
            svg.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void DrawAxes(XmlWriter svg, Plot plot)
    {
        foreach (var (value, label) in plot.Y.Ticks)
        {
            Element(svg, "line", ("class", "grid"), ("x1", $"{Left}"), ("x2", $"{Width - Right}"), ("y1", Y(plot, value)), ("y2", Y(plot, value)));
            Text(svg, "text tick", Left - 8, Place(plot.Y, value, Top + Height, -Height) + 4, "end", label);
        }

        foreach (var (value, label) in plot.X.Ticks)
        {
            Element(svg, "line", ("class", "grid"), ("x1", X(plot, value)), ("x2", X(plot, value)), ("y1", $"{Top}"), ("y2", $"{Top + Height}"));
            // The last one would stand out of the picture.
            Text(svg, "text tick", Place(plot.X, value, Left, Width - Left - Right), Top + Height + 18, plot.X.Place(value) < 1 ? "middle" : "end", label);
        }

        Element(svg, "path", ("class", "axis line"), ("d", $"M{Left} {Top}V{Top + Height}H{Width - Right}"));
        Text(svg, "text tick", Left + ((Width - Left - Right) / 2.0), Top + Height + 38, "middle", plot.X.Label);
        svg.WriteStartElement("text");
        Attributes(svg, ("class", "text tick"), ("text-anchor", "middle"), ("transform", $"translate(16 {Top + (Height / 2)}) rotate(-90)"));
        svg.WriteString(plot.Y.Label);
        svg.WriteEndElement();
    }

    private static void DrawLine(XmlWriter svg, Plot plot, int line)
    {
        var (name, points) = plot.Lines[line];
        var colour = $"line c{line % Colours}";
        // Beyond the last colour lines are dashed, so that no two look alike.
        var dash = line < Colours ? "none" : "5 3";
        if (points is [var only])
            Element(svg, "circle", ("class", colour), ("cx", X(plot, only.X)), ("cy", Y(plot, only.Y)), ("r", "3"));
        else
            Element(svg, "polyline", ("class", colour), ("stroke-dasharray", dash), ("points", string.Join(' ', points.Select(point => $"{X(plot, point.X)},{Y(plot, point.Y)}"))));
        var (left, top) = (Left + (line % LegendColumns * (Width - Left) / LegendColumns), Top + Height + LegendTop + (line / LegendColumns * LegendLine));
        Element(svg, "line", ("class", colour), ("stroke-dasharray", dash), ("x1", $"{left}"), ("x2", $"{left + 24}"), ("y1", $"{top - 4}"), ("y2", $"{top - 4}"));
        Text(svg, "text", left + 32, top, "start", name);
    }

    private static void Text(XmlWriter svg, string style, double x, double y, string anchor, string text)
    {
        svg.WriteStartElement("text");
        Attributes(svg, ("class", style), ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor));
        svg.WriteString(text);
        svg.WriteEndElement();
    }

    private static void Element(XmlWriter svg, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name);
        Attributes(svg, attributes);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            svg.WriteAttributeString(name, value);
    }

    private static string X(Plot plot, double value) => Number(Place(plot.X, value, Left, Width - Left - Right));

    private static string Y(Plot plot, double value) => Number(Place(plot.Y, value, Top + Height, -Height));

    private static double Place(PlotAxis axis, double value, double begin, double length) => begin + (axis.Place(value) * length);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
