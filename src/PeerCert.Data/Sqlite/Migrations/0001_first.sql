CREATE TABLE "accounts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_accounts" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "language" TEXT NULL,
    "pending_email" TEXT NULL,
    "closed_at" TEXT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL,
    CONSTRAINT "CK_accounts_email_length" CHECK (length(email) <= 256),
    CONSTRAINT "CK_accounts_language_length" CHECK (length(language) <= 20),
    CONSTRAINT "CK_accounts_normalized_email_length" CHECK (length(normalized_email) <= 256),
    CONSTRAINT "CK_accounts_normalized_user_name_length" CHECK (length(normalized_user_name) <= 256),
    CONSTRAINT "CK_accounts_pending_email_length" CHECK (length(pending_email) <= 254),
    CONSTRAINT "CK_accounts_user_name_length" CHECK (length(user_name) <= 256)
);


CREATE TABLE "ce_audit_draws" (
    "id" TEXT NOT NULL CONSTRAINT "PK_ce_audit_draws" PRIMARY KEY,
    "from" TEXT NOT NULL,
    "through" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "population" TEXT NOT NULL,
    "population_size" INTEGER NOT NULL,
    "population_sha256" TEXT NOT NULL,
    "drawn_on" TEXT NOT NULL,
    "drawn_at" TEXT NOT NULL,
    "drawn_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_ce_audit_draws_drawn_by_length" CHECK (length(drawn_by) <= 256),
    CONSTRAINT "CK_ce_audit_draws_population_sha256_length" CHECK (length(population_sha256) <= 64),
    CONSTRAINT "CK_ce_audit_draws_seed_length" CHECK (length(seed) <= 80)
);


CREATE TABLE "code_texts" (
    "sha256" TEXT NOT NULL CONSTRAINT "PK_code_texts" PRIMARY KEY,
    "code_version" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "is_official" INTEGER NOT NULL,
    "loaded_at" TEXT NOT NULL,
    CONSTRAINT "CK_code_texts_code_version_length" CHECK (length(code_version) <= 80),
    CONSTRAINT "CK_code_texts_language_length" CHECK (length(language) <= 20),
    CONSTRAINT "CK_code_texts_sha256_length" CHECK (length(sha256) <= 64)
);


CREATE TABLE "counters" (
    "name" TEXT NOT NULL CONSTRAINT "PK_counters" PRIMARY KEY,
    "value" INTEGER NOT NULL,
    CONSTRAINT "CK_counters_name_length" CHECK (length(name) <= 40)
);


CREATE TABLE "fee_approvals" (
    "id" TEXT NOT NULL CONSTRAINT "PK_fee_approvals" PRIMARY KEY,
    "fee_line" TEXT NOT NULL,
    "fee_line_sha256" TEXT NOT NULL,
    "effective_from" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    CONSTRAINT "CK_fee_approvals_fee_line_length" CHECK (length(fee_line) <= 40),
    CONSTRAINT "CK_fee_approvals_fee_line_sha256_length" CHECK (length(fee_line_sha256) <= 64),
    CONSTRAINT "CK_fee_approvals_recorded_by_length" CHECK (length(recorded_by) <= 256),
    CONSTRAINT "CK_fee_approvals_reference_length" CHECK (length(reference) <= 80)
);


CREATE TABLE "journal_entries" (
    "id" TEXT NOT NULL CONSTRAINT "PK_journal_entries" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "account" TEXT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NULL,
    "root_kind" TEXT NOT NULL,
    "root_id" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "event_version" INTEGER NOT NULL,
    "payload" TEXT NULL,
    "salt" TEXT NULL,
    "payload_hash" TEXT NOT NULL,
    CONSTRAINT "CK_journal_entries_actor_name_length" CHECK (length(actor_name) <= 256),
    CONSTRAINT "CK_journal_entries_event_type_length" CHECK (length(event_type) <= 80),
    CONSTRAINT "CK_journal_entries_payload_hash_length" CHECK (length(payload_hash) <= 64),
    CONSTRAINT "CK_journal_entries_reason_length" CHECK (length(reason) <= 2000),
    CONSTRAINT "CK_journal_entries_root_kind_length" CHECK (length(root_kind) <= 40),
    CONSTRAINT "CK_journal_entries_salt_length" CHECK (length(salt) <= 64)
);


CREATE TABLE "journal_seals" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_journal_seals" PRIMARY KEY,
    "entry" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TEXT NOT NULL,
    CONSTRAINT "CK_journal_seals_hash_length" CHECK (length(hash) <= 64),
    CONSTRAINT "CK_journal_seals_previous_length" CHECK (length(previous) <= 64)
);


CREATE TABLE "leases" (
    "name" TEXT NOT NULL CONSTRAINT "PK_leases" PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    CONSTRAINT "CK_leases_holder_length" CHECK (length(holder) <= 80),
    CONSTRAINT "CK_leases_name_length" CHECK (length(name) <= 40)
);


CREATE TABLE "outbox_messages" (
    "id" TEXT NOT NULL CONSTRAINT "PK_outbox_messages" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "due_at" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "last_error" TEXT NULL,
    "done_at" TEXT NULL,
    CONSTRAINT "CK_outbox_messages_kind_length" CHECK (length(kind) <= 80),
    CONSTRAINT "CK_outbox_messages_last_error_length" CHECK (length(last_error) <= 500)
);


CREATE TABLE "published_packs" (
    "authority" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "canonical_json" TEXT NOT NULL,
    "published_at" TEXT NOT NULL,
    CONSTRAINT "PK_published_packs" PRIMARY KEY ("authority", "version", "part", "sha256"),
    CONSTRAINT "CK_published_packs_authority_length" CHECK (length(authority) <= 80),
    CONSTRAINT "CK_published_packs_part_length" CHECK (length(part) <= 80),
    CONSTRAINT "CK_published_packs_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "CK_published_packs_version_length" CHECK (length(version) <= 80)
);


CREATE TABLE "read_audits" (
    "id" TEXT NOT NULL CONSTRAINT "PK_read_audits" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "account" TEXT NULL,
    "actor_name" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    CONSTRAINT "CK_read_audits_actor_name_length" CHECK (length(actor_name) <= 256),
    CONSTRAINT "CK_read_audits_what_length" CHECK (length(what) <= 80)
);


CREATE TABLE "registry_entries" (
    "number" TEXT NOT NULL CONSTRAINT "PK_registry_entries" PRIMARY KEY,
    "legal_name" TEXT NOT NULL,
    "active_from" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "life" TEXT NULL,
    "withheld_through" TEXT NULL,
    CONSTRAINT "CK_registry_entries_legal_name_length" CHECK (length(legal_name) <= 200),
    CONSTRAINT "CK_registry_entries_life_length" CHECK (length(life) <= 20000),
    CONSTRAINT "CK_registry_entries_number_length" CHECK (length(number) <= 20)
);


