using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Tells grain interfaces from others.</summary>
internal static class GrainContracts
{
    private const string Addressable = "Orleans.Runtime.IAddressable";

    private static readonly HashSet<string> Markers =
    [
        Addressable, "Orleans.IGrain", "Orleans.IGrainWithStringKey", "Orleans.IGrainWithGuidKey", "Orleans.IGrainWithIntegerKey",
    ];

    /// <summary>Whether a type is an interface that grains implement; the markers that it derives from are none.</summary>
    public static bool IsGrainInterface(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } named
        && named.AllInterfaces.Any(static inherited => Names.Metadata(inherited) == Addressable)
        && !IsMarker(named);

    /// <summary>Whether a type is one of the interfaces that mark grain interfaces.</summary>
    public static bool IsMarker(INamedTypeSymbol type) =>
        type.ContainingNamespace?.Name is "Orleans" or "Runtime" && Markers.Contains(Names.Metadata(type));

    /// <summary>Whether generated code can name a type.</summary>
    public static bool IsReachable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || !IsOpenToAssembly(current.DeclaredAccessibility))
                return false;
        }

        return true;
    }

    /// <summary>Whether code of the same assembly reaches a member of this accessibility.</summary>
    public static bool IsOpenToAssembly(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether every assembly can name a type.</summary>
    public static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
