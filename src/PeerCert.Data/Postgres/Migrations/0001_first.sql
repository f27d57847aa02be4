CREATE TABLE accounts (
    id uuid NOT NULL,
    version integer NOT NULL,
    language character varying(20) COLLATE "C",
    pending_email character varying(254) COLLATE "C",
    closed_at timestamp(3) with time zone,
    user_name character varying(256) COLLATE "C",
    normalized_user_name character varying(256) COLLATE "C",
    email character varying(256) COLLATE "C",
    normalized_email character varying(256) COLLATE "C",
    email_confirmed boolean NOT NULL,
    password_hash text COLLATE "C",
    security_stamp text COLLATE "C",
    concurrency_stamp text COLLATE "C",
    phone_number text COLLATE "C",
    phone_number_confirmed boolean NOT NULL,
    two_factor_enabled boolean NOT NULL,
    lockout_end timestamp(3) with time zone,
    lockout_enabled boolean NOT NULL,
    access_failed_count integer NOT NULL,
    CONSTRAINT "PK_accounts" PRIMARY KEY (id)
);


CREATE TABLE ce_audit_draws (
    id uuid NOT NULL,
    "from" date NOT NULL,
    through date NOT NULL,
    size integer NOT NULL,
    seed character varying(80) COLLATE "C" NOT NULL,
    population text COLLATE "C" NOT NULL,
    population_size integer NOT NULL,
    population_sha256 character varying(64) COLLATE "C" NOT NULL,
    drawn_on date NOT NULL,
    drawn_at timestamp(3) with time zone NOT NULL,
    drawn_by character varying(256) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_ce_audit_draws" PRIMARY KEY (id)
);


CREATE TABLE code_texts (
    sha256 character varying(64) COLLATE "C" NOT NULL,
    code_version character varying(80) COLLATE "C" NOT NULL,
    language character varying(20) COLLATE "C" NOT NULL,
    markdown text COLLATE "C" NOT NULL,
    is_official boolean NOT NULL,
    loaded_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_code_texts" PRIMARY KEY (sha256)
);


CREATE TABLE counters (
    name character varying(40) COLLATE "C" NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT "PK_counters" PRIMARY KEY (name)
);


CREATE TABLE fee_approvals (
    id uuid NOT NULL,
    fee_line character varying(40) COLLATE "C" NOT NULL,
    fee_line_sha256 character varying(64) COLLATE "C" NOT NULL,
    effective_from date NOT NULL,
    reference character varying(80) COLLATE "C" NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by character varying(256) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_fee_approvals" PRIMARY KEY (id)
);


CREATE TABLE journal_entries (
    id uuid NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    account uuid,
    actor_name character varying(256) COLLATE "C" NOT NULL,
    reason character varying(2000) COLLATE "C",
    root_kind character varying(40) COLLATE "C" NOT NULL,
    root_id uuid NOT NULL,
    event_type character varying(80) COLLATE "C" NOT NULL,
    event_version integer NOT NULL,
    payload text COLLATE "C",
    salt character varying(64) COLLATE "C",
    payload_hash character varying(64) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_journal_entries" PRIMARY KEY (id)
);


CREATE TABLE journal_seals (
    number bigint NOT NULL,
    entry uuid NOT NULL,
    previous character varying(64) COLLATE "C" NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    sealed_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_journal_seals" PRIMARY KEY (number)
);


CREATE TABLE leases (
    name character varying(40) COLLATE "C" NOT NULL,
    holder character varying(80) COLLATE "C" NOT NULL,
    until timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_leases" PRIMARY KEY (name)
);


CREATE TABLE outbox_messages (
    id uuid NOT NULL,
    kind character varying(80) COLLATE "C" NOT NULL,
    payload text COLLATE "C" NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    due_at timestamp(3) with time zone NOT NULL,
    attempts integer NOT NULL,
    last_error character varying(500) COLLATE "C",
    done_at timestamp(3) with time zone,
    CONSTRAINT "PK_outbox_messages" PRIMARY KEY (id)
);


CREATE TABLE published_packs (
    authority character varying(80) COLLATE "C" NOT NULL,
    version character varying(80) COLLATE "C" NOT NULL,
    part character varying(80) COLLATE "C" NOT NULL,
    sha256 character varying(64) COLLATE "C" NOT NULL,
    canonical_json text COLLATE "C" NOT NULL,
    published_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_published_packs" PRIMARY KEY (authority, version, part, sha256)
);


CREATE TABLE read_audits (
    id uuid NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    account uuid,
    actor_name character varying(256) COLLATE "C" NOT NULL,
    what character varying(80) COLLATE "C" NOT NULL,
    subject uuid NOT NULL,
    CONSTRAINT "PK_read_audits" PRIMARY KEY (id)
);


CREATE TABLE registry_entries (
    number character varying(20) COLLATE "C" NOT NULL,
    legal_name character varying(200) COLLATE "C" NOT NULL,
    active_from date NOT NULL,
    expires date NOT NULL,
    life character varying(20000) COLLATE "C",
    withheld_through date,
    CONSTRAINT "PK_registry_entries" PRIMARY KEY (number)
);


CREATE TABLE registry_publications (
    id uuid NOT NULL,
    number character varying(20) COLLATE "C" NOT NULL,
    shown_from timestamp(3) with time zone NOT NULL,
    legal_name character varying(200) COLLATE "C" NOT NULL,
    active_from date NOT NULL,
    expires date NOT NULL,
    action character varying(40) COLLATE "C" NOT NULL,
    life character varying(20000) COLLATE "C",
    withheld_through date,
    because character varying(80) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_registry_publications" PRIMARY KEY (id)
);