CREATE TABLE "registry_publications" (
    "id" TEXT NOT NULL CONSTRAINT "PK_registry_publications" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "shown_from" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "active_from" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "life" TEXT NULL,
    "withheld_through" TEXT NULL,
    "because" TEXT NOT NULL,
    CONSTRAINT "CK_registry_publications_action_length" CHECK (length(action) <= 40),
    CONSTRAINT "CK_registry_publications_because_length" CHECK (length(because) <= 80),
    CONSTRAINT "CK_registry_publications_legal_name_length" CHECK (length(legal_name) <= 200),
    CONSTRAINT "CK_registry_publications_life_length" CHECK (length(life) <= 20000),
    CONSTRAINT "CK_registry_publications_number_length" CHECK (length(number) <= 20)
);


CREATE TABLE "results_imports" (
    "id" TEXT NOT NULL CONSTRAINT "PK_results_imports" PRIMARY KEY,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NULL,
    "lines" INTEGER NOT NULL,
    "begun_at" TEXT NOT NULL,
    "finished_at" TEXT NULL,
    "account" TEXT NULL,
    "actor_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_results_imports_file_name_length" CHECK (length(file_name) <= 120),
    CONSTRAINT "CK_results_imports_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "CK_results_imports_state_length" CHECK (length(state) <= 40)
);


CREATE TABLE "stored_keys" (
    "name" TEXT NOT NULL CONSTRAINT "PK_stored_keys" PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "wrapped" BLOB NOT NULL,
    "created_at" TEXT NOT NULL,
    CONSTRAINT "CK_stored_keys_name_length" CHECK (length(name) <= 120),
    CONSTRAINT "CK_stored_keys_purpose_length" CHECK (length(purpose) <= 40)
);


