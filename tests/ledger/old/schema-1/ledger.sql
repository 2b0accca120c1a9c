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
CREATE SCHEMA old_ledger;
CREATE FUNCTION old_ledger.events_follow_on() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF NOT (NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM events) AND NEW.prev = coalesce((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')) THEN RAISE EXCEPTION 'an event follows the last one, and stands once'; END IF; RETURN NEW; END$$;
CREATE FUNCTION old_ledger.events_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION 'the ledger is append-only'; END$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE old_ledger.events (
    seq bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    type text NOT NULL,
    batch_id text NOT NULL,
    letter_id text NOT NULL,
    recipient_id text NOT NULL,
    channel text NOT NULL,
    payload text NOT NULL,
    key text NOT NULL,
    salt text NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT events_seq_check CHECK ((seq >= 1))
);
INSERT INTO old_ledger.events VALUES (1, '2026-11-24T18:43:58.275305Z', 'ann', 'preparer', 'batch_generated', '2018-01-24-document_request-8503e914', '', '', '', '{"as_of":"2018-01-24","campaign_sha256":"f0c21be68f57ebf7516f90c1ddf6191fb8bc1490d8e843e0d5da3bb3d7d00f0e","letters":2,"table_sha256":"49dbb9ff7cddbbeaab5f456caf577f6a62e44ec4d34ccb070581c3434eb760d8","tool_version":"0.1.0"}', 'batch_generated:945f966d2e71689dba9d59e286a891556aff011df9ce865a48281c60b0c4388b', 'e13d0afc5a5101b064f2b2ede2fd8296', '0000000000000000000000000000000000000000000000000000000000000000', '1e044f281200f2dc52ed1f98e9cb110965f45a1c398db3191a34ce71ec337e3b');
INSERT INTO old_ledger.events VALUES (2, '2026-11-24T18:43:58.275305Z', 'ann', 'preparer', 'letter_generated', '2018-01-24-document_request-8503e914', '6c1384754e551b1c', 'il-chicago', '', '{"addressee":"Mayor","date":"2018-01-24","days":30,"drafts":[{"format":"docx","sha256":"d6af826df4317ae1fcf45f059a72af361e8e853348298c953fdd8d3887444d48","size":12419}],"due_date":"2018-02-23","final":true,"kind":"document_request","level":1,"reference":"DR-2018-IL-CHICAGO-01","row_sha256":"9d38e95547c99f2320a23c22fe110437174a53046c9b000f9dab528b49dcaac7","sequence":1,"template_sha256":"d4839629c19aa65781c55bc2c0e464f3450b03324cb9ea18e7ff566044465dcf","title":"Document request","tool_version":"0.1.0"}', 'letter_generated:f488489b11e979c274bd4dfdc93842c536ae3bf22d77694921c098ec65617dcf', '0e15e17a600a9c4cbb500dad75ca8ed8', '1e044f281200f2dc52ed1f98e9cb110965f45a1c398db3191a34ce71ec337e3b', '545ff8528fbc9adcb4125a72419b1d88d919f0c0acf8bca2be7b6ead7de66080');
INSERT INTO old_ledger.events VALUES (3, '2026-11-24T18:43:58.275305Z', 'ann', 'preparer', 'letter_generated', '2018-01-24-document_request-8503e914', '67926e44e5f8bfb4', 'or-state', '', '{"addressee":"Executive Director","date":"2018-01-24","days":30,"drafts":[{"format":"docx","sha256":"0df06e51abcc7d62906928aa0fe4890d7a829337b7fc4403b4d3dbd1203d395e","size":12415}],"due_date":"2018-02-23","final":true,"kind":"document_request","level":1,"reference":"DR-2018-OR-STATE-01","row_sha256":"a202155a1fd6c219adbd6e6f72feea0b691b83832d8e50c0b95b66d5cfbf2219","sequence":1,"template_sha256":"d4839629c19aa65781c55bc2c0e464f3450b03324cb9ea18e7ff566044465dcf","title":"Document request","tool_version":"0.1.0"}', 'letter_generated:9c85fa8913d563b89d2afbc313486f87f06e5ce637da960e1ca24e4064ea0efa', 'd5469747dbbc7c5b9c5da92a95b96324', '545ff8528fbc9adcb4125a72419b1d88d919f0c0acf8bca2be7b6ead7de66080', '28b78cbeccb7fd94c231e7d3b3ef38496934a30c9f199bc0dd9b119e94ff9e85');
INSERT INTO old_ledger.events VALUES (4, '2026-11-24T18:43:58.630723Z', 'ben', 'recorder', 'letter_sent', '', '6c1384754e551b1c', 'il-chicago', 'certified mail', '{"sent_at":"2018-01-24T12:00:00-05:00","zone":"America/New_York"}', 'letter_sent:6af5cc8395a2992647549f8ad3b9d78332eaa57be94f5878f479496893184148', 'dcd6c9198ab508be444c881525d18935', '28b78cbeccb7fd94c231e7d3b3ef38496934a30c9f199bc0dd9b119e94ff9e85', '17ce54ef059189be43c63677772dae21523b669b54dc60c1f4e58dfadc268bd3');
INSERT INTO old_ledger.events VALUES (5, '2026-11-24T18:43:58.630723Z', 'ben', 'recorder', 'letter_sent', '', '67926e44e5f8bfb4', 'or-state', 'certified mail', '{"sent_at":"2018-01-24T12:00:00-05:00","zone":"America/New_York"}', 'letter_sent:a5075a43083d04a85a4e10ecf1433fcf416dcb16b90b2425e08a013270944740', '3af6b4997c12fa2d09bb14a50d67d86e', '17ce54ef059189be43c63677772dae21523b669b54dc60c1f4e58dfadc268bd3', 'ef1d482ffc63e6274f081b5bd7d4fdd352c47ac27a89981cc2e8ae65ce0f6a7b');
INSERT INTO old_ledger.events VALUES (6, '2026-11-24T18:43:58.973873Z', 'ben', 'recorder', 'response_received', '', '', 'or-state', '', '{"answer":"partial","items":[1,2,3],"received_on":"2018-02-20"}', 'response_received:9dc9ea425b0ee05ded1259f92644d3c4cd616e9e99b0a3fad575b021d339ba34', '4420f1e40ff7c0974c48d7b1313112e1', 'ef1d482ffc63e6274f081b5bd7d4fdd352c47ac27a89981cc2e8ae65ce0f6a7b', '68c61538851edcdb553be53544c4a906fbf53703c5a6944def18fa4fdb228086');
INSERT INTO old_ledger.events VALUES (7, '2026-11-24T18:43:59.302428Z', 'ben', 'recorder', 'note', '', '', 'il-chicago', '', '{"text":"Señor № 1 “called”"}', 'note:20c3e7129ae29f7c670b18e1504a5b2656bef4d40f06f31b73d6674156a95e3d', '0b4900fed2f8e66897525e57b57f512d', '68c61538851edcdb553be53544c4a906fbf53703c5a6944def18fa4fdb228086', 'ad3fbed005d4dfd611a035ae286f99b34a312b22225742c220ddfb45836e09a9');
INSERT INTO old_ledger.events VALUES (8, '2026-11-24T18:44:00.203352Z', 'ann', 'preparer', 'batch_generated', '2018-02-26-follow_up-51fd36ae', '', '', '', '{"as_of":"2018-02-26","campaign_sha256":"f0c21be68f57ebf7516f90c1ddf6191fb8bc1490d8e843e0d5da3bb3d7d00f0e","letters":2,"table_sha256":"49dbb9ff7cddbbeaab5f456caf577f6a62e44ec4d34ccb070581c3434eb760d8","tool_version":"0.1.0"}', 'batch_generated:ecd94f14ad964865f3899e320ae02a5feeb866087c01b6a690a32dce6ebfe5ca', 'e6f85d5cb3c9db20d0d441520844ba52', 'ad3fbed005d4dfd611a035ae286f99b34a312b22225742c220ddfb45836e09a9', 'ded927893934b481895a7a65626e876db61d4751c9f13642f0e22f0f27e60e84');
INSERT INTO old_ledger.events VALUES (9, '2026-11-24T18:44:00.203352Z', 'ann', 'preparer', 'letter_generated', '2018-02-26-follow_up-51fd36ae', 'f359cdde138cae42', 'il-chicago', '', '{"addressee":"Mayor","date":"2018-02-26","days":10,"drafts":[{"format":"docx","sha256":"c48ce97542a59d8cbf479d44d02a0d8ad8691b3ad9259c245f9b76f11a7a311a","size":10222}],"due_date":"2018-03-08","grounds":"no_response","kind":"follow_up","level":1,"reference":"DR-2018-IL-CHICAGO-02","row_sha256":"9d38e95547c99f2320a23c22fe110437174a53046c9b000f9dab528b49dcaac7","sequence":2,"template_sha256":"00a17ca6eddca66ac2a9bf08d72b16132df57440bb5950b8910bd0090ff0bf38","title":"Follow-up to document request","tool_version":"0.1.0"}', 'letter_generated:13b91e22738cee4a70095779135b06bdb9e8f43144ea0a6eebaecc1b55e78c01', '0ca057e6e799161741b840d4ee7274fe', 'ded927893934b481895a7a65626e876db61d4751c9f13642f0e22f0f27e60e84', '1b06565b970b764eb997e3f9a12ed241045ff51ef6e53c5d3ad25a14fb6a9d1b');
INSERT INTO old_ledger.events VALUES (10, '2026-11-24T18:44:00.203352Z', 'ann', 'preparer', 'letter_generated', '2018-02-26-follow_up-51fd36ae', '5d7312ab9aac839d', 'or-state', '', '{"addressee":"Executive Director","date":"2018-02-26","days":10,"drafts":[{"format":"docx","sha256":"6c30193712b0605cf06b503471fe6fcb87d59c3c6b407f80123666aa63fb9670","size":10404}],"due_date":"2018-03-08","grounds":"incomplete","kind":"follow_up","level":1,"reference":"DR-2018-OR-STATE-02","row_sha256":"a202155a1fd6c219adbd6e6f72feea0b691b83832d8e50c0b95b66d5cfbf2219","sequence":2,"template_sha256":"00a17ca6eddca66ac2a9bf08d72b16132df57440bb5950b8910bd0090ff0bf38","title":"Follow-up to document request","tool_version":"0.1.0"}', 'letter_generated:f289aca8b33db4f37a155f34ffe21c37252921f71433e282f62d4d11843fb36b', 'f4baf90c57e5225cad3c9a454fce656b', '1b06565b970b764eb997e3f9a12ed241045ff51ef6e53c5d3ad25a14fb6a9d1b', 'b2595a336e8b6916fde22be9451b1086becc9976f8d5ba874ac22b454a65f21a');
INSERT INTO old_ledger.events VALUES (11, '2026-11-24T18:44:00.460681Z', 'ben', 'recorder', 'hold_started', '', '', 'il-chicago', '', '{"reason":"a lawsuit","started_on":"2018-03-01"}', 'hold_started:9fe52e75a2c950c33b5932b8dbc1c1df74d6e3e2ee502f1cf3f345a708fcd7ef', '015010dab5bb724a317b88667c3e3ea5', 'b2595a336e8b6916fde22be9451b1086becc9976f8d5ba874ac22b454a65f21a', 'a76dc6ca378c1ab87a486cf360606b25117f9969c24af0ed48afc37fe2ab19ec');
ALTER TABLE ONLY old_ledger.events
    ADD CONSTRAINT events_key_key UNIQUE (key);
ALTER TABLE ONLY old_ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (seq);
CREATE INDEX events_of_letter ON old_ledger.events USING btree (letter_id, seq);
CREATE INDEX events_of_recipient ON old_ledger.events USING btree (recipient_id, seq);
CREATE TRIGGER events_follow_on BEFORE INSERT ON old_ledger.events FOR EACH ROW EXECUTE FUNCTION old_ledger.events_follow_on();
CREATE TRIGGER events_refuse_change BEFORE DELETE OR UPDATE ON old_ledger.events FOR EACH ROW EXECUTE FUNCTION old_ledger.events_refuse();
CREATE TRIGGER events_refuse_truncate BEFORE TRUNCATE ON old_ledger.events FOR EACH STATEMENT EXECUTE FUNCTION old_ledger.events_refuse();
