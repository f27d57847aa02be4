using System.ComponentModel.DataAnnotations;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary>
/// A date as a form sends it, in three parts that are kept whatever they hold. Bound as a part of a page's input; an
/// impossible date is an error at its field without further code.
/// </summary>
public sealed class DateInput : IValidatableObject
{
    public string? Year { get; set; }
    public string? Month { get; set; }
    public string? Day { get; set; }

    public TypedDay Typed => new(Year, Month, Day);

    public bool IsBlank => Typed.IsEmpty;

    public static DateInput Of(TypedDay? day) => new() { Year = day?.Year, Month = day?.Month, Day = day?.Day };

    public static DateInput Of(DateOnly? day) => Of(day is { } d ? TypedDay.Of(d) : null);

    /// <summary>The date, where the parts make one that the calendar has.</summary>
    public DateOnly? Value => Typed.Read("").Match(d => d, _ => (DateOnly?)null);

    /// <summary>What is wrong with the parts; nothing where they make a date or are all empty.</summary>
    public Text? Fault => IsBlank ? null : (Typed.Read("").Problem as Problem.Invalid)?.Fields[0].Message;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Fault is { } fault
        ? [new(((Wording)validationContext.GetService(typeof(Wording))!)[fault])]
        : [];
}

/// <summary>A date that must not stay empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DateRequiredAttribute : RequiredAttribute
{
    public override bool IsValid(object? value) => value is DateInput { IsBlank: false };
}

/// <summary>A checkbox that must be checked: an agreement, an attestation.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AcceptedAttribute : RequiredAttribute
{
    public override bool IsValid(object? value) => value is true;
}
