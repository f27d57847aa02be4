using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Shared;

/// <summary>
/// A reason why something was not done. <see cref="Code"/> is stable: scripts and county systems read it; people read
/// <see cref="Message"/> in their language.
/// </summary>
public abstract record Problem(string Code, Text Message)
{
    /// <summary>The same problem at the fields of one of several forms of a page: <c>PaidOn</c> becomes <c>Fee.PaidOn</c>.</summary>
    public Problem In(string form) => WithFields(field => $"{form}.{field}");

    /// <summary>The same problem with one field called otherwise.</summary>
    public Problem Renamed(string field, string to) => WithFields(each => each == field ? to : each);

    private Problem WithFields(Func<string, string> called) => this is Invalid wrong ? new Invalid([.. wrong.Fields.Select(f => f with { Field = called(f.Field) })]) : this;

    /// <summary>No such thing, or not one this person may know of: the two are never told apart.</summary>
    public sealed record NotFound(string WhatKey) : Problem("not-found", Text.Of("problem.not-found", new Argument.Term("what", WhatKey)));

    /// <summary>What was typed cannot be taken; one line for each field.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Fields) : Problem("invalid", Text.Of("problem.invalid"))
    {
        public static Invalid At(string field, Text message) => new([new(field, message)]);

        /// <summary>Everything that is wrong with a form, told at once; null where nothing is.</summary>
        public static Invalid? Of(params ReadOnlySpan<Problem?> problems)
        {
            var fields = ImmutableArray.CreateBuilder<FieldError>();
            foreach (var problem in problems)
                if (problem is Invalid invalid)
                    fields.AddRange(invalid.Fields);
            return fields.Count == 0 ? null : new(fields.ToImmutable());
        }
    }

    /// <summary>The lifecycle table has no such step from here.</summary>
    public sealed record NotAllowedNow(string ActionKey, string StateKey)
        : Problem("not-allowed-now", Text.Of("problem.not-allowed-now", new Argument.Term("action", ActionKey), new Argument.Term("state", StateKey)));

    public sealed record StandardNotMet(Decision Decision) : Problem("standard-not-met", Text.Of("problem.standard-not-met"));

    /// <summary>Somebody else was first: who and when.</summary>
    public sealed record ChangedMeanwhile(string By, DateTime At) : Problem("changed-meanwhile", Text.Of("problem.changed-meanwhile", ("by", By), ("at", At)));

    /// <summary>
    /// The same thing was already done; doing it twice would double it. <paramref name="What"/> is a record as the journal
    /// calls it, such as <c>role-grant</c>, and has its words under <c>thing</c>. <paramref name="Key"/> is the unique index that
    /// stopped it, by the model's name, where the database was the one to notice.
    /// </summary>
    public sealed record AlreadyDone(string What, string? Key = null)
        : Problem("already-done", Text.Of("problem.already-done", new Argument.Term("what", $"thing.{What}")));

    /// <summary>
    /// The store did not answer or has no room. A commit whose answer was lost may have happened, so what was asked for may
    /// be saved or not; versions and unique keys stop it from counting twice when it is asked for again (docs/adr/write-path.md).
    /// </summary>
    public sealed record Unavailable() : Problem("unavailable", Text.Of("problem.unavailable"));

    /// <summary>Any other reason that has one message of its own.</summary>
    public sealed record Refused(string Code, Text Message) : Problem(Code, Message);
}

/// <summary>What is wrong with one field, named as in the form.</summary>
public sealed record FieldError(string Field, Text Message);