CREATE TABLE results_imports (
    id uuid NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    file_name character varying(120) COLLATE "C" NOT NULL,
    sha256 character varying(64) COLLATE "C",
    lines integer NOT NULL,
    begun_at timestamp(3) with time zone NOT NULL,
    finished_at timestamp(3) with time zone,
    account uuid,
    actor_name text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_results_imports" PRIMARY KEY (id)
);


CREATE TABLE stored_keys (
    name character varying(120) COLLATE "C" NOT NULL,
    purpose character varying(40) COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_stored_keys" PRIMARY KEY (name)
);


CREATE TABLE account_letters (
    id uuid NOT NULL,
    account uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    address character varying(254) COLLATE "C" NOT NULL,
    address_key character varying(254) COLLATE "C" NOT NULL,
    written_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_account_letters" PRIMARY KEY (id),
    CONSTRAINT "FK_account_letters_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE account_resets (
    id uuid NOT NULL,
    account uuid NOT NULL,
    address character varying(254) COLLATE "C",
    asked_at timestamp(3) with time zone NOT NULL,
    asked_by uuid NOT NULL,
    asked_by_name character varying(256) COLLATE "C" NOT NULL,
    confirmed_at timestamp(3) with time zone,
    confirmed_by_name character varying(256) COLLATE "C",
    works_from timestamp(3) with time zone,
    ended_at timestamp(3) with time zone,
    CONSTRAINT "PK_account_resets" PRIMARY KEY (id),
    CONSTRAINT "FK_account_resets_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE account_sessions (
    id uuid NOT NULL,
    account uuid NOT NULL,
    stamp character varying(40) COLLATE "C" NOT NULL,
    browser character varying(40) COLLATE "C" NOT NULL,
    machine character varying(40) COLLATE "C" NOT NULL,
    proof character varying(40) COLLATE "C" NOT NULL,
    proved_at timestamp(3) with time zone NOT NULL,
    begun_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_account_sessions" PRIMARY KEY (id),
    CONSTRAINT "FK_account_sessions_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE authenticators (
    account uuid NOT NULL,
    wrapped bytea NOT NULL,
    begun_at timestamp(3) with time zone NOT NULL,
    confirmed_at timestamp(3) with time zone,
    last_step bigint NOT NULL,
    CONSTRAINT "PK_authenticators" PRIMARY KEY (account),
    CONSTRAINT "FK_authenticators_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE one_time_tokens (
    id uuid NOT NULL,
    purpose character varying(40) COLLATE "C" NOT NULL,
    account uuid,
    address character varying(254) COLLATE "C",
    subject uuid,
    hash character varying(64) COLLATE "C" NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone,
    CONSTRAINT "PK_one_time_tokens" PRIMARY KEY (id),
    CONSTRAINT "FK_one_time_tokens_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE passkeys (
    id uuid NOT NULL,
    account uuid NOT NULL,
    name character varying(60) COLLATE "C" NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports character varying(200) COLLATE "C" NOT NULL,
    is_user_verified boolean NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL,
    attestation_object bytea NOT NULL,
    client_data_json bytea NOT NULL,
    added_at timestamp(3) with time zone NOT NULL,
    used_at timestamp(3) with time zone,
    CONSTRAINT "PK_passkeys" PRIMARY KEY (id),
    CONSTRAINT "FK_passkeys_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE people (
    id uuid NOT NULL,
    account uuid,
    created_at timestamp(3) with time zone NOT NULL,
    preferred_name character varying(200) COLLATE "C",
    county character varying(80) COLLATE "C",
    merged_into uuid,
    version integer NOT NULL,
    CONSTRAINT "PK_people" PRIMARY KEY (id),
    CONSTRAINT "FK_people_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE recovery_codes (
    id uuid NOT NULL,
    account uuid NOT NULL,
    hash character varying(64) COLLATE "C" NOT NULL,
    used_at timestamp(3) with time zone,
    CONSTRAINT "PK_recovery_codes" PRIMARY KEY (id),
    CONSTRAINT "FK_recovery_codes_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE role_grants (
    id uuid NOT NULL,
    account uuid NOT NULL,
    role character varying(40) COLLATE "C" NOT NULL,
    granted_at timestamp(3) with time zone NOT NULL,
    granted_by character varying(256) COLLATE "C" NOT NULL,
    ended_at timestamp(3) with time zone,
    ended_by character varying(256) COLLATE "C",
    CONSTRAINT "PK_role_grants" PRIMARY KEY (id),
    CONSTRAINT "FK_role_grants_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE unsent_forms (
    id uuid NOT NULL,
    account uuid NOT NULL,
    form character varying(64) COLLATE "C" NOT NULL,
    sealed bytea NOT NULL,
    typed_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_unsent_forms" PRIMARY KEY (id),
    CONSTRAINT "FK_unsent_forms_accounts_account" FOREIGN KEY (account) REFERENCES accounts (id) ON DELETE RESTRICT
);


CREATE TABLE user_claims (
    id integer GENERATED BY DEFAULT AS IDENTITY,
    user_id uuid NOT NULL,
    claim_type text COLLATE "C",
    claim_value text COLLATE "C",
    CONSTRAINT "PK_user_claims" PRIMARY KEY (id),
    CONSTRAINT "FK_user_claims_accounts_user_id" FOREIGN KEY (user_id) REFERENCES accounts (id) ON DELETE CASCADE
);


CREATE TABLE user_logins (
    login_provider text COLLATE "C" NOT NULL,
    provider_key text COLLATE "C" NOT NULL,
    provider_display_name text COLLATE "C",
    user_id uuid NOT NULL,
    CONSTRAINT "PK_user_logins" PRIMARY KEY (login_provider, provider_key),
    CONSTRAINT "FK_user_logins_accounts_user_id" FOREIGN KEY (user_id) REFERENCES accounts (id) ON DELETE CASCADE
);


