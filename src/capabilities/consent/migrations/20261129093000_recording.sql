-- Up Migration
-- What a word is about: advertising over the channel, or the recording of what is said over it. Standing and gate know the first alone.
alter table consent_entry add column purpose text not null default 'advertising' check (purpose in ('advertising', 'recording'));
alter table consent_entry add check (purpose = 'advertising' or channel = 'phone');
create index consent_entry_recording on consent_entry (workspace_id, contact_id) where purpose = 'recording';

alter table contact_use drop constraint contact_use_act_check;
alter table contact_use add check (act in ('call', 'mail', 'letter', 'recording'));

-- Our own people: whether their voice may be recorded, in which words. The latest line counts; rows are added, never changed.
create table recording_agreement (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  state text not null check (state in ('granted', 'withdrawn')),
  wording text not null,
  wording_version text not null,
  at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_table('recording_agreement');
create index recording_agreement_user on recording_agreement (workspace_id, user_id, at desc, id desc);
grant select, insert on recording_agreement to klinke_app;