CREATE TABLE "account_letters" (
    "id" TEXT NOT NULL CONSTRAINT "PK_account_letters" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    CONSTRAINT "CK_account_letters_address_key_length" CHECK (length(address_key) <= 254),
    CONSTRAINT "CK_account_letters_address_length" CHECK (length(address) <= 254),
    CONSTRAINT "CK_account_letters_kind_length" CHECK (length(kind) <= 40),
    CONSTRAINT "FK_account_letters_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "account_resets" (
    "id" TEXT NOT NULL CONSTRAINT "PK_account_resets" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "address" TEXT NULL,
    "asked_at" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "confirmed_at" TEXT NULL,
    "confirmed_by_name" TEXT NULL,
    "works_from" TEXT NULL,
    "ended_at" TEXT NULL,
    CONSTRAINT "CK_account_resets_address_length" CHECK (length(address) <= 254),
    CONSTRAINT "CK_account_resets_asked_by_name_length" CHECK (length(asked_by_name) <= 256),
    CONSTRAINT "CK_account_resets_confirmed_by_name_length" CHECK (length(confirmed_by_name) <= 256),
    CONSTRAINT "FK_account_resets_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "account_sessions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_account_sessions" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "browser" TEXT NOT NULL,
    "machine" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "proved_at" TEXT NOT NULL,
    "begun_at" TEXT NOT NULL,
    "used_at" TEXT NOT NULL,
    CONSTRAINT "CK_account_sessions_browser_length" CHECK (length(browser) <= 40),
    CONSTRAINT "CK_account_sessions_machine_length" CHECK (length(machine) <= 40),
    CONSTRAINT "CK_account_sessions_proof_length" CHECK (length(proof) <= 40),
    CONSTRAINT "CK_account_sessions_stamp_length" CHECK (length(stamp) <= 40),
    CONSTRAINT "FK_account_sessions_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "authenticators" (
    "account" TEXT NOT NULL CONSTRAINT "PK_authenticators" PRIMARY KEY,
    "wrapped" BLOB NOT NULL,
    "begun_at" TEXT NOT NULL,
    "confirmed_at" TEXT NULL,
    "last_step" INTEGER NOT NULL,
    CONSTRAINT "FK_authenticators_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "one_time_tokens" (
    "id" TEXT NOT NULL CONSTRAINT "PK_one_time_tokens" PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "account" TEXT NULL,
    "address" TEXT NULL,
    "subject" TEXT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "used_at" TEXT NULL,
    CONSTRAINT "CK_one_time_tokens_address_length" CHECK (length(address) <= 254),
    CONSTRAINT "CK_one_time_tokens_hash_length" CHECK (length(hash) <= 64),
    CONSTRAINT "CK_one_time_tokens_purpose_length" CHECK (length(purpose) <= 40),
    CONSTRAINT "FK_one_time_tokens_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL CONSTRAINT "PK_passkeys" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BLOB NOT NULL,
    "public_key" BLOB NOT NULL,
    "sign_count" INTEGER NOT NULL,
    "transports" TEXT NOT NULL,
    "is_user_verified" INTEGER NOT NULL,
    "is_backup_eligible" INTEGER NOT NULL,
    "is_backed_up" INTEGER NOT NULL,
    "attestation_object" BLOB NOT NULL,
    "client_data_json" BLOB NOT NULL,
    "added_at" TEXT NOT NULL,
    "used_at" TEXT NULL,
    CONSTRAINT "CK_passkeys_name_length" CHECK (length(name) <= 60),
    CONSTRAINT "CK_passkeys_transports_length" CHECK (length(transports) <= 200),
    CONSTRAINT "FK_passkeys_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "people" (
    "id" TEXT NOT NULL CONSTRAINT "PK_people" PRIMARY KEY,
    "account" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "preferred_name" TEXT NULL,
    "county" TEXT NULL,
    "merged_into" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_people_county_length" CHECK (length(county) <= 80),
    CONSTRAINT "CK_people_preferred_name_length" CHECK (length(preferred_name) <= 200),
    CONSTRAINT "FK_people_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "recovery_codes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_recovery_codes" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "used_at" TEXT NULL,
    CONSTRAINT "CK_recovery_codes_hash_length" CHECK (length(hash) <= 64),
    CONSTRAINT "FK_recovery_codes_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "role_grants" (
    "id" TEXT NOT NULL CONSTRAINT "PK_role_grants" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "granted_at" TEXT NOT NULL,
    "granted_by" TEXT NOT NULL,
    "ended_at" TEXT NULL,
    "ended_by" TEXT NULL,
    CONSTRAINT "CK_role_grants_ended_by_length" CHECK (length(ended_by) <= 256),
    CONSTRAINT "CK_role_grants_granted_by_length" CHECK (length(granted_by) <= 256),
    CONSTRAINT "CK_role_grants_role_length" CHECK (length(role) <= 40),
    CONSTRAINT "FK_role_grants_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "unsent_forms" (
    "id" TEXT NOT NULL CONSTRAINT "PK_unsent_forms" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "sealed" BLOB NOT NULL,
    "typed_at" TEXT NOT NULL,
    CONSTRAINT "CK_unsent_forms_form_length" CHECK (length(form) <= 64),
    CONSTRAINT "FK_unsent_forms_accounts_account" FOREIGN KEY ("account") REFERENCES "accounts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "user_claims" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_user_claims" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "FK_user_claims_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE TABLE "user_logins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "PK_user_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "FK_user_logins_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE TABLE "user_tokens" (
    "user_id" TEXT NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "PK_user_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "FK_user_tokens_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);


CREATE TABLE "journal_pending" (
    "entry" TEXT NOT NULL CONSTRAINT "PK_journal_pending" PRIMARY KEY,
    CONSTRAINT "FK_journal_pending_journal_entries_entry" FOREIGN KEY ("entry") REFERENCES "journal_entries" ("id") ON DELETE CASCADE
);


CREATE TABLE "registry_name_keys" (
    "key" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    CONSTRAINT "PK_registry_name_keys" PRIMARY KEY ("key", "number"),
    CONSTRAINT "CK_registry_name_keys_key_length" CHECK (length(key) <= 400),
    CONSTRAINT "CK_registry_name_keys_number_length" CHECK (length(number) <= 20),
    CONSTRAINT "FK_registry_name_keys_registry_entries_number" FOREIGN KEY ("number") REFERENCES "registry_entries" ("number") ON DELETE RESTRICT
);


CREATE TABLE "imported_results" (
    "import" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "candidate_id" TEXT NULL,
    "sat_on" TEXT NULL,
    "outcome" TEXT NULL,
    "state" TEXT NOT NULL,
    "text_json" TEXT NULL,
    CONSTRAINT "PK_imported_results" PRIMARY KEY ("import", "line"),
    CONSTRAINT "CK_imported_results_candidate_id_length" CHECK (length(candidate_id) <= 20),
    CONSTRAINT "CK_imported_results_outcome_length" CHECK (length(outcome) <= 40),
    CONSTRAINT "CK_imported_results_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_imported_results_results_imports_import" FOREIGN KEY ("import") REFERENCES "results_imports" ("id") ON DELETE RESTRICT
);


CREATE TABLE "applications" (
    "id" TEXT NOT NULL CONSTRAINT "PK_applications" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "submitted_on" TEXT NULL,
    "submitted_at" TEXT NULL,
    "complete_on" TEXT NULL,
    "decided_on" TEXT NULL,
    "channel" TEXT NOT NULL,
    "received_on" TEXT NULL,
    "keyed_by" TEXT NULL,
    "state_since" TEXT NULL,
    "version" INTEGER NOT NULL,
    "due_on" TEXT NULL,
    CONSTRAINT "CK_applications_channel_length" CHECK (length(channel) <= 40),
    CONSTRAINT "CK_applications_reference_length" CHECK (length(reference) <= 20),
    CONSTRAINT "CK_applications_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_applications_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "calendar_feeds" (
    "id" TEXT NOT NULL CONSTRAINT "PK_calendar_feeds" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_calendar_feeds_language_length" CHECK (length(language) <= 35),
    CONSTRAINT "CK_calendar_feeds_secret_length" CHECK (length(secret) <= 43),
    CONSTRAINT "FK_calendar_feeds_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "code_agreements" (
    "id" TEXT NOT NULL CONSTRAINT "PK_code_agreements" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "text_sha256" TEXT NOT NULL,
    "signed_name" TEXT NOT NULL,
    "signed_on" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    CONSTRAINT "CK_code_agreements_code_version_length" CHECK (length(code_version) <= 80),
    CONSTRAINT "CK_code_agreements_signed_name_length" CHECK (length(signed_name) <= 200),
    CONSTRAINT "CK_code_agreements_text_sha256_length" CHECK (length(text_sha256) <= 64),
    CONSTRAINT "FK_code_agreements_code_texts_text_sha256" FOREIGN KEY ("text_sha256") REFERENCES "code_texts" ("sha256") ON DELETE RESTRICT,
    CONSTRAINT "FK_code_agreements_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "decisions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_decisions" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "as_of" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "pack_sha256" TEXT NOT NULL,
    "decision_json" TEXT NOT NULL,
    "facts_json" TEXT NOT NULL,
    CONSTRAINT "CK_decisions_made_by_length" CHECK (length(made_by) <= 256),
    CONSTRAINT "CK_decisions_pack_sha256_length" CHECK (length(pack_sha256) <= 64),
    CONSTRAINT "CK_decisions_question_length" CHECK (length(question) <= 80),
    CONSTRAINT "FK_decisions_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "demographics" (
    "person" TEXT NOT NULL CONSTRAINT "PK_demographics" PRIMARY KEY,
    "answers_json" TEXT NOT NULL,
    "saved_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "FK_demographics_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "evidence_files" (
    "id" TEXT NOT NULL CONSTRAINT "PK_evidence_files" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "wrapped_key" BLOB NULL,
    "stored_at" TEXT NOT NULL,
    "deleted_at" TEXT NULL,
    "scan" TEXT NOT NULL,
    "kept_anyway_at" TEXT NULL,
    "printed_name" TEXT NULL,
    "printed_until" TEXT NULL,
    CONSTRAINT "CK_evidence_files_content_type_length" CHECK (length(content_type) <= 80),
    CONSTRAINT "CK_evidence_files_kind_length" CHECK (length(kind) <= 80),
    CONSTRAINT "CK_evidence_files_original_name_length" CHECK (length(original_name) <= 255),
    CONSTRAINT "CK_evidence_files_printed_name_length" CHECK (length(printed_name) <= 200),
    CONSTRAINT "CK_evidence_files_scan_length" CHECK (length(scan) <= 40),
    CONSTRAINT "CK_evidence_files_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "FK_evidence_files_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "facts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_facts" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "file" TEXT NULL,
    "kind" TEXT NOT NULL,
    "effective_on" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "supersedes" TEXT NULL,
    CONSTRAINT "CK_facts_kind_length" CHECK (length(kind) <= 80),
    CONSTRAINT "CK_facts_recorded_by_length" CHECK (length(recorded_by) <= 256),
    CONSTRAINT "FK_facts_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "ledger_entries" (
    "id" TEXT NOT NULL CONSTRAINT "PK_ledger_entries" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "fee_line" TEXT NOT NULL,
    "fee_line_sha256" TEXT NOT NULL,
    "paid_on" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    CONSTRAINT "CK_ledger_entries_fee_line_length" CHECK (length(fee_line) <= 40),
    CONSTRAINT "CK_ledger_entries_fee_line_sha256_length" CHECK (length(fee_line_sha256) <= 64),
    CONSTRAINT "CK_ledger_entries_recorded_by_length" CHECK (length(recorded_by) <= 256),
    CONSTRAINT "CK_ledger_entries_reference_length" CHECK (length(reference) <= 80),
    CONSTRAINT "FK_ledger_entries_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "legal_names" (
    "id" TEXT NOT NULL CONSTRAINT "PK_legal_names" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "as_printed" TEXT NOT NULL,
    "given" TEXT NULL,
    "family" TEXT NULL,
    "effective_on" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "supersedes" TEXT NULL,
    CONSTRAINT "CK_legal_names_as_printed_length" CHECK (length(as_printed) <= 200),
    CONSTRAINT "CK_legal_names_family_length" CHECK (length(family) <= 200),
    CONSTRAINT "CK_legal_names_given_length" CHECK (length(given) <= 200),
    CONSTRAINT "CK_legal_names_recorded_by_length" CHECK (length(recorded_by) <= 256),
    CONSTRAINT "FK_legal_names_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "name_changes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_name_changes" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "as_printed" TEXT NOT NULL,
    "given" TEXT NULL,
    "family" TEXT NULL,
    "effective_on" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sent_on" TEXT NOT NULL,
    "sent_at" TEXT NOT NULL,
    "settled_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_name_changes_as_printed_length" CHECK (length(as_printed) <= 200),
    CONSTRAINT "CK_name_changes_family_length" CHECK (length(family) <= 200),
    CONSTRAINT "CK_name_changes_given_length" CHECK (length(given) <= 200),
    CONSTRAINT "CK_name_changes_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_name_changes_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "notices" (
    "id" TEXT NOT NULL CONSTRAINT "PK_notices" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "text_json" TEXT NOT NULL,
    "sent_on" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "shown_from" TEXT NOT NULL,
    "decision" TEXT NULL,
    "due_on" TEXT NULL,
    "read_at" TEXT NULL,
    CONSTRAINT "CK_notices_kind_length" CHECK (length(kind) <= 80),
    CONSTRAINT "CK_notices_occasion_length" CHECK (length(occasion) <= 120),
    CONSTRAINT "FK_notices_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "person_keys" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    CONSTRAINT "PK_person_keys" PRIMARY KEY ("kind", "key", "person"),
    CONSTRAINT "CK_person_keys_key_length" CHECK (length(key) <= 481),
    CONSTRAINT "CK_person_keys_kind_length" CHECK (length(kind) <= 40),
    CONSTRAINT "FK_person_keys_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "person_merges" (
    "id" TEXT NOT NULL CONSTRAINT "PK_person_merges" PRIMARY KEY,
    "kept" TEXT NOT NULL,
    "merged" TEXT NOT NULL,
    "moved_json" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "account" TEXT NULL,
    "actor_name" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "undone_by" TEXT NULL,
    "undone_at" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_person_merges_actor_name_length" CHECK (length(actor_name) <= 256),
    CONSTRAINT "CK_person_merges_reason_length" CHECK (length(reason) <= 500),
    CONSTRAINT "CK_person_merges_undone_by_length" CHECK (length(undone_by) <= 256),
    CONSTRAINT "FK_person_merges_people_kept" FOREIGN KEY ("kept") REFERENCES "people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_person_merges_people_merged" FOREIGN KEY ("merged") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "withheld_names" (
    "id" TEXT NOT NULL CONSTRAINT "PK_withheld_names" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "through" TEXT NULL,
    "asked_on" TEXT NOT NULL,
    "asked_at" TEXT NOT NULL,
    "settled_on" TEXT NULL,
    "told_of" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_withheld_names_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_withheld_names_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "application_drafts" (
    "application" TEXT NOT NULL CONSTRAINT "PK_application_drafts" PRIMARY KEY,
    "answers_json" TEXT NOT NULL,
    "saved_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "FK_application_drafts_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "application_stages" (
    "id" TEXT NOT NULL CONSTRAINT "PK_application_stages" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    CONSTRAINT "CK_application_stages_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_application_stages_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "claims" (
    "application" TEXT NOT NULL CONSTRAINT "PK_claims" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "claimed_at" TEXT NOT NULL,
    "held_at" TEXT NULL,
    "hold_reason" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_claims_hold_reason_length" CHECK (length(hold_reason) <= 500),
    CONSTRAINT "CK_claims_name_length" CHECK (length(name) <= 254),
    CONSTRAINT "FK_claims_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "clock_reminders" (
    "id" TEXT NOT NULL CONSTRAINT "PK_clock_reminders" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "days_before" INTEGER NOT NULL,
    "reminded_at" TEXT NOT NULL,
    CONSTRAINT "FK_clock_reminders_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "corrections" (
    "id" TEXT NOT NULL CONSTRAINT "PK_corrections" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "before_json" TEXT NOT NULL,
    "after_json" TEXT NOT NULL,
    "effects_json" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "account" TEXT NULL,
    "actor_name" TEXT NOT NULL,
    "proposed_at" TEXT NOT NULL,
    "second_name" TEXT NULL,
    "decided_at" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_corrections_actor_name_length" CHECK (length(actor_name) <= 256),
    CONSTRAINT "CK_corrections_kind_length" CHECK (length(kind) <= 40),
    CONSTRAINT "CK_corrections_reason_length" CHECK (length(reason) <= 500),
    CONSTRAINT "CK_corrections_second_name_length" CHECK (length(second_name) <= 256),
    CONSTRAINT "CK_corrections_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "CK_corrections_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_corrections_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "exam_eligibilities" (
    "id" TEXT NOT NULL CONSTRAINT "PK_exam_eligibilities" PRIMARY KEY,
    "file" TEXT NOT NULL,
    "application" TEXT NULL,
    "person" TEXT NOT NULL,
    "candidate_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "approved_on" TEXT NOT NULL,
    "window_ends" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_exam_eligibilities_candidate_id_length" CHECK (length(candidate_id) <= 20),
    CONSTRAINT "CK_exam_eligibilities_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_exam_eligibilities_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_exam_eligibilities_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "messages" (
    "id" TEXT NOT NULL CONSTRAINT "PK_messages" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sent_at" TEXT NOT NULL,
    "read_at" TEXT NULL,
    "settled_at" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_messages_sender_length" CHECK (length(sender) <= 40),
    CONSTRAINT "CK_messages_text_length" CHECK (length(text) <= 4000),
    CONSTRAINT "CK_messages_written_by_length" CHECK (length(written_by) <= 256),
    CONSTRAINT "FK_messages_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "review_notes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_review_notes" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "written_at" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    CONSTRAINT "CK_review_notes_says_length" CHECK (length(says) <= 2000),
    CONSTRAINT "CK_review_notes_written_by_length" CHECK (length(written_by) <= 256),
    CONSTRAINT "FK_review_notes_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "review_steps" (
    "id" TEXT NOT NULL CONSTRAINT "PK_review_steps" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "proposed_at" TEXT NOT NULL,
    "second_account" TEXT NULL,
    "second_name" TEXT NULL,
    "taken_at" TEXT NULL,
    "tells_at" TEXT NULL,
    "decision" TEXT NULL,
    "notice" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_review_steps_name_length" CHECK (length(name) <= 256),
    CONSTRAINT "CK_review_steps_second_name_length" CHECK (length(second_name) <= 256),
    CONSTRAINT "CK_review_steps_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "CK_review_steps_step_length" CHECK (length(step) <= 40),
    CONSTRAINT "FK_review_steps_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT
);


CREATE TABLE "certificates" (
    "id" TEXT NOT NULL CONSTRAINT "PK_certificates" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "application" TEXT NOT NULL,
    "issued_on" TEXT NOT NULL,
    "current_until" TEXT NOT NULL,
    "pending_since" TEXT NULL,
    "annulled_on" TEXT NULL,
    "county" TEXT NULL,
    "follows" TEXT NULL,
    "decision" TEXT NOT NULL,
    "pack_sha256" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_certificates_county_length" CHECK (length(county) <= 80),
    CONSTRAINT "CK_certificates_number_length" CHECK (length(number) <= 20),
    CONSTRAINT "CK_certificates_pack_sha256_length" CHECK (length(pack_sha256) <= 64),
    CONSTRAINT "FK_certificates_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_certificates_follows" FOREIGN KEY ("follows") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_decisions_decision" FOREIGN KEY ("decision") REFERENCES "decisions" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_certificates_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "evidence_checks" (
    "id" TEXT NOT NULL CONSTRAINT "PK_evidence_checks" PRIMARY KEY,
    "evidence" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "features" TEXT NOT NULL,
    "note" TEXT NULL,
    "checked_at" TEXT NOT NULL,
    "checked_by" TEXT NOT NULL,
    CONSTRAINT "CK_evidence_checks_checked_by_length" CHECK (length(checked_by) <= 256),
    CONSTRAINT "CK_evidence_checks_features_length" CHECK (length(features) <= 1000),
    CONSTRAINT "CK_evidence_checks_found_length" CHECK (length(found) <= 40),
    CONSTRAINT "CK_evidence_checks_note_length" CHECK (length(note) <= 2000),
    CONSTRAINT "FK_evidence_checks_evidence_files_evidence" FOREIGN KEY ("evidence") REFERENCES "evidence_files" ("id") ON DELETE RESTRICT
);


CREATE TABLE "evidence_previews" (
    "stored" TEXT NOT NULL CONSTRAINT "PK_evidence_previews" PRIMARY KEY,
    "evidence" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "look" TEXT NOT NULL,
    "wrapped_key" BLOB NULL,
    CONSTRAINT "CK_evidence_previews_look_length" CHECK (length(look) <= 40),
    CONSTRAINT "FK_evidence_previews_evidence_files_evidence" FOREIGN KEY ("evidence") REFERENCES "evidence_files" ("id") ON DELETE RESTRICT
);


CREATE TABLE "letter_requests" (
    "id" TEXT NOT NULL CONSTRAINT "PK_letter_requests" PRIMARY KEY,
    "application" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "writer" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_at" TEXT NOT NULL,
    "mails" INTEGER NOT NULL,
    "remind_on" TEXT NULL,
    "settled_at" TEXT NULL,
    "signed_by" TEXT NULL,
    "evidence" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_letter_requests_address_length" CHECK (length(address) <= 254),
    CONSTRAINT "CK_letter_requests_kind_length" CHECK (length(kind) <= 80),
    CONSTRAINT "CK_letter_requests_language_length" CHECK (length(language) <= 20),
    CONSTRAINT "CK_letter_requests_signed_by_length" CHECK (length(signed_by) <= 200),
    CONSTRAINT "CK_letter_requests_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "CK_letter_requests_writer_length" CHECK (length(writer) <= 200),
    CONSTRAINT "FK_letter_requests_applications_application" FOREIGN KEY ("application") REFERENCES "applications" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_letter_requests_evidence_files_evidence" FOREIGN KEY ("evidence") REFERENCES "evidence_files" ("id") ON DELETE RESTRICT
);


CREATE TABLE "ledger_postings" (
    "entry" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "cents" INTEGER NOT NULL,
    CONSTRAINT "PK_ledger_postings" PRIMARY KEY ("entry", "line"),
    CONSTRAINT "CK_ledger_postings_account_length" CHECK (length(account) <= 40),
    CONSTRAINT "FK_ledger_postings_ledger_entries_entry" FOREIGN KEY ("entry") REFERENCES "ledger_entries" ("id") ON DELETE RESTRICT
);


CREATE TABLE "mails" (
    "id" TEXT NOT NULL CONSTRAINT "PK_mails" PRIMARY KEY,
    "notice" TEXT NULL,
    "letter" TEXT NULL,
    "request" TEXT NULL,
    "message_id" TEXT NOT NULL,
    "return_token" TEXT NOT NULL,
    "queued_at" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "attempted_at" TEXT NULL,
    "address" TEXT NULL,
    "sent_at" TEXT NULL,
    "undelivered_at" TEXT NULL,
    "fault" TEXT NULL,
    "settled_at" TEXT NULL,
    "settled_by" TEXT NULL,
    "settlement" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_mails_address_length" CHECK (length(address) <= 254),
    CONSTRAINT "CK_mails_fault_length" CHECK (length(fault) <= 40),
    CONSTRAINT "CK_mails_message_id_length" CHECK (length(message_id) <= 320),
    CONSTRAINT "CK_mails_return_token_length" CHECK (length(return_token) <= 24),
    CONSTRAINT "CK_mails_settled_by_length" CHECK (length(settled_by) <= 256),
    CONSTRAINT "CK_mails_settlement_length" CHECK (length(settlement) <= 40),
    CONSTRAINT "FK_mails_account_letters_letter" FOREIGN KEY ("letter") REFERENCES "account_letters" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_mails_notices_notice" FOREIGN KEY ("notice") REFERENCES "notices" ("id") ON DELETE RESTRICT
);


CREATE TABLE "exam_attempts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_exam_attempts" PRIMARY KEY,
    "eligibility" TEXT NOT NULL,
    "sat_on" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "supersedes" TEXT NULL,
    CONSTRAINT "CK_exam_attempts_outcome_length" CHECK (length(outcome) <= 40),
    CONSTRAINT "FK_exam_attempts_exam_eligibilities_eligibility" FOREIGN KEY ("eligibility") REFERENCES "exam_eligibilities" ("id") ON DELETE RESTRICT
);


CREATE TABLE "asked_reasons" (
    "step" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "words" TEXT NULL,
    CONSTRAINT "PK_asked_reasons" PRIMARY KEY ("step", "rule"),
    CONSTRAINT "CK_asked_reasons_reason_length" CHECK (length(reason) <= 40),
    CONSTRAINT "CK_asked_reasons_rule_length" CHECK (length(rule) <= 120),
    CONSTRAINT "CK_asked_reasons_words_length" CHECK (length(words) <= 500),
    CONSTRAINT "FK_asked_reasons_review_steps_step" FOREIGN KEY ("step") REFERENCES "review_steps" ("id") ON DELETE RESTRICT
);


CREATE TABLE "ce_entries" (
    "id" TEXT NOT NULL CONSTRAINT "PK_ce_entries" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "topic" TEXT NULL,
    "kind" TEXT NOT NULL,
    "started_on" TEXT NOT NULL,
    "ended_on" TEXT NOT NULL,
    "starts_at" TEXT NULL,
    "ends_at" TEXT NULL,
    "hundredths_of_hours" INTEGER NULL,
    "hundredths_of_breaks" INTEGER NOT NULL,
    "hundredths_of_units" INTEGER NULL,
    "hundredths_of_law_and_ethics" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "removed_at" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_ce_entries_area_length" CHECK (length(area) <= 80),
    CONSTRAINT "CK_ce_entries_kind_length" CHECK (length(kind) <= 40),
    CONSTRAINT "CK_ce_entries_mode_length" CHECK (length(mode) <= 80),
    CONSTRAINT "CK_ce_entries_provider_length" CHECK (length(provider) <= 200),
    CONSTRAINT "CK_ce_entries_source_length" CHECK (length(source) <= 80),
    CONSTRAINT "CK_ce_entries_title_length" CHECK (length(title) <= 200),
    CONSTRAINT "CK_ce_entries_topic_length" CHECK (length(topic) <= 80),
    CONSTRAINT "FK_ce_entries_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_entries_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "certificate_overlays" (
    "id" TEXT NOT NULL CONSTRAINT "PK_certificate_overlays" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "overlay" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "through" TEXT NULL,
    "is_withdrawn" INTEGER NOT NULL,
    "supersedes" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    CONSTRAINT "CK_certificate_overlays_overlay_length" CHECK (length(overlay) <= 40),
    CONSTRAINT "CK_certificate_overlays_recorded_by_length" CHECK (length(recorded_by) <= 256),
    CONSTRAINT "FK_certificate_overlays_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT
);


CREATE TABLE "certificate_prints" (
    "id" TEXT NOT NULL CONSTRAINT "PK_certificate_prints" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "page_sha256" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "printed_at" TEXT NOT NULL,
    CONSTRAINT "CK_certificate_prints_page_sha256_length" CHECK (length(page_sha256) <= 64),
    CONSTRAINT "CK_certificate_prints_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "FK_certificate_prints_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT
);


CREATE TABLE "certificate_reminders" (
    "id" TEXT NOT NULL CONSTRAINT "PK_certificate_reminders" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "told_at" TEXT NOT NULL,
    CONSTRAINT "CK_certificate_reminders_occasion_length" CHECK (length(occasion) <= 80),
    CONSTRAINT "FK_certificate_reminders_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT
);


CREATE TABLE "reinstatements" (
    "id" TEXT NOT NULL CONSTRAINT "PK_reinstatements" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "follows_due" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "FK_reinstatements_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_reinstatements_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "renewal_filings" (
    "id" TEXT NOT NULL CONSTRAINT "PK_renewal_filings" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "follows_due" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "submitted_on" TEXT NOT NULL,
    "submitted_at" TEXT NOT NULL,
    "whole_on" TEXT NULL,
    "way" TEXT NULL,
    "decided_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_renewal_filings_reference_length" CHECK (length(reference) <= 20),
    CONSTRAINT "CK_renewal_filings_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "CK_renewal_filings_way_length" CHECK (length(way) <= 80),
    CONSTRAINT "FK_renewal_filings_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_renewal_filings_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "specialised_trainings" (
    "id" TEXT NOT NULL CONSTRAINT "PK_specialised_trainings" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "hundredths_of_hours" INTEGER NOT NULL,
    "ended_on" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sent_on" TEXT NOT NULL,
    "sent_at" TEXT NOT NULL,
    "settled_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_specialised_trainings_area_length" CHECK (length(area) <= 80),
    CONSTRAINT "CK_specialised_trainings_provider_length" CHECK (length(provider) <= 200),
    CONSTRAINT "CK_specialised_trainings_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_specialised_trainings_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_specialised_trainings_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "mail_reports" (
    "id" TEXT NOT NULL CONSTRAINT "PK_mail_reports" PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "read_at" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "mail" TEXT NULL,
    "status" TEXT NULL,
    CONSTRAINT "CK_mail_reports_file_name_length" CHECK (length(file_name) <= 255),
    CONSTRAINT "CK_mail_reports_outcome_length" CHECK (length(outcome) <= 40),
    CONSTRAINT "CK_mail_reports_sha256_length" CHECK (length(sha256) <= 64),
    CONSTRAINT "CK_mail_reports_status_length" CHECK (length(status) <= 12),
    CONSTRAINT "FK_mail_reports_mails_mail" FOREIGN KEY ("mail") REFERENCES "mails" ("id") ON DELETE RESTRICT
);


CREATE TABLE "ce_audits" (
    "id" TEXT NOT NULL CONSTRAINT "PK_ce_audits" PRIMARY KEY,
    "draw" TEXT NOT NULL,
    "filing" TEXT NOT NULL,
    "certificate" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requested_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "received_on" TEXT NULL,
    "settled_on" TEXT NULL,
    "reminded_on" TEXT NULL,
    "told_overdue_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "CK_ce_audits_state_length" CHECK (length(state) <= 40),
    CONSTRAINT "FK_ce_audits_ce_audit_draws_draw" FOREIGN KEY ("draw") REFERENCES "ce_audit_draws" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_people_person" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_ce_audits_renewal_filings_filing" FOREIGN KEY ("filing") REFERENCES "renewal_filings" ("id") ON DELETE RESTRICT
);


CREATE TABLE "certificate_terms" (
    "id" TEXT NOT NULL CONSTRAINT "PK_certificate_terms" PRIMARY KEY,
    "certificate" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "supersedes" TEXT NULL,
    "filing" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    CONSTRAINT "FK_certificate_terms_certificates_certificate" FOREIGN KEY ("certificate") REFERENCES "certificates" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_certificate_terms_renewal_filings_filing" FOREIGN KEY ("filing") REFERENCES "renewal_filings" ("id") ON DELETE RESTRICT
);


CREATE INDEX "IX_account_letters_account" ON "account_letters" ("account");


CREATE INDEX "IX_account_letters_address_key_kind_written_at" ON "account_letters" ("address_key", "kind", "written_at");


CREATE INDEX "IX_account_resets_account" ON "account_resets" ("account");


CREATE INDEX "IX_account_sessions_account" ON "account_sessions" ("account");


CREATE INDEX "EmailIndex" ON "accounts" ("normalized_email");


CREATE UNIQUE INDEX "UserNameIndex" ON "accounts" ("normalized_user_name");


CREATE INDEX "IX_application_stages_application" ON "application_stages" ("application");


CREATE INDEX "IX_application_stages_state_until" ON "application_stages" ("state", "until");


CREATE INDEX "IX_applications_due_on_reference" ON "applications" ("due_on", "reference");


CREATE INDEX "IX_applications_person" ON "applications" ("person");


CREATE UNIQUE INDEX "IX_applications_reference" ON "applications" ("reference");


CREATE INDEX "IX_applications_state_due_on_reference" ON "applications" ("state", "due_on", "reference");


CREATE UNIQUE INDEX "IX_calendar_feeds_person" ON "calendar_feeds" ("person");


CREATE UNIQUE INDEX "IX_calendar_feeds_secret" ON "calendar_feeds" ("secret");


CREATE UNIQUE INDEX "IX_ce_audit_draws_seed" ON "ce_audit_draws" ("seed");


CREATE INDEX "IX_ce_audits_certificate" ON "ce_audits" ("certificate");


CREATE INDEX "IX_ce_audits_draw" ON "ce_audits" ("draw");


CREATE UNIQUE INDEX "IX_ce_audits_filing" ON "ce_audits" ("filing");


CREATE INDEX "IX_ce_audits_person" ON "ce_audits" ("person");


CREATE INDEX "IX_ce_audits_state_due_on" ON "ce_audits" ("state", "due_on");


CREATE INDEX "IX_ce_entries_certificate_ended_on" ON "ce_entries" ("certificate", "ended_on");


CREATE INDEX "IX_ce_entries_person" ON "ce_entries" ("person");


CREATE INDEX "IX_certificate_overlays_certificate" ON "certificate_overlays" ("certificate");


CREATE UNIQUE INDEX "IX_certificate_overlays_supersedes" ON "certificate_overlays" ("supersedes");


CREATE UNIQUE INDEX "IX_certificate_prints_certificate_page_sha256" ON "certificate_prints" ("certificate", "page_sha256");


CREATE UNIQUE INDEX "IX_certificate_reminders_certificate_due_on_occasion" ON "certificate_reminders" ("certificate", "due_on", "occasion");


CREATE UNIQUE INDEX "IX_certificate_terms_certificate_starts_on_revision" ON "certificate_terms" ("certificate", "starts_on", "revision");


CREATE INDEX "IX_certificate_terms_filing" ON "certificate_terms" ("filing");


CREATE UNIQUE INDEX "IX_certificate_terms_supersedes" ON "certificate_terms" ("supersedes");


CREATE UNIQUE INDEX "IX_certificates_application" ON "certificates" ("application") WHERE annulled_on IS NULL;


CREATE INDEX "IX_certificates_county_current_until_number" ON "certificates" ("county", "current_until", "number");


CREATE INDEX "IX_certificates_current_until_number" ON "certificates" ("current_until", "number");


CREATE INDEX "IX_certificates_decision" ON "certificates" ("decision");


CREATE UNIQUE INDEX "IX_certificates_follows" ON "certificates" ("follows") WHERE annulled_on IS NULL;


CREATE UNIQUE INDEX "IX_certificates_number" ON "certificates" ("number");


CREATE INDEX "IX_certificates_pending_since" ON "certificates" ("pending_since");


CREATE INDEX "IX_certificates_person" ON "certificates" ("person");


CREATE INDEX "IX_claims_account" ON "claims" ("account");


CREATE UNIQUE INDEX "IX_clock_reminders_application_due_on_days_before" ON "clock_reminders" ("application", "due_on", "days_before");


CREATE UNIQUE INDEX "IX_code_agreements_file_text_sha256" ON "code_agreements" ("file", "text_sha256");


CREATE INDEX "IX_code_agreements_person_signed_on" ON "code_agreements" ("person", "signed_on");


CREATE INDEX "IX_code_agreements_text_sha256" ON "code_agreements" ("text_sha256");


CREATE INDEX "IX_code_texts_code_version_language_loaded_at" ON "code_texts" ("code_version", "language", "loaded_at");


CREATE INDEX "IX_corrections_application" ON "corrections" ("application");


CREATE INDEX "IX_corrections_state_proposed_at" ON "corrections" ("state", "proposed_at");


CREATE INDEX "IX_decisions_file_made_at" ON "decisions" ("file", "made_at");


CREATE INDEX "IX_decisions_person" ON "decisions" ("person");


CREATE INDEX "IX_evidence_checks_evidence_checked_at" ON "evidence_checks" ("evidence", "checked_at");


CREATE INDEX "IX_evidence_files_file_stored_at" ON "evidence_files" ("file", "stored_at");


CREATE INDEX "IX_evidence_files_person" ON "evidence_files" ("person");


CREATE INDEX "IX_evidence_files_sha256" ON "evidence_files" ("sha256");


CREATE UNIQUE INDEX "IX_evidence_previews_evidence_page" ON "evidence_previews" ("evidence", "page");


CREATE UNIQUE INDEX "IX_exam_attempts_eligibility_sat_on_revision" ON "exam_attempts" ("eligibility", "sat_on", "revision");


CREATE UNIQUE INDEX "IX_exam_attempts_supersedes" ON "exam_attempts" ("supersedes");


CREATE INDEX "IX_exam_eligibilities_application" ON "exam_eligibilities" ("application");


CREATE UNIQUE INDEX "IX_exam_eligibilities_candidate_id" ON "exam_eligibilities" ("candidate_id");


CREATE UNIQUE INDEX "IX_exam_eligibilities_file" ON "exam_eligibilities" ("file");


CREATE INDEX "IX_exam_eligibilities_person" ON "exam_eligibilities" ("person");


CREATE INDEX "IX_facts_person_kind" ON "facts" ("person", "kind");


CREATE UNIQUE INDEX "IX_facts_supersedes" ON "facts" ("supersedes");


CREATE UNIQUE INDEX "IX_fee_approvals_fee_line_sha256" ON "fee_approvals" ("fee_line_sha256");


CREATE INDEX "IX_imported_results_import_state_sat_on_line" ON "imported_results" ("import", "state", "sat_on", "line");


CREATE INDEX "IX_journal_entries_root_kind_root_id_at" ON "journal_entries" ("root_kind", "root_id", "at");


CREATE UNIQUE INDEX "IX_journal_seals_entry" ON "journal_seals" ("entry");


CREATE INDEX "IX_ledger_entries_file_fee_line" ON "ledger_entries" ("file", "fee_line");


CREATE INDEX "IX_ledger_entries_person" ON "ledger_entries" ("person");


CREATE INDEX "IX_legal_names_person_recorded_at" ON "legal_names" ("person", "recorded_at");


CREATE UNIQUE INDEX "IX_legal_names_supersedes" ON "legal_names" ("supersedes");


CREATE INDEX "IX_letter_requests_application_kind" ON "letter_requests" ("application", "kind");


CREATE INDEX "IX_letter_requests_evidence" ON "letter_requests" ("evidence");


CREATE INDEX "IX_letter_requests_remind_on" ON "letter_requests" ("remind_on");


CREATE INDEX "IX_mail_reports_mail" ON "mail_reports" ("mail");


CREATE INDEX "IX_mail_reports_outcome" ON "mail_reports" ("outcome");


CREATE UNIQUE INDEX "IX_mail_reports_sha256" ON "mail_reports" ("sha256");


CREATE UNIQUE INDEX "IX_mails_letter" ON "mails" ("letter");


CREATE UNIQUE INDEX "IX_mails_message_id" ON "mails" ("message_id");


CREATE UNIQUE INDEX "IX_mails_notice" ON "mails" ("notice");


CREATE INDEX "IX_mails_request" ON "mails" ("request");


CREATE UNIQUE INDEX "IX_mails_return_token" ON "mails" ("return_token");


CREATE INDEX "IX_mails_settled_at_undelivered_at" ON "mails" ("settled_at", "undelivered_at");


CREATE INDEX "IX_messages_application_sent_at" ON "messages" ("application", "sent_at");


CREATE UNIQUE INDEX "IX_name_changes_person" ON "name_changes" ("person") WHERE state = 'Sent';


CREATE INDEX "IX_name_changes_state_sent_at" ON "name_changes" ("state", "sent_at");


CREATE UNIQUE INDEX "IX_notices_person_kind_occasion" ON "notices" ("person", "kind", "occasion");


CREATE INDEX "IX_one_time_tokens_account" ON "one_time_tokens" ("account");


CREATE UNIQUE INDEX "IX_one_time_tokens_hash" ON "one_time_tokens" ("hash");


CREATE INDEX "IX_outbox_messages_done_at_due_at" ON "outbox_messages" ("done_at", "due_at");


CREATE INDEX "IX_passkeys_account" ON "passkeys" ("account");


CREATE UNIQUE INDEX "IX_passkeys_credential_id" ON "passkeys" ("credential_id");


CREATE UNIQUE INDEX "IX_people_account" ON "people" ("account");


CREATE INDEX "IX_person_keys_person" ON "person_keys" ("person");


CREATE INDEX "IX_person_merges_kept" ON "person_merges" ("kept");


CREATE INDEX "IX_person_merges_made_at" ON "person_merges" ("made_at");


CREATE INDEX "IX_person_merges_merged" ON "person_merges" ("merged");


CREATE INDEX "IX_read_audits_subject_at" ON "read_audits" ("subject", "at");


CREATE UNIQUE INDEX "IX_recovery_codes_account_hash" ON "recovery_codes" ("account", "hash");


CREATE INDEX "IX_registry_name_keys_number" ON "registry_name_keys" ("number");


CREATE INDEX "IX_registry_publications_number_shown_from" ON "registry_publications" ("number", "shown_from");


CREATE UNIQUE INDEX "IX_reinstatements_certificate_follows_due" ON "reinstatements" ("certificate", "follows_due");


CREATE INDEX "IX_reinstatements_person" ON "reinstatements" ("person");


CREATE UNIQUE INDEX "IX_renewal_filings_certificate" ON "renewal_filings" ("certificate") WHERE state = 'Submitted';


CREATE INDEX "IX_renewal_filings_certificate_state" ON "renewal_filings" ("certificate", "state");


CREATE INDEX "IX_renewal_filings_person" ON "renewal_filings" ("person");


CREATE UNIQUE INDEX "IX_renewal_filings_reference" ON "renewal_filings" ("reference");


CREATE INDEX "IX_renewal_filings_state_submitted_at" ON "renewal_filings" ("state", "submitted_at");


CREATE UNIQUE INDEX "IX_results_imports_sha256" ON "results_imports" ("sha256");


CREATE INDEX "IX_results_imports_state_begun_at" ON "results_imports" ("state", "begun_at");


CREATE INDEX "IX_review_notes_application_written_at" ON "review_notes" ("application", "written_at");


CREATE INDEX "IX_review_steps_application_proposed_at" ON "review_steps" ("application", "proposed_at");


CREATE INDEX "IX_review_steps_decision" ON "review_steps" ("decision");


CREATE INDEX "IX_review_steps_state_tells_at" ON "review_steps" ("state", "tells_at");


CREATE INDEX "IX_role_grants_account" ON "role_grants" ("account");


CREATE INDEX "IX_specialised_trainings_certificate" ON "specialised_trainings" ("certificate");


CREATE INDEX "IX_specialised_trainings_person" ON "specialised_trainings" ("person");


CREATE INDEX "IX_specialised_trainings_state_sent_at" ON "specialised_trainings" ("state", "sent_at");


CREATE UNIQUE INDEX "IX_unsent_forms_account_form" ON "unsent_forms" ("account", "form");


CREATE INDEX "IX_unsent_forms_typed_at" ON "unsent_forms" ("typed_at");


CREATE INDEX "IX_user_claims_user_id" ON "user_claims" ("user_id");


CREATE INDEX "IX_user_logins_user_id" ON "user_logins" ("user_id");


CREATE UNIQUE INDEX "IX_withheld_names_person" ON "withheld_names" ("person") WHERE state = 'Asked';


CREATE INDEX "IX_withheld_names_state_through" ON "withheld_names" ("state", "through");