CREATE TABLE user_tokens (
    user_id uuid NOT NULL,
    login_provider text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C",
    CONSTRAINT "PK_user_tokens" PRIMARY KEY (user_id, login_provider, name),
    CONSTRAINT "FK_user_tokens_accounts_user_id" FOREIGN KEY (user_id) REFERENCES accounts (id) ON DELETE CASCADE
);


CREATE TABLE journal_pending (
    entry uuid NOT NULL,
    CONSTRAINT "PK_journal_pending" PRIMARY KEY (entry),
    CONSTRAINT "FK_journal_pending_journal_entries_entry" FOREIGN KEY (entry) REFERENCES journal_entries (id) ON DELETE CASCADE
);


CREATE TABLE registry_name_keys (
    key character varying(400) COLLATE "C" NOT NULL,
    number character varying(20) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_registry_name_keys" PRIMARY KEY (key, number),
    CONSTRAINT "FK_registry_name_keys_registry_entries_number" FOREIGN KEY (number) REFERENCES registry_entries (number) ON DELETE RESTRICT
);


CREATE TABLE imported_results (
    import uuid NOT NULL,
    line integer NOT NULL,
    candidate_id character varying(20) COLLATE "C",
    sat_on date,
    outcome character varying(40) COLLATE "C",
    state character varying(40) COLLATE "C" NOT NULL,
    text_json text COLLATE "C",
    CONSTRAINT "PK_imported_results" PRIMARY KEY (import, line),
    CONSTRAINT "FK_imported_results_results_imports_import" FOREIGN KEY (import) REFERENCES results_imports (id) ON DELETE RESTRICT
);


