using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

/// <summary>How long before a last day somebody is reminded, as the operator set it (<c>Reminders</c> in the settings).</summary>
public sealed class ReminderOptions
{
    public const string Section = "Reminders";

    /// <summary>Days before the last day of an incomplete application on which its applicant is reminded.</summary>
    public IReadOnlyList<int> ApplicantDaysBefore { get; set; } = [];

    /// <summary>Days before the last day to sit the exam.</summary>
    public IReadOnlyList<int> ExamDaysBefore { get; set; } = [];

    /// <summary>Days before the due date of a certificate, beside the notice that the standard asks for.</summary>
    public IReadOnlyList<int> RenewalDaysBefore { get; set; } = [];

    /// <summary>Days before a certificate is vacated.</summary>
    public IReadOnlyList<int> VacationDaysBefore { get; set; } = [];

    /// <summary>Days before the last day on which proof of continuing education is in time; null for three.</summary>
    public int? ProofDaysBefore { get; set; }

    /// <summary>Days before the last day on which a name is left out of the registry; null for thirty.</summary>
    public int? WithheldNameDaysBefore { get; set; }

    /// <summary>Days before a last day of the staff's; a day less than none is a day after it.</summary>
    public IReadOnlyList<int> StaffDaysBefore { get; set; } = [];

    // Settings add to a list that has something in it, so the defaults stand here.
    public IReadOnlyList<int> OfApplicant => InOrder(ApplicantDaysBefore, [1, 7, 30]);

    public IReadOnlyList<int> OfExam => InOrder(ExamDaysBefore, [14, 60]);

    public IReadOnlyList<int> OfRenewal => InOrder(RenewalDaysBefore, [7, 30]);

    public IReadOnlyList<int> OfVacation => InOrder(VacationDaysBefore, [30, 180]);

    public int OfProof => ProofDaysBefore ?? 3;

    public int OfWithheldName => WithheldNameDaysBefore ?? 30;

    public IReadOnlyList<int> OfStaff => InOrder(StaffDaysBefore, [-1, 0, 3, 7]);

    private static IReadOnlyList<int> InOrder(IReadOnlyList<int> set, IReadOnlyList<int> otherwise) => set.Count > 0 ? [.. set.Distinct().Order()] : otherwise;
}

/// <summary>That somebody was reminded of the last day of a clock: once for each day and lead, whatever runs twice.</summary>
public sealed class ClockReminder
{
    public required Guid Id { get; init; }
    public required Id<Application> Application { get; init; }
    public required DateOnly DueOn { get; init; }
    public required int DaysBefore { get; init; }
    public required DateTime RemindedAt { get; init; }
}

internal sealed class ClockReminderMapping : IEntityTypeConfiguration<ClockReminder>
{
    public void Configure(EntityTypeBuilder<ClockReminder> b)
    {
        b.ToTable("clock_reminders");
        b.Property(r => r.Id).ValueGeneratedNever();
        b.HasIndex(r => new { r.Application, r.DueOn, r.DaysBefore }).IsUnique();
        b.HasOne<Application>().WithMany().HasForeignKey(r => r.Application).OnDelete(DeleteBehavior.Restrict);
    }
}
