namespace System.Runtime.CompilerServices;

/// <summary>Lets required members compile for netstandard2.0.</summary>
internal sealed class RequiredMemberAttribute : Attribute;