CREATE TABLE applications (
    id uuid NOT NULL,
    person uuid NOT NULL,
    reference character varying(20) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    submitted_on date,
    submitted_at timestamp(3) with time zone,
    complete_on date,
    decided_on date,
    channel character varying(40) COLLATE "C" NOT NULL,
    received_on date,
    keyed_by uuid,
    state_since date,
    version integer NOT NULL,
    due_on date,
    CONSTRAINT "PK_applications" PRIMARY KEY (id),
    CONSTRAINT "FK_applications_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE calendar_feeds (
    id uuid NOT NULL,
    person uuid NOT NULL,
    secret character varying(43) COLLATE "C" NOT NULL,
    language character varying(35) COLLATE "C" NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_calendar_feeds" PRIMARY KEY (id),
    CONSTRAINT "FK_calendar_feeds_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE code_agreements (
    id uuid NOT NULL,
    person uuid NOT NULL,
    file uuid NOT NULL,
    code_version character varying(80) COLLATE "C" NOT NULL,
    text_sha256 character varying(64) COLLATE "C" NOT NULL,
    signed_name character varying(200) COLLATE "C" NOT NULL,
    signed_on date NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_code_agreements" PRIMARY KEY (id),
    CONSTRAINT "FK_code_agreements_code_texts_text_sha256" FOREIGN KEY (text_sha256) REFERENCES code_texts (sha256) ON DELETE RESTRICT,
    CONSTRAINT "FK_code_agreements_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE decisions (
    id uuid NOT NULL,
    person uuid NOT NULL,
    file uuid NOT NULL,
    question character varying(80) COLLATE "C" NOT NULL,
    as_of date NOT NULL,
    made_at timestamp(3) with time zone NOT NULL,
    made_by character varying(256) COLLATE "C" NOT NULL,
    pack_sha256 character varying(64) COLLATE "C" NOT NULL,
    decision_json text COLLATE "C" NOT NULL,
    facts_json text COLLATE "C" NOT NULL,
    CONSTRAINT "PK_decisions" PRIMARY KEY (id),
    CONSTRAINT "FK_decisions_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE demographics (
    person uuid NOT NULL,
    answers_json text COLLATE "C" NOT NULL,
    saved_at timestamp(3) with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_demographics" PRIMARY KEY (person),
    CONSTRAINT "FK_demographics_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE evidence_files (
    id uuid NOT NULL,
    person uuid NOT NULL,
    file uuid NOT NULL,
    kind character varying(80) COLLATE "C" NOT NULL,
    original_name character varying(255) COLLATE "C" NOT NULL,
    content_type character varying(80) COLLATE "C" NOT NULL,
    length bigint NOT NULL,
    sha256 character varying(64) COLLATE "C" NOT NULL,
    wrapped_key bytea,
    stored_at timestamp(3) with time zone NOT NULL,
    deleted_at timestamp(3) with time zone,
    scan character varying(40) COLLATE "C" NOT NULL,
    kept_anyway_at timestamp(3) with time zone,
    printed_name character varying(200) COLLATE "C",
    printed_until date,
    CONSTRAINT "PK_evidence_files" PRIMARY KEY (id),
    CONSTRAINT "FK_evidence_files_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE facts (
    id uuid NOT NULL,
    person uuid NOT NULL,
    file uuid,
    kind character varying(80) COLLATE "C" NOT NULL,
    effective_on date NOT NULL,
    value text COLLATE "C" NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by character varying(256) COLLATE "C" NOT NULL,
    supersedes uuid,
    CONSTRAINT "PK_facts" PRIMARY KEY (id),
    CONSTRAINT "FK_facts_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE ledger_entries (
    id uuid NOT NULL,
    person uuid NOT NULL,
    file uuid NOT NULL,
    fee_line character varying(40) COLLATE "C" NOT NULL,
    fee_line_sha256 character varying(64) COLLATE "C" NOT NULL,
    paid_on date NOT NULL,
    reference character varying(80) COLLATE "C" NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by character varying(256) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_ledger_entries" PRIMARY KEY (id),
    CONSTRAINT "FK_ledger_entries_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE legal_names (
    id uuid NOT NULL,
    person uuid NOT NULL,
    as_printed character varying(200) COLLATE "C" NOT NULL,
    given character varying(200) COLLATE "C",
    family character varying(200) COLLATE "C",
    effective_on date NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by character varying(256) COLLATE "C" NOT NULL,
    supersedes uuid,
    CONSTRAINT "PK_legal_names" PRIMARY KEY (id),
    CONSTRAINT "FK_legal_names_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE name_changes (
    id uuid NOT NULL,
    person uuid NOT NULL,
    as_printed character varying(200) COLLATE "C" NOT NULL,
    given character varying(200) COLLATE "C",
    family character varying(200) COLLATE "C",
    effective_on date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    sent_on date NOT NULL,
    sent_at timestamp(3) with time zone NOT NULL,
    settled_on date,
    version integer NOT NULL,
    CONSTRAINT "PK_name_changes" PRIMARY KEY (id),
    CONSTRAINT "FK_name_changes_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE notices (
    id uuid NOT NULL,
    person uuid NOT NULL,
    kind character varying(80) COLLATE "C" NOT NULL,
    occasion character varying(120) COLLATE "C" NOT NULL,
    text_json text COLLATE "C" NOT NULL,
    sent_on date NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    shown_from timestamp(3) with time zone NOT NULL,
    decision uuid,
    due_on date,
    read_at timestamp(3) with time zone,
    CONSTRAINT "PK_notices" PRIMARY KEY (id),
    CONSTRAINT "FK_notices_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE person_keys (
    kind character varying(40) COLLATE "C" NOT NULL,
    key character varying(481) COLLATE "C" NOT NULL,
    person uuid NOT NULL,
    CONSTRAINT "PK_person_keys" PRIMARY KEY (kind, key, person),
    CONSTRAINT "FK_person_keys_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE person_merges (
    id uuid NOT NULL,
    kept uuid NOT NULL,
    merged uuid NOT NULL,
    moved_json text COLLATE "C" NOT NULL,
    reason character varying(500) COLLATE "C" NOT NULL,
    account uuid,
    actor_name character varying(256) COLLATE "C" NOT NULL,
    made_at timestamp(3) with time zone NOT NULL,
    undone_by character varying(256) COLLATE "C",
    undone_at timestamp(3) with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_person_merges" PRIMARY KEY (id),
    CONSTRAINT "FK_person_merges_people_kept" FOREIGN KEY (kept) REFERENCES people (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_person_merges_people_merged" FOREIGN KEY (merged) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE withheld_names (
    id uuid NOT NULL,
    person uuid NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    through date,
    asked_on date NOT NULL,
    asked_at timestamp(3) with time zone NOT NULL,
    settled_on date,
    told_of date,
    version integer NOT NULL,
    CONSTRAINT "PK_withheld_names" PRIMARY KEY (id),
    CONSTRAINT "FK_withheld_names_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE application_drafts (
    application uuid NOT NULL,
    answers_json text COLLATE "C" NOT NULL,
    saved_at timestamp(3) with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_application_drafts" PRIMARY KEY (application),
    CONSTRAINT "FK_application_drafts_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE application_stages (
    id uuid NOT NULL,
    application uuid NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    CONSTRAINT "PK_application_stages" PRIMARY KEY (id),
    CONSTRAINT "FK_application_stages_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE claims (
    application uuid NOT NULL,
    account uuid NOT NULL,
    name character varying(254) COLLATE "C" NOT NULL,
    claimed_at timestamp(3) with time zone NOT NULL,
    held_at timestamp(3) with time zone,
    hold_reason character varying(500) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT "PK_claims" PRIMARY KEY (application),
    CONSTRAINT "FK_claims_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE clock_reminders (
    id uuid NOT NULL,
    application uuid NOT NULL,
    due_on date NOT NULL,
    days_before integer NOT NULL,
    reminded_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_clock_reminders" PRIMARY KEY (id),
    CONSTRAINT "FK_clock_reminders_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE corrections (
    id uuid NOT NULL,
    application uuid NOT NULL,
    kind character varying(40) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    before_json text COLLATE "C" NOT NULL,
    after_json text COLLATE "C" NOT NULL,
    effects_json text COLLATE "C" NOT NULL,
    sha256 character varying(64) COLLATE "C" NOT NULL,
    reason character varying(500) COLLATE "C" NOT NULL,
    account uuid,
    actor_name character varying(256) COLLATE "C" NOT NULL,
    proposed_at timestamp(3) with time zone NOT NULL,
    second_name character varying(256) COLLATE "C",
    decided_at timestamp(3) with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_corrections" PRIMARY KEY (id),
    CONSTRAINT "FK_corrections_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE exam_eligibilities (
    id uuid NOT NULL,
    file uuid NOT NULL,
    application uuid,
    person uuid NOT NULL,
    candidate_id character varying(20) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    approved_on date NOT NULL,
    window_ends date NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_exam_eligibilities" PRIMARY KEY (id),
    CONSTRAINT "FK_exam_eligibilities_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_exam_eligibilities_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE messages (
    id uuid NOT NULL,
    application uuid NOT NULL,
    sender character varying(40) COLLATE "C" NOT NULL,
    written_by character varying(256) COLLATE "C" NOT NULL,
    text character varying(4000) COLLATE "C" NOT NULL,
    sent_at timestamp(3) with time zone NOT NULL,
    read_at timestamp(3) with time zone,
    settled_at timestamp(3) with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_messages" PRIMARY KEY (id),
    CONSTRAINT "FK_messages_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE review_notes (
    id uuid NOT NULL,
    application uuid NOT NULL,
    says character varying(2000) COLLATE "C" NOT NULL,
    written_at timestamp(3) with time zone NOT NULL,
    written_by character varying(256) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_review_notes" PRIMARY KEY (id),
    CONSTRAINT "FK_review_notes_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE review_steps (
    id uuid NOT NULL,
    application uuid NOT NULL,
    step character varying(40) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    account uuid NOT NULL,
    name character varying(256) COLLATE "C" NOT NULL,
    proposed_at timestamp(3) with time zone NOT NULL,
    second_account uuid,
    second_name character varying(256) COLLATE "C",
    taken_at timestamp(3) with time zone,
    tells_at timestamp(3) with time zone,
    decision uuid,
    notice uuid,
    version integer NOT NULL,
    CONSTRAINT "PK_review_steps" PRIMARY KEY (id),
    CONSTRAINT "FK_review_steps_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT
);


CREATE TABLE certificates (
    id uuid NOT NULL,
    number character varying(20) COLLATE "C" NOT NULL,
    person uuid NOT NULL,
    application uuid NOT NULL,
    issued_on date NOT NULL,
    current_until date NOT NULL,
    pending_since date,
    annulled_on date,
    county character varying(80) COLLATE "C",
    follows uuid,
    decision uuid NOT NULL,
    pack_sha256 character varying(64) COLLATE "C" NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_certificates" PRIMARY KEY (id),
    CONSTRAINT "FK_certificates_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_certificates_follows" FOREIGN KEY (follows) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_decisions_decision" FOREIGN KEY (decision) REFERENCES decisions (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE evidence_checks (
    id uuid NOT NULL,
    evidence uuid NOT NULL,
    found character varying(40) COLLATE "C" NOT NULL,
    features character varying(1000) COLLATE "C" NOT NULL,
    note character varying(2000) COLLATE "C",
    checked_at timestamp(3) with time zone NOT NULL,
    checked_by character varying(256) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_evidence_checks" PRIMARY KEY (id),
    CONSTRAINT "FK_evidence_checks_evidence_files_evidence" FOREIGN KEY (evidence) REFERENCES evidence_files (id) ON DELETE RESTRICT
);


CREATE TABLE evidence_previews (
    stored uuid NOT NULL,
    evidence uuid NOT NULL,
    page integer NOT NULL,
    look character varying(40) COLLATE "C" NOT NULL,
    wrapped_key bytea,
    CONSTRAINT "PK_evidence_previews" PRIMARY KEY (stored),
    CONSTRAINT "FK_evidence_previews_evidence_files_evidence" FOREIGN KEY (evidence) REFERENCES evidence_files (id) ON DELETE RESTRICT
);


CREATE TABLE letter_requests (
    id uuid NOT NULL,
    application uuid NOT NULL,
    kind character varying(80) COLLATE "C" NOT NULL,
    writer character varying(200) COLLATE "C" NOT NULL,
    address character varying(254) COLLATE "C" NOT NULL,
    language character varying(20) COLLATE "C" NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    asked_at timestamp(3) with time zone NOT NULL,
    mails integer NOT NULL,
    remind_on date,
    settled_at timestamp(3) with time zone,
    signed_by character varying(200) COLLATE "C",
    evidence uuid,
    version integer NOT NULL,
    CONSTRAINT "PK_letter_requests" PRIMARY KEY (id),
    CONSTRAINT "FK_letter_requests_applications_application" FOREIGN KEY (application) REFERENCES applications (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_letter_requests_evidence_files_evidence" FOREIGN KEY (evidence) REFERENCES evidence_files (id) ON DELETE RESTRICT
);


CREATE TABLE ledger_postings (
    entry uuid NOT NULL,
    line integer NOT NULL,
    account character varying(40) COLLATE "C" NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT "PK_ledger_postings" PRIMARY KEY (entry, line),
    CONSTRAINT "FK_ledger_postings_ledger_entries_entry" FOREIGN KEY (entry) REFERENCES ledger_entries (id) ON DELETE RESTRICT
);


CREATE TABLE mails (
    id uuid NOT NULL,
    notice uuid,
    letter uuid,
    request uuid,
    message_id character varying(320) COLLATE "C" NOT NULL,
    return_token character varying(24) COLLATE "C" NOT NULL,
    queued_at timestamp(3) with time zone NOT NULL,
    attempts integer NOT NULL,
    attempted_at timestamp(3) with time zone,
    address character varying(254) COLLATE "C",
    sent_at timestamp(3) with time zone,
    undelivered_at timestamp(3) with time zone,
    fault character varying(40) COLLATE "C",
    settled_at timestamp(3) with time zone,
    settled_by character varying(256) COLLATE "C",
    settlement character varying(40) COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT "PK_mails" PRIMARY KEY (id),
    CONSTRAINT "FK_mails_account_letters_letter" FOREIGN KEY (letter) REFERENCES account_letters (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_mails_notices_notice" FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE RESTRICT
);


CREATE TABLE exam_attempts (
    id uuid NOT NULL,
    eligibility uuid NOT NULL,
    sat_on date NOT NULL,
    outcome character varying(40) COLLATE "C" NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by text COLLATE "C" NOT NULL,
    revision integer NOT NULL,
    supersedes uuid,
    CONSTRAINT "PK_exam_attempts" PRIMARY KEY (id),
    CONSTRAINT "FK_exam_attempts_exam_eligibilities_eligibility" FOREIGN KEY (eligibility) REFERENCES exam_eligibilities (id) ON DELETE RESTRICT
);


CREATE TABLE asked_reasons (
    step uuid NOT NULL,
    rule character varying(120) COLLATE "C" NOT NULL,
    reason character varying(40) COLLATE "C" NOT NULL,
    words character varying(500) COLLATE "C",
    CONSTRAINT "PK_asked_reasons" PRIMARY KEY (step, rule),
    CONSTRAINT "FK_asked_reasons_review_steps_step" FOREIGN KEY (step) REFERENCES review_steps (id) ON DELETE RESTRICT
);


CREATE TABLE ce_entries (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    person uuid NOT NULL,
    title character varying(200) COLLATE "C" NOT NULL,
    provider character varying(200) COLLATE "C" NOT NULL,
    source character varying(80) COLLATE "C" NOT NULL,
    area character varying(80) COLLATE "C" NOT NULL,
    mode character varying(80) COLLATE "C" NOT NULL,
    topic character varying(80) COLLATE "C",
    kind character varying(40) COLLATE "C" NOT NULL,
    started_on date NOT NULL,
    ended_on date NOT NULL,
    starts_at time without time zone,
    ends_at time without time zone,
    hundredths_of_hours integer,
    hundredths_of_breaks integer NOT NULL,
    hundredths_of_units integer,
    hundredths_of_law_and_ethics integer NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    removed_at timestamp(3) with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_ce_entries" PRIMARY KEY (id),
    CONSTRAINT "FK_ce_entries_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_entries_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE certificate_overlays (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    overlay character varying(40) COLLATE "C" NOT NULL,
    "from" date NOT NULL,
    through date,
    is_withdrawn boolean NOT NULL,
    supersedes uuid,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by character varying(256) COLLATE "C" NOT NULL,
    CONSTRAINT "PK_certificate_overlays" PRIMARY KEY (id),
    CONSTRAINT "FK_certificate_overlays_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT
);


CREATE TABLE certificate_prints (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    page_sha256 character varying(64) COLLATE "C" NOT NULL,
    sha256 character varying(64) COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    printed_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_certificate_prints" PRIMARY KEY (id),
    CONSTRAINT "FK_certificate_prints_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT
);


CREATE TABLE certificate_reminders (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    due_on date NOT NULL,
    occasion character varying(80) COLLATE "C" NOT NULL,
    told_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT "PK_certificate_reminders" PRIMARY KEY (id),
    CONSTRAINT "FK_certificate_reminders_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT
);


CREATE TABLE reinstatements (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    person uuid NOT NULL,
    follows_due date NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_reinstatements" PRIMARY KEY (id),
    CONSTRAINT "FK_reinstatements_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_reinstatements_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE renewal_filings (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    person uuid NOT NULL,
    reference character varying(20) COLLATE "C" NOT NULL,
    follows_due date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    submitted_on date NOT NULL,
    submitted_at timestamp(3) with time zone NOT NULL,
    whole_on date,
    way character varying(80) COLLATE "C",
    decided_on date,
    version integer NOT NULL,
    CONSTRAINT "PK_renewal_filings" PRIMARY KEY (id),
    CONSTRAINT "FK_renewal_filings_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_renewal_filings_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE specialised_trainings (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    person uuid NOT NULL,
    area character varying(80) COLLATE "C" NOT NULL,
    provider character varying(200) COLLATE "C" NOT NULL,
    hundredths_of_hours integer NOT NULL,
    ended_on date NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    sent_on date NOT NULL,
    sent_at timestamp(3) with time zone NOT NULL,
    settled_on date,
    version integer NOT NULL,
    CONSTRAINT "PK_specialised_trainings" PRIMARY KEY (id),
    CONSTRAINT "FK_specialised_trainings_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_specialised_trainings_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT
);


CREATE TABLE mail_reports (
    id uuid NOT NULL,
    sha256 character varying(64) COLLATE "C" NOT NULL,
    file_name character varying(255) COLLATE "C" NOT NULL,
    read_at timestamp(3) with time zone NOT NULL,
    outcome character varying(40) COLLATE "C" NOT NULL,
    mail uuid,
    status character varying(12) COLLATE "C",
    CONSTRAINT "PK_mail_reports" PRIMARY KEY (id),
    CONSTRAINT "FK_mail_reports_mails_mail" FOREIGN KEY (mail) REFERENCES mails (id) ON DELETE RESTRICT
);


CREATE TABLE ce_audits (
    id uuid NOT NULL,
    draw uuid NOT NULL,
    filing uuid NOT NULL,
    certificate uuid NOT NULL,
    person uuid NOT NULL,
    state character varying(40) COLLATE "C" NOT NULL,
    requested_on date NOT NULL,
    due_on date NOT NULL,
    received_on date,
    settled_on date,
    reminded_on date,
    told_overdue_on date,
    version integer NOT NULL,
    CONSTRAINT "PK_ce_audits" PRIMARY KEY (id),
    CONSTRAINT "FK_ce_audits_ce_audit_draws_draw" FOREIGN KEY (draw) REFERENCES ce_audit_draws (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_people_person" FOREIGN KEY (person) REFERENCES people (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_renewal_filings_filing" FOREIGN KEY (filing) REFERENCES renewal_filings (id) ON DELETE RESTRICT
);


CREATE TABLE certificate_terms (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    starts_on date NOT NULL,
    due_on date NOT NULL,
    revision integer NOT NULL,
    supersedes uuid,
    filing uuid,
    recorded_at timestamp(3) with time zone NOT NULL,
    recorded_by text COLLATE "C" NOT NULL,
    CONSTRAINT "PK_certificate_terms" PRIMARY KEY (id),
    CONSTRAINT "FK_certificate_terms_certificates_certificate" FOREIGN KEY (certificate) REFERENCES certificates (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_certificate_terms_renewal_filings_filing" FOREIGN KEY (filing) REFERENCES renewal_filings (id) ON DELETE RESTRICT
);


CREATE INDEX "IX_account_letters_account" ON account_letters (account);


CREATE INDEX "IX_account_letters_address_key_kind_written_at" ON account_letters (address_key, kind, written_at);


CREATE INDEX "IX_account_resets_account" ON account_resets (account);


CREATE INDEX "IX_account_sessions_account" ON account_sessions (account);


CREATE INDEX "EmailIndex" ON accounts (normalized_email);


CREATE UNIQUE INDEX "UserNameIndex" ON accounts (normalized_user_name);


CREATE INDEX "IX_application_stages_application" ON application_stages (application);


CREATE INDEX "IX_application_stages_state_until" ON application_stages (state, until);


CREATE INDEX "IX_applications_due_on_reference" ON applications (due_on, reference);


CREATE INDEX "IX_applications_person" ON applications (person);


CREATE UNIQUE INDEX "IX_applications_reference" ON applications (reference);


CREATE INDEX "IX_applications_state_due_on_reference" ON applications (state, due_on, reference);


CREATE UNIQUE INDEX "IX_calendar_feeds_person" ON calendar_feeds (person);


CREATE UNIQUE INDEX "IX_calendar_feeds_secret" ON calendar_feeds (secret);


CREATE UNIQUE INDEX "IX_ce_audit_draws_seed" ON ce_audit_draws (seed);


CREATE INDEX "IX_ce_audits_certificate" ON ce_audits (certificate);


CREATE INDEX "IX_ce_audits_draw" ON ce_audits (draw);


CREATE UNIQUE INDEX "IX_ce_audits_filing" ON ce_audits (filing);


CREATE INDEX "IX_ce_audits_person" ON ce_audits (person);


CREATE INDEX "IX_ce_audits_state_due_on" ON ce_audits (state, due_on);


CREATE INDEX "IX_ce_entries_certificate_ended_on" ON ce_entries (certificate, ended_on);


CREATE INDEX "IX_ce_entries_person" ON ce_entries (person);


CREATE INDEX "IX_certificate_overlays_certificate" ON certificate_overlays (certificate);


CREATE UNIQUE INDEX "IX_certificate_overlays_supersedes" ON certificate_overlays (supersedes);


CREATE UNIQUE INDEX "IX_certificate_prints_certificate_page_sha256" ON certificate_prints (certificate, page_sha256);


CREATE UNIQUE INDEX "IX_certificate_reminders_certificate_due_on_occasion" ON certificate_reminders (certificate, due_on, occasion);


CREATE UNIQUE INDEX "IX_certificate_terms_certificate_starts_on_revision" ON certificate_terms (certificate, starts_on, revision);


CREATE INDEX "IX_certificate_terms_filing" ON certificate_terms (filing);


CREATE UNIQUE INDEX "IX_certificate_terms_supersedes" ON certificate_terms (supersedes);


CREATE UNIQUE INDEX "IX_certificates_application" ON certificates (application) WHERE annulled_on IS NULL;


CREATE INDEX "IX_certificates_county_current_until_number" ON certificates (county, current_until, number);


CREATE INDEX "IX_certificates_current_until_number" ON certificates (current_until, number);


CREATE INDEX "IX_certificates_decision" ON certificates (decision);


CREATE UNIQUE INDEX "IX_certificates_follows" ON certificates (follows) WHERE annulled_on IS NULL;


CREATE UNIQUE INDEX "IX_certificates_number" ON certificates (number);


CREATE INDEX "IX_certificates_pending_since" ON certificates (pending_since);


CREATE INDEX "IX_certificates_person" ON certificates (person);


CREATE INDEX "IX_claims_account" ON claims (account);


CREATE UNIQUE INDEX "IX_clock_reminders_application_due_on_days_before" ON clock_reminders (application, due_on, days_before);


CREATE UNIQUE INDEX "IX_code_agreements_file_text_sha256" ON code_agreements (file, text_sha256);


CREATE INDEX "IX_code_agreements_person_signed_on" ON code_agreements (person, signed_on);


CREATE INDEX "IX_code_agreements_text_sha256" ON code_agreements (text_sha256);


CREATE INDEX "IX_code_texts_code_version_language_loaded_at" ON code_texts (code_version, language, loaded_at);


CREATE INDEX "IX_corrections_application" ON corrections (application);


CREATE INDEX "IX_corrections_state_proposed_at" ON corrections (state, proposed_at);


CREATE INDEX "IX_decisions_file_made_at" ON decisions (file, made_at);


CREATE INDEX "IX_decisions_person" ON decisions (person);


CREATE INDEX "IX_evidence_checks_evidence_checked_at" ON evidence_checks (evidence, checked_at);


CREATE INDEX "IX_evidence_files_file_stored_at" ON evidence_files (file, stored_at);


CREATE INDEX "IX_evidence_files_person" ON evidence_files (person);


CREATE INDEX "IX_evidence_files_sha256" ON evidence_files (sha256);


CREATE UNIQUE INDEX "IX_evidence_previews_evidence_page" ON evidence_previews (evidence, page);


CREATE UNIQUE INDEX "IX_exam_attempts_eligibility_sat_on_revision" ON exam_attempts (eligibility, sat_on, revision);


CREATE UNIQUE INDEX "IX_exam_attempts_supersedes" ON exam_attempts (supersedes);


CREATE INDEX "IX_exam_eligibilities_application" ON exam_eligibilities (application);


CREATE UNIQUE INDEX "IX_exam_eligibilities_candidate_id" ON exam_eligibilities (candidate_id);


CREATE UNIQUE INDEX "IX_exam_eligibilities_file" ON exam_eligibilities (file);


CREATE INDEX "IX_exam_eligibilities_person" ON exam_eligibilities (person);


CREATE INDEX "IX_facts_person_kind" ON facts (person, kind);


CREATE UNIQUE INDEX "IX_facts_supersedes" ON facts (supersedes);


CREATE UNIQUE INDEX "IX_fee_approvals_fee_line_sha256" ON fee_approvals (fee_line_sha256);


CREATE INDEX "IX_imported_results_import_state_sat_on_line" ON imported_results (import, state, sat_on, line);


CREATE INDEX "IX_journal_entries_root_kind_root_id_at" ON journal_entries (root_kind, root_id, at);


CREATE UNIQUE INDEX "IX_journal_seals_entry" ON journal_seals (entry);


CREATE INDEX "IX_ledger_entries_file_fee_line" ON ledger_entries (file, fee_line);


CREATE INDEX "IX_ledger_entries_person" ON ledger_entries (person);


CREATE INDEX "IX_legal_names_person_recorded_at" ON legal_names (person, recorded_at);


CREATE UNIQUE INDEX "IX_legal_names_supersedes" ON legal_names (supersedes);


CREATE INDEX "IX_letter_requests_application_kind" ON letter_requests (application, kind);


CREATE INDEX "IX_letter_requests_evidence" ON letter_requests (evidence);


CREATE INDEX "IX_letter_requests_remind_on" ON letter_requests (remind_on);


CREATE INDEX "IX_mail_reports_mail" ON mail_reports (mail);


CREATE INDEX "IX_mail_reports_outcome" ON mail_reports (outcome);


CREATE UNIQUE INDEX "IX_mail_reports_sha256" ON mail_reports (sha256);


CREATE UNIQUE INDEX "IX_mails_letter" ON mails (letter);


CREATE UNIQUE INDEX "IX_mails_message_id" ON mails (message_id);


CREATE UNIQUE INDEX "IX_mails_notice" ON mails (notice);


CREATE INDEX "IX_mails_request" ON mails (request);


CREATE UNIQUE INDEX "IX_mails_return_token" ON mails (return_token);


CREATE INDEX "IX_mails_settled_at_undelivered_at" ON mails (settled_at, undelivered_at);


CREATE INDEX "IX_messages_application_sent_at" ON messages (application, sent_at);


CREATE UNIQUE INDEX "IX_name_changes_person" ON name_changes (person) WHERE state = 'Sent';


CREATE INDEX "IX_name_changes_state_sent_at" ON name_changes (state, sent_at);


CREATE UNIQUE INDEX "IX_notices_person_kind_occasion" ON notices (person, kind, occasion);


CREATE INDEX "IX_one_time_tokens_account" ON one_time_tokens (account);


CREATE UNIQUE INDEX "IX_one_time_tokens_hash" ON one_time_tokens (hash);


CREATE INDEX "IX_outbox_messages_done_at_due_at" ON outbox_messages (done_at, due_at);


CREATE INDEX "IX_passkeys_account" ON passkeys (account);


CREATE UNIQUE INDEX "IX_passkeys_credential_id" ON passkeys (credential_id);


CREATE UNIQUE INDEX "IX_people_account" ON people (account);


CREATE INDEX "IX_person_keys_person" ON person_keys (person);


CREATE INDEX "IX_person_merges_kept" ON person_merges (kept);


CREATE INDEX "IX_person_merges_made_at" ON person_merges (made_at);


CREATE INDEX "IX_person_merges_merged" ON person_merges (merged);


CREATE INDEX "IX_read_audits_subject_at" ON read_audits (subject, at);


CREATE UNIQUE INDEX "IX_recovery_codes_account_hash" ON recovery_codes (account, hash);


CREATE INDEX "IX_registry_name_keys_number" ON registry_name_keys (number);


CREATE INDEX "IX_registry_publications_number_shown_from" ON registry_publications (number, shown_from);


CREATE UNIQUE INDEX "IX_reinstatements_certificate_follows_due" ON reinstatements (certificate, follows_due);


CREATE INDEX "IX_reinstatements_person" ON reinstatements (person);


CREATE UNIQUE INDEX "IX_renewal_filings_certificate" ON renewal_filings (certificate) WHERE state = 'Submitted';


CREATE INDEX "IX_renewal_filings_certificate_state" ON renewal_filings (certificate, state);


CREATE INDEX "IX_renewal_filings_person" ON renewal_filings (person);


CREATE UNIQUE INDEX "IX_renewal_filings_reference" ON renewal_filings (reference);


CREATE INDEX "IX_renewal_filings_state_submitted_at" ON renewal_filings (state, submitted_at);


CREATE UNIQUE INDEX "IX_results_imports_sha256" ON results_imports (sha256);


CREATE INDEX "IX_results_imports_state_begun_at" ON results_imports (state, begun_at);


CREATE INDEX "IX_review_notes_application_written_at" ON review_notes (application, written_at);


CREATE INDEX "IX_review_steps_application_proposed_at" ON review_steps (application, proposed_at);


CREATE INDEX "IX_review_steps_decision" ON review_steps (decision);


CREATE INDEX "IX_review_steps_state_tells_at" ON review_steps (state, tells_at);


CREATE INDEX "IX_role_grants_account" ON role_grants (account);


CREATE INDEX "IX_specialised_trainings_certificate" ON specialised_trainings (certificate);


CREATE INDEX "IX_specialised_trainings_person" ON specialised_trainings (person);


CREATE INDEX "IX_specialised_trainings_state_sent_at" ON specialised_trainings (state, sent_at);


CREATE UNIQUE INDEX "IX_unsent_forms_account_form" ON unsent_forms (account, form);


CREATE INDEX "IX_unsent_forms_typed_at" ON unsent_forms (typed_at);


CREATE INDEX "IX_user_claims_user_id" ON user_claims (user_id);


CREATE INDEX "IX_user_logins_user_id" ON user_logins (user_id);


CREATE UNIQUE INDEX "IX_withheld_names_person" ON withheld_names (person) WHERE state = 'Asked';


CREATE INDEX "IX_withheld_names_state_through" ON withheld_names (state, through);
