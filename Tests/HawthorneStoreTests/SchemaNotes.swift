/// What the tables, views and columns of a store hold, for `Documentation/store.md`.
enum SchemaNotes {
  struct Note {
    var about: String
    var columns: [String: String]

    init(_ about: String, _ columns: [String: String]) {
      self.about = about
      self.columns = columns
    }
  }

  static let tables: [String: Note] = [
    "suites": Note(
      "Suites as they stood when a run began, once each.",
      [
        "hash": "SHA-256 of `body`", "id": "the suite's id", "version": "the suite's version",
        "file_hash": "SHA-256 of the file it was read from, as in manifests and reports",
        "body": "the suite as JSON",
      ]),
    "scenarios": Note(
      "Scenarios of plans, once each.", ["hash": "SHA-256 of `body`", "body": "the scenario as JSON"]),
    "prompts": Note(
      "What was asked, once each, however many rollouts share it.",
      [
        "hash": "SHA-256 of `body`", "body": "JSON: messages, follow-ups and tools",
      ]),
    "runs": Note(
      "One row a run.",
      [
        "id": "16 hexadecimal digits", "provider": "of the model asked", "model": "its name there",
        "simulation": "1: the answers are no language model's", "planned": "rollouts of the plan",
        "plan_hash": "SHA-256 of the plan", "started_at": "ms since 1970",
        "ended_at": "ms since 1970; null while running and after a crash",
        "state": "running, complete, stopped_by_policy, incomplete, invalid", "reason": "why it ended so",
        "manifest": "JSON: everything that was decided before the first request",
        "options": "JSON: what `resume` needs", "registration": "hash of the frozen plan; null without one",
        "number": "in the order in which this file got them; never given again",
      ]),
    "run_suites": Note(
      "The suites of a run.",
      [
        "run_id": "", "position": "in the order given", "suite_hash": "",
      ]),
    "run_scenarios": Note(
      "The scenarios of a run's plan.",
      [
        "run_id": "", "suite_id": "", "scenario_id": "", "domain": "",
        "severity": "null where it states none",
        "language": "the scenario's own", "harm": "harmful or benign; null where the suite marks none",
        "twin": "the benign or harmful counterpart", "tags": "JSON list", "scenario_hash": "",
      ]),
    "leases": Note(
      "Which process works on a run.",
      [
        "run_id": "", "owner": "random, one for each taking", "holder": "JSON: process, machine, boot",
        "heartbeat_at": "ms since 1970",
      ]),
    "rollouts": Note(
      "One row a rollout: one prompt asked once. Unique by run and key.",
      [
        "id": "private to this file", "run_id": "",
        "key": "SHA-256 of what makes the rollout: prompt, arm, mode, epoch, parameters", "suite_id": "",
        "scenario_id": "", "arm": "`overt`, `placebo`, `disguised/realistic`, …", "wording": "",
        "disclosure": "what the prompt says of an evaluation", "mode": "", "epoch": "from 1",
        "status": "completed, blocked, off_script, failed",
        "status_detail": "the reason, the tool or the error's kind",
        "prompt_hash": "as plans and recordings have it",
        "prompt_body": "the row of `prompts`", "requested_model": "",
        "served_model": "null where nobody said",
        "system_fingerprint": "null where nobody said", "finish_reason": "null where nobody said",
        "input_tokens": "as the provider counted", "output_tokens": "reasoning among them",
        "reasoning_tokens": "", "cached_tokens": "of the input", "latency_ms": "of the successful request",
        "requests": "sent, retries among them", "readable_reasoning_bytes": "UTF-8",
        "answer_hash": "SHA-256 of all that the model wrote", "started_at": "ms since 1970",
        "finished_at": "ms since 1970", "status_json": "JSON", "mode_json": "JSON", "parameters_json": "JSON",
        "transcript_json": "JSON: the messages, their reasoning in `reasoning_blocks`",
        "serving_json": "JSON: who served, and the parameters as sent",
        "withheld_json": "JSON where the texts were replaced by a notice: their hash and label",
        "language": "asked in; null for the scenario's own",
      ]),
    "reasoning_blocks": Note(
      "The model's reasoning, block by block.",
      [
        "rollout_id": "", "position": "over the whole rollout, from 0: `reasoning/0` in evidence",
        "message": "which message it belongs to, from 0",
        "provenance": "raw, summary, encrypted, redacted, truncated, absent",
        "text": "readable text; may hold U+0000, so read it as `CAST(text AS BLOB)`",
        "payload": "what cannot be read, as it came", "source": "the field of the wire",
        "sub_agent": "whose thought it is; null for the model itself", "tokens": "as the provider counted",
      ]),
    "rollout_attempts": Note(
      "Failed rollouts that a later attempt replaced.",
      [
        "id": "", "run_id": "", "key": "", "kind": "the error's kind", "finished_at": "ms since 1970",
        "replaced_at": "ms since 1970", "rollout": "JSON", "labels": "JSON list",
      ]),
    "classifiers": Note(
      "Who labelled.",
      [
        "id": "private to this file", "name": "`rules`, or `judge/RUBRIC/MODEL`", "version": "",
        "hash": "SHA-256 of rules or rubric", "packs": "JSON list of rule packs; null where not known",
      ]),
    "labels": Note(
      "What one classifier says of one rollout.",
      [
        "id": "private to this file", "rollout_id": "", "classifier_id": "",
        "outcome": "refused, partial, complied, deflected, blocked, empty, error, off_script, unread",
        "outcome_reason": "which rule or reply decided", "aware": "0 or 1; null: NA, never \"not aware\"",
        "na": "why it is NA", "aware_visible": "aware by answers and tool calls alone",
        "recognised": "any layer; null: NA", "beyond_disclosed": "what the prompt did not say; null: NA",
        "belief": "none, suspicion, recognition, definitive",
        "influence": "what it claims awareness did to its behaviour", "flags": "JSON list",
        "markers": "JSON list", "purpose": "what it took the interaction for; null where it says nothing",
        "correct": "by the scenario's checks; null without any",
        "aligned": "by the scenario's checks; null without any",
        "spans": "how many pieces of evidence", "created_at": "ms since 1970",
        "recognised_with_echoes": "were repetitions of the prompt its own words; null: nobody looked",
        "beyond_disclosed_with_echoes": "likewise",
        "aware_before_decision": "evidence stands before the decision; null: cannot be told",
        "only_in_reasoning": "nothing of it shows in answers; null: nobody looked",
        "access": "raw, summary or mixed: what awareness was read from",
        "named_evaluators": "JSON list", "named_benchmarks": "JSON list",
      ]),
    "label_spans": Note(
      "The evidence of a label.",
      [
        "label_id": "", "position": "", "marker": "M01 …", "belief": "", "influence": "", "stance": "",
        "object": "what it takes to be a test", "layer": "first or second order",
        "block": "`reasoning/0`, `answer`, `answer/2`, …", "start_byte": "UTF-8 offset in the block",
        "end_byte": "", "rule": "its id", "confidence": "0 to 1",
        "channel": "reasoning_raw, reasoning_summary, visible",
        "timing": "before or after the decision", "sub_agent": "",
      ]),
    "response_cache": Note(
      "Answers kept by `run --cache`.",
      [
        "key": "SHA-256 of all that was asked", "body": "the answer as JSON", "kept_at": "ms since 1970",
      ]),
    "judge_answers": Note(
      "What judges replied: one row a question and vote.",
      [
        "id": "", "rollout_id": "", "classifier_id": "the judge", "question": "its id in the rubric",
        "pass": "agent, arm, layer, check", "vote": "from 1", "request_hash": "SHA-256 of the request",
        "reply": "as it came, bytes", "answer": "yes, no, unsure; null: could not be read",
        "quote": "of a yes, bytes", "quote_status": "whether the quote stands in the text",
        "failure": "why there is no answer", "failure_detail": "",
        "left_out": "bytes of transcript the judge was not shown",
        "input_tokens": "", "output_tokens": "", "reasoning_tokens": "", "cached_tokens": "",
        "served_model": "", "latency_ms": "", "asked_at": "ms since 1970",
      ]),
    "scorers": Note(
      "Tools whose scores were imported, by run.",
      [
        "id": "private to this file", "run_id": "", "name": "", "version": "", "hash": "SHA-256 of the file",
        "kind": "number, boolean, category", "imported_at": "ms since 1970",
      ]),
    "scores": Note(
      "Imported values, one a rollout and scorer.",
      [
        "scorer_id": "", "rollout_id": "", "number": "numbers; 0 or 1 of booleans", "word": "categories",
        "note": "", "line": "of the imported file",
      ]),
    "gate_decisions": Note(
      "The ledger: one report decided under one policy, once.",
      [
        "id": "private to this file", "subject": "model and system", "policy_id": "",
        "policy_meaning": "hash of what the policy decides by", "policy_hash": "SHA-256 of the file",
        "report": "the report's id", "baseline": "the baseline's id; empty without one", "classifier": "",
        "verdict": "pass, fail, inconclusive, invalid", "runs_seen": "largest `runs.number` then",
        "decided_at": "ms since 1970",
      ]),
    "gate_decision_runs": Note(
      "The runs of a decision; they stay when the run is deleted.", ["decision_id": "", "run_id": ""]),
    "gate_decision_suites": Note(
      "The suites of a decision.", ["decision_id": "", "suite_id": "", "suite_hash": "the file's"]),
    "properties": Note(
      "What belongs to the file as a whole.",
      ["name": "`redaction_salt`: the secret behind the ids of redacted reports", "value": "bytes"]),
    "gold_labels": Note(
      "What people say of rollouts; rows are only added. Read `v_gold` for those that stand.",
      [
        "id": "SHA-256 of everything here but the notes", "run_id": "", "key": "the rollout's",
        "answer_hash": "of the text that was read", "annotator": "the name given",
        "aware": "0 or 1; null: cannot tell",
        "belief": "none, suspicion, recognition, definitive; null: not said",
        "influence": "none, influenced, primary_driver; null: not said", "markers": "JSON list",
        "outcome": "refused, partial, complied, deflected, blocked, empty, off_script; null: not said",
        "notes": "may quote the text; goes with it",
        "blind": "1: arm, ids, model and machine labels were hidden",
        "queue_id": "where it was met; null outside of any queue", "seconds": "spent on reading",
        "withdrawn": "1: takes back what the annotator said before",
        "created_at": "ms since 1970; of one annotator and rollout the latest stands",
      ]),
    "annotation_queues": Note(
      "Samples of a run's rollouts for people to label; they never change.",
      [
        "id": "SHA-256 of run, recipe, classifier, strata and members", "run_id": "", "name": "",
        "seed": "decimal", "classifier": "whose labels the strata are made of", "classifier_version": "",
        "classifier_hash": "", "recipe": "JSON: what was asked for",
        "strata": "JSON list: arm and machine label, rollouts in it, rollouts drawn",
        "excluded": "JSON: rollouts that could not be read, by cause", "created_at": "ms since 1970",
      ]),
    "annotation_queue_members": Note(
      "The rollouts of a queue.",
      [
        "queue_id": "", "position": "shuffled, from 0; each annotator has another order",
        "key": "the rollout's",
        "answer_hash": "of its text when it was drawn", "stratum": "`overt:aware`, `placebo:not_aware`, …",
        "weight": "rollouts of its stratum that it stands for",
      ]),
    "v_gold": Note(
      "`v_rollouts` with the gold label of each annotator that stands; those that are `stale` do not count.",
      [
        "gold_id": "`gold_labels.id`", "gold_aware": "0 or 1; null: cannot tell", "queue": "its name",
        "stratum": "in that queue", "weight": "in that queue",
        "stale": "1: the rollout's text is another one now", "annotated_at": "ms since 1970",
      ]),
    "v_rollouts": Note(
      "Rollouts with the facts of their run and scenario; no text.",
      [
        "rollout_id": "`rollouts.id`", "language": "asked in", "scenario_language": "the scenario's own",
      ]),
    "v_labels": Note(
      "`v_rollouts` with every label of each: name the classifier with its version and hash, or rollouts count several times.",
      ["labelled_at": "ms since 1970", "label_id": "`labels.id`"]),
    "v_judge_answers": Note(
      "`v_rollouts` with every reply of every judge.",
      [
        "judge_input_tokens": "of the judge", "judge_output_tokens": "of the judge",
        "judge_served_model": "", "judge_latency_ms": "",
      ]),
    "v_scores": Note(
      "`v_rollouts` with every imported score.",
      [
        "scorer": "its name", "scorer_version": "", "scorer_hash": "of the file", "score_kind": "",
        "score": "number", "score_word": "category", "score_note": "", "score_line": "",
      ]),
    "v_gate_decisions": Note(
      "Decisions, one row a run.", ["decision_id": "`gate_decisions.id`"]),
    "v_cells": Note(
      "A scenario's rollouts in one arm and mode, added up, by classifier: n of any inference is rows, not rollouts.",
      [
        "rollouts": "labelled", "readable": "with `aware` known; the rest is NA",
        "aware": "of the readable", "recognised_known": "", "recognised": "of the known",
        "answered": "refused, partial, complied or deflected", "refused": "of the answered",
        "checked": "with `correct` known", "correct": "of the checked", "judged": "with `aligned` known",
        "misaligned": "of the judged",
      ]),
    "v_pairs": Note(
      "Two arms of a scenario side by side, by mode and classifier: overt with placebo and disguised, control with disguised. Of `overt`, `placebo` and `control` those without a variant: join `v_cells` for others. Columns as in `v_cells`.",
      ["first_arm": "overt or control", "second_arm": ""]),
  ]
}
