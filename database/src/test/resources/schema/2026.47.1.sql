SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE DOMAIN public.sensitivity AS text
	CONSTRAINT sensitivity_check CHECK ((VALUE = ANY (ARRAY['ordinary'::text, 'personal'::text, 'secret'::text])));
CREATE FUNCTION public.graph_loses_its_words() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from graph_readings where message_id = old.id;
    return new;
end $$;
CREATE FUNCTION public.summaries_lose_their_message() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from summary_work w using summary_sources s
        where s.message_id = old.id and w.kind = s.kind and w.session_id = s.session_id;
    return old;
end $$;
CREATE FUNCTION public.summaries_lose_their_words() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    with gone as (
        delete from summary_work w using summary_sources s
        where s.message_id = old.id and w.kind = s.kind and w.session_id = s.session_id returning w.*)
    insert into summary_work (kind, session_id, conversation_id, through_seq, state, token, run_at)
        select kind, session_id, conversation_id, through_seq, 'waiting', token + 1,
            -- One act of forgetting takes several messages.
            greatest(run_at, coalesce(new.erased_at, new.edited_at, run_at) + interval '5 seconds')
        from gone;
    return new;
end $$;
CREATE FUNCTION public.viewer_actor() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('clara.actor', true), '')::uuid $$;
CREATE FUNCTION public.viewer_audiences() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select string_to_array(nullif(current_setting('clara.audiences', true), ''), E'\x1f') $$;
CREATE FUNCTION public.viewer_own_words_of() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('clara.own_words_of', true), '')::uuid $$;
CREATE FUNCTION public.viewer_writes() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('clara.writes', true), '') $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.accounts (
    platform text NOT NULL,
    name text NOT NULL,
    person_id uuid NOT NULL,
    shown_name text NOT NULL,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.conversations (
    id uuid NOT NULL,
    platform text NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    epoch integer DEFAULT 0 NOT NULL,
    last_seq bigint DEFAULT 0 NOT NULL,
    changes bigint DEFAULT 0 NOT NULL,
    lease_holder uuid,
    lease_token bigint DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    created_at timestamp with time zone NOT NULL,
    audience_place text NOT NULL,
    project text DEFAULT ''::text NOT NULL,
    CONSTRAINT conversations_kind_check CHECK ((kind = ANY (ARRAY['direct'::text, 'room'::text])))
);
CREATE TABLE public.facts (
    id uuid NOT NULL,
    author_id uuid,
    on_behalf_of uuid NOT NULL,
    subject text NOT NULL,
    predicate text NOT NULL,
    object text NOT NULL,
    sources uuid[] NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT facts_sources_check CHECK ((cardinality(sources) > 0))
);
ALTER TABLE ONLY public.facts FORCE ROW LEVEL SECURITY;
CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE public.gateway_keys (
    id uuid NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    account_platform text,
    account_name text,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_on date,
    CONSTRAINT gateway_keys_check CHECK (((account_platform IS NULL) = (account_name IS NULL)))
);
CREATE TABLE public.graph_cursors (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    changes bigint NOT NULL,
    rules integer NOT NULL
);
CREATE TABLE public.graph_mentions (
    message_id uuid NOT NULL,
    node text NOT NULL,
    kind text NOT NULL,
    shown text NOT NULL,
    said_at timestamp with time zone NOT NULL,
    project text NOT NULL,
    author_id uuid NOT NULL,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    CONSTRAINT graph_mentions_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'place'::text, 'thing'::text, 'unknown'::text])))
);
ALTER TABLE ONLY public.graph_mentions FORCE ROW LEVEL SECURITY;
CREATE TABLE public.graph_readings (
    message_id uuid NOT NULL
);
CREATE TABLE public.graph_relations (
    message_id uuid NOT NULL,
    from_node text NOT NULL,
    predicate text NOT NULL,
    to_node text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone,
    project text NOT NULL,
    author_id uuid NOT NULL,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL
);
ALTER TABLE ONLY public.graph_relations FORCE ROW LEVEL SECURITY;
CREATE TABLE public.inbox (
    id uuid NOT NULL,
    platform text NOT NULL,
    platform_id text NOT NULL,
    conversation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    message_id uuid,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    tier text,
    kept boolean DEFAULT true NOT NULL,
    CONSTRAINT inbox_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'running'::text, 'answered'::text, 'refused'::text, 'stopped'::text, 'failed'::text])))
);
CREATE TABLE public.jobs (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    run_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    last_error text,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    CONSTRAINT jobs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE TABLE public.message_vectors (
    message_id uuid NOT NULL,
    embedder text NOT NULL,
    vector bytea NOT NULL,
    author_id uuid,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL
);
ALTER TABLE ONLY public.message_vectors FORCE ROW LEVEL SECURITY;
CREATE TABLE public.messages (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    seq bigint NOT NULL,
    author_id uuid,
    on_behalf_of uuid NOT NULL,
    speaker text NOT NULL,
    body text NOT NULL,
    said_at timestamp with time zone NOT NULL,
    zone text NOT NULL,
    reply_to uuid,
    erased_at timestamp with time zone,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    edited_at timestamp with time zone,
    project text DEFAULT ''::text NOT NULL
);
ALTER TABLE ONLY public.messages FORCE ROW LEVEL SECURITY;
CREATE TABLE public.outbox (
    id uuid NOT NULL,
    part integer NOT NULL,
    state text NOT NULL,
    nonce text NOT NULL,
    platform_id text,
    message_id uuid,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    inbox_id uuid NOT NULL,
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ready'::text, 'delivered'::text])))
);
CREATE TABLE public.people (
    id uuid NOT NULL,
    zone text,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    created_at timestamp with time zone NOT NULL,
    introduced_at timestamp with time zone
);
CREATE TABLE public.prompt_words (
    digest text NOT NULL,
    words text NOT NULL,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL
);
CREATE TABLE public.prompts (
    turn_id uuid NOT NULL,
    sections jsonb NOT NULL
);
CREATE TABLE public.sessions (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    project text NOT NULL,
    first_seq bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL
);
CREATE TABLE public.summaries (
    kind text NOT NULL,
    session_id uuid NOT NULL,
    body text NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL
);
ALTER TABLE ONLY public.summaries FORCE ROW LEVEL SECURITY;
CREATE TABLE public.summary_sources (
    message_id uuid NOT NULL,
    kind text NOT NULL,
    session_id uuid NOT NULL
);
CREATE TABLE public.summary_work (
    kind text NOT NULL,
    session_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    through_seq bigint,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    token bigint DEFAULT 0 NOT NULL,
    holder uuid,
    lease_until timestamp with time zone,
    run_at timestamp with time zone NOT NULL,
    last_error text,
    failed_at timestamp with time zone,
    CONSTRAINT summary_work_kind_check CHECK ((kind = ANY (ARRAY['session'::text, 'channel'::text]))),
    CONSTRAINT summary_work_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text])))
);
CREATE TABLE public.turns (
    id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    session_id uuid NOT NULL,
    message_id uuid NOT NULL,
    reply_id uuid,
    state text NOT NULL,
    lease_token bigint NOT NULL,
    model text NOT NULL,
    tier text,
    evidence uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    late_sections text[] DEFAULT '{}'::text[] NOT NULL,
    input_tokens bigint DEFAULT 0 NOT NULL,
    output_tokens bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    owner_key text NOT NULL,
    audience_key text NOT NULL,
    provenance text NOT NULL,
    sensitivity public.sensitivity NOT NULL,
    CONSTRAINT turns_state_check CHECK ((state = ANY (ARRAY['running'::text, 'answered'::text, 'stopped'::text, 'failed'::text])))
);
INSERT INTO public.accounts VALUES ('terminal', 'ada', '00000000-0000-7000-8000-000000000001', 'Ada', 'person:1', 'person:1', 'system:test', 'personal', '2026-10-01 08:00:00+00');
INSERT INTO public.accounts VALUES ('discord', '42', '00000000-0000-7000-8000-000000000002', 'Bob ''the'' Ünïcode', 'person:2', 'person:2', 'system:test', 'personal', '2026-10-01 08:00:01+00');
INSERT INTO public.conversations VALUES ('00000000-0000-7000-8000-000000000011', 'terminal', 'direct', 'ada', 0, 2, 2, NULL, 0, NULL, 'person:1', 'person:1', 'system:test', 'personal', '2026-10-01 08:00:00+00', 'ada', '');
INSERT INTO public.conversations VALUES ('00000000-0000-7000-8000-000000000012', 'discord', 'room', '7/9', 1, 2, 1, NULL, 0, NULL, 'room:7/9', 'room:7/9#1', 'system:test', 'ordinary', '2026-10-01 08:00:00+00', '7/9', 'boat');
INSERT INTO public.facts VALUES ('00000000-0000-7000-8000-000000000081', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', 'canoe', 'moored in', 'Narvik', '{00000000-0000-7000-8000-000000000031}', '2026-10-01 08:00:00+00', NULL, 'person:1', 'person:1', 'message:1', 'personal', '2026-10-01 08:00:02+00');
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'engine walls', 'SQL', 'V1__engine_walls.sql', 146069912, 'postgres', '2026-11-30 03:34:17.710823', 35, true);
INSERT INTO public.flyway_schema_history VALUES (2, '2', 'memory vectors', 'SQL', 'V2__memory_vectors.sql', 1064782794, 'postgres', '2026-11-30 03:34:17.913662', 11, true);
INSERT INTO public.flyway_schema_history VALUES (3, '3', 'engine channels', 'SQL', 'V3__engine_channels.sql', 981418809, 'postgres', '2026-11-30 03:34:18.137998', 4, true);
INSERT INTO public.flyway_schema_history VALUES (4, '4', 'engine unkept', 'SQL', 'V4__engine_unkept.sql', 245802957, 'postgres', '2026-11-30 03:34:18.266077', 0, true);
INSERT INTO public.flyway_schema_history VALUES (5, '5', 'gateway keys', 'SQL', 'V5__gateway_keys.sql', 386755005, 'postgres', '2026-11-30 03:34:18.406413', 11, true);
INSERT INTO public.flyway_schema_history VALUES (6, '6', 'engine session order', 'SQL', 'V6__engine_session_order.sql', -2132972325, 'postgres', '2026-11-30 03:34:18.596852', 3, true);
INSERT INTO public.flyway_schema_history VALUES (7, '7', 'engine summaries', 'SQL', 'V7__engine_summaries.sql', -1002301847, 'postgres', '2026-11-30 03:34:18.77239', 12, true);
INSERT INTO public.flyway_schema_history VALUES (8, '8', 'engine prompts', 'SQL', 'V8__engine_prompts.sql', -385906360, 'postgres', '2026-11-30 03:34:19.055935', 7, true);
INSERT INTO public.flyway_schema_history VALUES (9, '9', 'engine projects', 'SQL', 'V9__engine_projects.sql', 755658355, 'postgres', '2026-11-30 03:34:19.183532', 2, true);
INSERT INTO public.flyway_schema_history VALUES (10, '10', 'memory graph', 'SQL', 'V10__memory_graph.sql', -1590918175, 'postgres', '2026-11-30 03:34:19.423048', 23, true);
INSERT INTO public.gateway_keys VALUES ('00000000-0000-7000-8000-000000000091', 'editor', '\x01', 'terminal', 'ada', '2026-10-07 08:00:00+00', NULL, '2026-10-08');
INSERT INTO public.gateway_keys VALUES ('00000000-0000-7000-8000-000000000092', 'old', '\x02', NULL, NULL, '2026-10-07 08:00:00+00', '2026-10-08 08:00:00+00', NULL);
INSERT INTO public.graph_cursors VALUES ('00000000-0000-7000-8000-000000000011', 2, 2, 1);
INSERT INTO public.graph_mentions VALUES ('00000000-0000-7000-8000-000000000031', 'name:narvik', 'place', 'Narvik', '2026-10-01 08:00:00+00', '', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
INSERT INTO public.graph_readings VALUES ('00000000-0000-7000-8000-000000000031');
INSERT INTO public.graph_relations VALUES ('00000000-0000-7000-8000-000000000031', 'name:canoe', 'moored in', 'name:narvik', '2026-10-01 08:00:00+00', NULL, '', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
INSERT INTO public.inbox VALUES ('00000000-0000-7000-8000-000000000041', 'terminal', 't-1', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000031', 'answered', 1, '2026-10-01 08:00:00+00', NULL, true);
INSERT INTO public.inbox VALUES ('00000000-0000-7000-8000-000000000042', 'discord', '99', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000033', 'accepted', 0, '2026-10-01 08:00:03+00', NULL, true);
INSERT INTO public.inbox VALUES ('00000000-0000-7000-8000-000000000043', 'discord', '100', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000002', NULL, 'refused', 0, '2026-10-05 08:00:00+00', 'high', true);
INSERT INTO public.inbox VALUES ('00000000-0000-7000-8000-000000000044', 'terminal', 't-2', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001', NULL, 'answered', 1, '2026-10-06 08:00:00+00', NULL, false);
INSERT INTO public.jobs VALUES ('00000000-0000-7000-8000-000000000071', 'index', '00000000-0000-7000-8000-000000000031', '2026-10-01 08:00:02+00', 1, 'done', NULL, 'person:1', 'person:1', 'system:test', 'personal');
INSERT INTO public.message_vectors VALUES ('00000000-0000-7000-8000-000000000031', 'e5', '\x3f800000bf800000', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
INSERT INTO public.messages VALUES ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000021', 2, NULL, '00000000-0000-7000-8000-000000000001', 'Clara', 'Noted.', '2026-10-01 08:00:02+00', 'Europe/Oslo', '00000000-0000-7000-8000-000000000031', NULL, 'person:1', 'person:1', 'model:x', 'personal', NULL, '');
INSERT INTO public.messages VALUES ('00000000-0000-7000-8000-000000000033', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000022', 1, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000002', 'Bob', '', '2026-10-01 08:00:03+00', 'UTC', NULL, '2026-10-02 08:00:00+00', 'person:2', 'room:7/9#1', 'message:3', 'ordinary', NULL, '');
INSERT INTO public.messages VALUES ('00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000021', 1, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', 'Ada', 'My canoe is moored in Narvik; it''s "red".', '2026-10-01 08:00:00+00', 'Europe/Oslo', NULL, NULL, 'person:1', 'person:1', 'message:1', 'personal', '2026-10-05 08:00:00+00', '');
INSERT INTO public.messages VALUES ('00000000-0000-7000-8000-000000000034', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000024', 2, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000002', 'Bob', 'The mast is ordered.', '2026-10-10 08:00:03+00', 'UTC', NULL, NULL, 'person:2', 'room:7/9#1', 'message:4', 'ordinary', NULL, 'boat');
INSERT INTO public.outbox VALUES ('00000000-0000-7000-8000-000000000061', 1, 'delivered', 'n1', 'p1', '00000000-0000-7000-8000-000000000032', 'person:1', 'person:1', 'system:test', 'personal', '2026-10-01 08:00:02+00', '2026-10-01 08:00:02.5+00', '00000000-0000-7000-8000-000000000041');
INSERT INTO public.outbox VALUES ('00000000-0000-7000-8000-000000000062', 1, 'delivered', 'n2', 'p2', NULL, 'person:2', 'room:7/9#1', 'system:test', 'ordinary', '2026-10-05 08:00:01+00', '2026-10-05 08:00:02+00', '00000000-0000-7000-8000-000000000043');
INSERT INTO public.people VALUES ('00000000-0000-7000-8000-000000000002', NULL, 'person:2', 'person:2', 'system:test', 'personal', '2026-10-01 08:00:01+00', NULL);
INSERT INTO public.people VALUES ('00000000-0000-7000-8000-000000000001', 'Europe/Oslo', 'person:1', 'person:1', 'system:test', 'personal', '2026-10-01 08:00:00.123456+00', '2026-10-05 08:00:00+00');
INSERT INTO public.prompt_words VALUES ('ab', 'You are Clara.', 'system', 'everyone', 'system:persona', 'ordinary');
INSERT INTO public.prompts VALUES ('00000000-0000-7000-8000-000000000051', '[{"name": "recall", "score": 0.5}]');
INSERT INTO public.sessions VALUES ('00000000-0000-7000-8000-000000000023', '00000000-0000-7000-8000-000000000011', '', 2, '2026-10-01 09:00:00+00', '2026-10-01 09:05:00+00', NULL, 'person:1', 'person:1', 'system:test', 'personal');
INSERT INTO public.sessions VALUES ('00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', '', 1, '2026-10-01 08:00:00+00', '2026-10-01 08:05:00+00', '2026-10-01 08:35:00+00', 'room:7/9', 'room:7/9#1', 'system:test', 'ordinary');
INSERT INTO public.sessions VALUES ('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000011', '', 1, '2026-10-01 08:00:00+00', '2026-10-01 08:05:00+00', '2026-10-01 08:05:00+00', 'person:1', 'person:1', 'system:test', 'personal');
INSERT INTO public.sessions VALUES ('00000000-0000-7000-8000-000000000024', '00000000-0000-7000-8000-000000000012', 'boat', 2, '2026-10-10 08:00:00+00', '2026-10-10 08:05:00+00', NULL, 'room:7/9', 'room:7/9#1', 'system:test', 'ordinary');
INSERT INTO public.summaries VALUES ('session', '00000000-0000-7000-8000-000000000022', 'Bob said little.', 1, 1, '2026-10-01 08:00:03+00', '2026-10-01 08:00:03+00', '2026-10-09 08:00:01+00', 'room:7/9', 'room:7/9#1', 'model:x', 'ordinary');
INSERT INTO public.summary_sources VALUES ('00000000-0000-7000-8000-000000000033', 'session', '00000000-0000-7000-8000-000000000022');
INSERT INTO public.summary_work VALUES ('session', '00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', NULL, 'done', 1, 1, NULL, NULL, '2026-10-09 08:00:00+00', NULL, NULL);
INSERT INTO public.summary_work VALUES ('channel', '00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', 1, 'waiting', 0, 0, NULL, NULL, '2026-10-09 08:00:00+00', NULL, NULL);
INSERT INTO public.summary_work VALUES ('session', '00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000011', NULL, 'waiting', 0, 0, NULL, NULL, '2026-10-01 08:05:00+00', NULL, NULL);
INSERT INTO public.turns VALUES ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000041', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000032', 'answered', 3, 'offline', 'mid', '{00000000-0000-7000-8000-000000000031}', '{recall}', 12, 4, '2026-10-01 08:00:00+00', '2026-10-01 08:00:02+00', 'person:1', 'person:1', 'system:test', 'personal');
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (platform, name);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_platform_kind_place_key UNIQUE (platform, kind, place);
ALTER TABLE ONLY public.facts
    ADD CONSTRAINT facts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY public.gateway_keys
    ADD CONSTRAINT gateway_keys_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.gateway_keys
    ADD CONSTRAINT gateway_keys_name_key UNIQUE (name);
ALTER TABLE ONLY public.gateway_keys
    ADD CONSTRAINT gateway_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.graph_cursors
    ADD CONSTRAINT graph_cursors_pkey PRIMARY KEY (conversation_id);
ALTER TABLE ONLY public.graph_mentions
    ADD CONSTRAINT graph_mentions_pkey PRIMARY KEY (message_id, node);
ALTER TABLE ONLY public.graph_readings
    ADD CONSTRAINT graph_readings_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.graph_relations
    ADD CONSTRAINT graph_relations_pkey PRIMARY KEY (message_id, from_node, predicate, to_node);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_platform_platform_id_key UNIQUE (platform, platform_id);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_kind_subject_key UNIQUE (kind, subject);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.message_vectors
    ADD CONSTRAINT message_vectors_pkey PRIMARY KEY (message_id, embedder);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_conversation_id_seq_key UNIQUE (conversation_id, seq);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_inbox_id_part_key UNIQUE (inbox_id, part);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.prompt_words
    ADD CONSTRAINT prompt_words_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.prompts
    ADD CONSTRAINT prompts_pkey PRIMARY KEY (turn_id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.summaries
    ADD CONSTRAINT summaries_pkey PRIMARY KEY (kind, session_id);
ALTER TABLE ONLY public.summary_sources
    ADD CONSTRAINT summary_sources_pkey PRIMARY KEY (message_id, kind, session_id);
ALTER TABLE ONLY public.summary_work
    ADD CONSTRAINT summary_work_pkey PRIMARY KEY (kind, session_id);
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_inbox_id_key UNIQUE (inbox_id);
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_pkey PRIMARY KEY (id);
CREATE INDEX accounts_person ON public.accounts USING btree (person_id);
CREATE INDEX facts_audience ON public.facts USING btree (audience_key);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
CREATE INDEX gateway_keys_account ON public.gateway_keys USING btree (account_platform, account_name);
CREATE INDEX graph_mentions_author ON public.graph_mentions USING btree (author_id, node);
CREATE INDEX graph_mentions_node ON public.graph_mentions USING btree (audience_key, node, said_at DESC);
CREATE INDEX graph_relations_author ON public.graph_relations USING btree (author_id, from_node);
CREATE INDEX graph_relations_from ON public.graph_relations USING btree (audience_key, from_node, predicate);
CREATE INDEX graph_relations_to ON public.graph_relations USING btree (audience_key, to_node, predicate);
CREATE INDEX inbox_open ON public.inbox USING btree (conversation_id, accepted_at) WHERE (state = ANY (ARRAY['accepted'::text, 'running'::text]));
CREATE INDEX inbox_person ON public.inbox USING btree (person_id);
CREATE INDEX message_vectors_audience ON public.message_vectors USING btree (audience_key);
CREATE INDEX messages_audience ON public.messages USING btree (audience_key, said_at DESC);
CREATE INDEX messages_author ON public.messages USING btree (author_id, said_at DESC);
CREATE INDEX messages_session ON public.messages USING btree (session_id, seq);
CREATE INDEX outbox_ready ON public.outbox USING btree (created_at) WHERE (state = 'ready'::text);
CREATE UNIQUE INDEX sessions_one_open ON public.sessions USING btree (conversation_id, project) WHERE (closed_at IS NULL);
CREATE INDEX summary_sources_summary ON public.summary_sources USING btree (kind, session_id);
CREATE INDEX summary_work_conversation ON public.summary_work USING btree (conversation_id);
CREATE INDEX summary_work_session ON public.summary_work USING btree (session_id);
CREATE INDEX summary_work_waiting ON public.summary_work USING btree (run_at) WHERE (state = 'waiting'::text);
CREATE INDEX turns_message ON public.turns USING btree (message_id);
CREATE TRIGGER messages_gone BEFORE DELETE ON public.messages FOR EACH ROW EXECUTE FUNCTION public.summaries_lose_their_message();
CREATE TRIGGER messages_reworded BEFORE UPDATE OF body ON public.messages FOR EACH ROW WHEN ((old.body IS DISTINCT FROM new.body)) EXECUTE FUNCTION public.summaries_lose_their_words();
CREATE TRIGGER messages_reworded_graph BEFORE UPDATE OF body ON public.messages FOR EACH ROW WHEN ((old.body IS DISTINCT FROM new.body)) EXECUTE FUNCTION public.graph_loses_its_words();
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.facts
    ADD CONSTRAINT facts_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.facts
    ADD CONSTRAINT facts_on_behalf_of_fkey FOREIGN KEY (on_behalf_of) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.gateway_keys
    ADD CONSTRAINT gateway_keys_account_platform_account_name_fkey FOREIGN KEY (account_platform, account_name) REFERENCES public.accounts(platform, name) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_cursors
    ADD CONSTRAINT graph_cursors_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_mentions
    ADD CONSTRAINT graph_mentions_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_mentions
    ADD CONSTRAINT graph_mentions_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.graph_readings(message_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_readings
    ADD CONSTRAINT graph_readings_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_relations
    ADD CONSTRAINT graph_relations_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.graph_relations
    ADD CONSTRAINT graph_relations_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.graph_readings(message_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.message_vectors
    ADD CONSTRAINT message_vectors_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.message_vectors
    ADD CONSTRAINT message_vectors_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_on_behalf_of_fkey FOREIGN KEY (on_behalf_of) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_inbox_id_fkey FOREIGN KEY (inbox_id) REFERENCES public.inbox(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.prompts
    ADD CONSTRAINT prompts_turn_id_fkey FOREIGN KEY (turn_id) REFERENCES public.turns(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summaries
    ADD CONSTRAINT summaries_kind_session_id_fkey FOREIGN KEY (kind, session_id) REFERENCES public.summary_work(kind, session_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summary_sources
    ADD CONSTRAINT summary_sources_kind_session_id_fkey FOREIGN KEY (kind, session_id) REFERENCES public.summaries(kind, session_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summary_sources
    ADD CONSTRAINT summary_sources_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summary_work
    ADD CONSTRAINT summary_work_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summary_work
    ADD CONSTRAINT summary_work_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_inbox_id_fkey FOREIGN KEY (inbox_id) REFERENCES public.inbox(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_reply_id_fkey FOREIGN KEY (reply_id) REFERENCES public.messages(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;
ALTER TABLE public.facts ENABLE ROW LEVEL SECURITY;
CREATE POLICY facts_change ON public.facts FOR UPDATE USING (((audience_key = public.viewer_writes()) AND (on_behalf_of = public.viewer_actor()))) WITH CHECK (((audience_key = public.viewer_writes()) AND (on_behalf_of = public.viewer_actor())));
CREATE POLICY facts_delete ON public.facts FOR DELETE USING (((audience_key = public.viewer_writes()) AND (on_behalf_of = public.viewer_actor())));
CREATE POLICY facts_read ON public.facts FOR SELECT USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY facts_write ON public.facts FOR INSERT WITH CHECK (((audience_key = public.viewer_writes()) AND (on_behalf_of = public.viewer_actor())));
ALTER TABLE public.graph_mentions ENABLE ROW LEVEL SECURITY;
CREATE POLICY graph_mentions_read ON public.graph_mentions FOR SELECT USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY graph_mentions_write ON public.graph_mentions FOR INSERT WITH CHECK ((audience_key = public.viewer_writes()));
ALTER TABLE public.graph_relations ENABLE ROW LEVEL SECURITY;
CREATE POLICY graph_relations_read ON public.graph_relations FOR SELECT USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY graph_relations_write ON public.graph_relations FOR INSERT WITH CHECK ((audience_key = public.viewer_writes()));
ALTER TABLE public.message_vectors ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_vectors_delete ON public.message_vectors FOR DELETE USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY message_vectors_read ON public.message_vectors FOR SELECT USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY message_vectors_write ON public.message_vectors FOR INSERT WITH CHECK ((audience_key = ANY (public.viewer_audiences())));
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY messages_change ON public.messages FOR UPDATE USING (((on_behalf_of = public.viewer_actor()) AND ((audience_key = public.viewer_writes()) OR (on_behalf_of = public.viewer_own_words_of())))) WITH CHECK ((on_behalf_of = public.viewer_actor()));
CREATE POLICY messages_read ON public.messages FOR SELECT USING (((audience_key = ANY (public.viewer_audiences())) OR (author_id = public.viewer_own_words_of())));
CREATE POLICY messages_write ON public.messages FOR INSERT WITH CHECK (((audience_key = public.viewer_writes()) AND (on_behalf_of = public.viewer_actor()) AND ((author_id IS NULL) OR (author_id = public.viewer_actor()))));
ALTER TABLE public.summaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY summaries_read ON public.summaries FOR SELECT USING ((audience_key = ANY (public.viewer_audiences())));
CREATE POLICY summaries_write ON public.summaries FOR INSERT WITH CHECK ((audience_key = public.viewer_writes()));
