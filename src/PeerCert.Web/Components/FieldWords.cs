using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary>
/// The framework's own words at form fields, by key: labels are <c>[Display(Name = "key")]</c>, and what
/// <c>[Required]</c>, <c>[StringLength]</c> and the like say stands in the text file under <c>field</c>.
/// </summary>
public sealed class FieldWords(Wording words) : IStringLocalizer, IStringLocalizerFactory, IValidationMetadataProvider
{
    private const string Invalid = "field.invalid";
    private const string Missing = "field.required";

    public LocalizedString this[string name] => new(name, words[name]);

    /// <summary>The framework gives the label first, then the numbers of the rule: the upper bound before the lower.</summary>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var numbers = arguments.Skip(1).Select(a => a is int n ? n : (int?)null).Where(n => n is not null).Select(n => (long)n!.Value).ToList();
            var given = new List<Argument> { ("label", Convert.ToString(arguments.FirstOrDefault(), CultureInfo.InvariantCulture) ?? "") };
            if (numbers.Count > 0)
                given.Add(("max", numbers[0]));
            if (numbers.Count > 1)
                given.Add(("min", numbers[1]));
            return new(name, words[name, [.. given]]);
        }
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            // some attributes carry an English sentence of their own; a key has no spaces
            if (rule.ErrorMessage?.Contains(' ') is false)
                continue;
            rule.ErrorMessage = rule switch
            {
                RequiredAttribute => Missing,
                StringLengthAttribute { MinimumLength: > 0 } => "field.length",
                StringLengthAttribute or MaxLengthAttribute => "field.too-long",
                EmailAddressAttribute => "field.email",
                CompareAttribute => "field.different",
                _ => Invalid,
            };
        }
    }

    public void Teach(MvcOptions options)
    {
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        options.ModelMetadataDetailsProviders.Add(this);
        var binding = options.ModelBindingMessageProvider;
        binding.SetAttemptedValueIsInvalidAccessor((_, label) => Say(Invalid, label));
        binding.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Say(Invalid, ""));
        binding.SetUnknownValueIsInvalidAccessor(label => Say(Invalid, label));
        binding.SetNonPropertyUnknownValueIsInvalidAccessor(() => Say(Invalid, ""));
        binding.SetValueIsInvalidAccessor(_ => Say(Invalid, ""));
        binding.SetValueMustBeANumberAccessor(label => Say("field.number", label));
        binding.SetNonPropertyValueMustBeANumberAccessor(() => Say("field.number", ""));
        binding.SetValueMustNotBeNullAccessor(_ => Say(Missing, ""));
        binding.SetMissingBindRequiredValueAccessor(label => Say(Missing, label));
        binding.SetMissingKeyOrValueAccessor(() => Say(Missing, ""));
        binding.SetMissingRequestBodyRequiredValueAccessor(() => Say(Missing, ""));

        string Say(string key, string label) => words[key, ("label", label)];
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;
}
