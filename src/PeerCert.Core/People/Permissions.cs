using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PeerCert.Core.People;

/// <summary>
/// Who may do what: the only place. Least access, and no role both prepares and profits: whoever decides an application
/// does not take its fee, whoever takes fees does not make a line chargeable, and whoever hands out roles decides nothing.
/// </summary>
public static class Permissions
{
    /// <summary>Sees the queue and the state of a file, not what was sent with it.</summary>
    public const string SeeQueue = "queue.see";
    /// <summary>Takes files out of a colleague's hands: gives them to another one, or back to everybody.</summary>
    public const string AssignFiles = "files.assign";
    public const string ReviewApplications = "applications.review";
    public const string DecideApplications = "applications.decide";
    public const string ReadEvidence = "evidence.read";
    public const string RecordFees = "fees.record";
    public const string ApproveFees = "fees.approve";
    public const string RecordExams = "exams.record";
    public const string IssueCertificates = "certificates.issue";
    public const string ManageAccounts = "accounts.manage";
    /// <summary>Sees which mail did not arrive and how to reach the person, and writes down that they were reached.</summary>
    public const string FollowUpMail = "mail.follow-up";
    /// <summary>Reads and answers what applicants write about their applications, and opens the files that come with it.</summary>
    public const string AnswerMessages = "messages.answer";
    /// <summary>Keys in what came on paper or by telephone, with the day it came in.</summary>
    public const string KeyInApplications = "applications.key-in";
    /// <summary>Finds people by what they are called, in all files.</summary>
    public const string FindPeople = "people.find";
    /// <summary>Sees what was corrected, what was wrong before, and by whom.</summary>
    public const string SeeCorrections = "corrections.see";
    /// <summary>Corrects records of its own work.</summary>
    public const string CorrectRecords = "records.correct";
    /// <summary>Corrects what is known about a person: day of birth, name.</summary>
    public const string CorrectPeople = "people.correct";
    public const string CorrectResults = "exams.correct";
    /// <summary>Corrects when, or that, a certificate was issued.</summary>
    public const string CorrectIssues = "certificates.correct";
    /// <summary>Puts two records of one person together, and takes them apart again.</summary>
    public const string MergePeople = "people.merge";
    /// <summary>Sees filings for a next term.</summary>
    public const string SeeRenewals = "renewals.see";
    /// <summary>Draws filings whose continuing education is reviewed, looks at the proof, and ends the review.</summary>
    public const string AuditEducation = "education.audit";
    /// <summary>Sees certificates, how they stand and what lies over them, and what the registry showed.</summary>
    public const string SeeCertificates = "certificates.see";
    /// <summary>Lays a suspension, a revocation or the like over a certificate, and lifts it.</summary>
    public const string RestrictCertificates = "certificates.restrict";
    /// <summary>Leaves somebody's name out of the public registry for a time.</summary>
    public const string WithholdNames = "registry.withhold";
    /// <summary>Sees who changed what, and who looked at what.</summary>
    public const string ReadJournal = "journal.read";

    public static readonly FrozenDictionary<string, ImmutableArray<Role>> Roles = new Dictionary<string, ImmutableArray<Role>>
    {
        [SeeQueue] = [Role.Reviewer, Role.ExamOfficer, Role.Finance, Role.Registrar],
        [AssignFiles] = [Role.Reviewer, Role.Registrar],
        [ReviewApplications] = [Role.Reviewer],
        [DecideApplications] = [Role.Reviewer],
        [ReadEvidence] = [Role.Reviewer],
        [RecordFees] = [Role.Finance],
        [ApproveFees] = [Role.Admin],
        [RecordExams] = [Role.ExamOfficer],
        [IssueCertificates] = [Role.Registrar],
        [ManageAccounts] = [Role.Admin],
        [FollowUpMail] = [Role.Reviewer, Role.Registrar],
        [AnswerMessages] = [Role.Reviewer, Role.ExamOfficer],
        [KeyInApplications] = [Role.Reviewer, Role.Registrar],
        [FindPeople] = [Role.Reviewer, Role.ExamOfficer, Role.Finance, Role.Registrar],
        [SeeCorrections] = [Role.Reviewer, Role.ExamOfficer, Role.Registrar, Role.Admin],
        [CorrectRecords] = [Role.Reviewer, Role.ExamOfficer, Role.Registrar],
        [CorrectPeople] = [Role.Reviewer],
        [CorrectResults] = [Role.ExamOfficer, Role.Registrar],
        [CorrectIssues] = [Role.Registrar, Role.Reviewer],
        [MergePeople] = [Role.Reviewer],
        [SeeRenewals] = [Role.Reviewer, Role.Finance, Role.Registrar],
        [AuditEducation] = [Role.Reviewer],
        [SeeCertificates] = [Role.Reviewer, Role.Registrar],
        [RestrictCertificates] = [Role.Registrar],
        [WithholdNames] = [Role.Registrar],
        [ReadJournal] = [Role.Registrar, Role.Admin],
    }.ToFrozenDictionary();

    public static bool Allow(IEnumerable<Role> held, string permission) => held.Any(r => Roles[permission].Contains(r));
}
