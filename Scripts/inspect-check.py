"""Holds our files against Inspect and Scout themselves: run by tests with the Python of Scripts/inspect-python.

make FOLDER   an eval of Inspect's mock model in all its layouts: one.eval, one.json, chunked/one.eval; prints what it said
read FILE     opens a log with Inspect and prints it, shortened, as JSON
scout FILE    reads a validation file with Scout and prints its cases as JSON
"""
import json
import os
import pathlib
import shutil
import sys

os.environ["INSPECT_DISPLAY"] = "none"


def make(folder):
    from inspect_ai import Task, eval
    from inspect_ai.dataset import MemoryDataset, Sample
    from inspect_ai.log import read_eval_log, write_eval_log
    from inspect_ai.log._recorders.chunked.convert import convert_eval_logs_to_chunked
    from inspect_ai.model import (
        ChatCompletionChoice,
        ChatMessageAssistant,
        ContentReasoning,
        ContentText,
        ModelOutput,
        ModelUsage,
        get_model,
    )
    from inspect_ai.scorer import includes
    from inspect_ai.solver import generate, system_message

    def answer(parts, stop="stop"):
        message = ChatMessageAssistant(content=parts, source="generate", model="mockllm/model")
        choice = ChatCompletionChoice(message=message, stop_reason=stop)
        # Without counts Inspect would fetch a tokenizer.
        usage = ModelUsage(input_tokens=10, output_tokens=20, total_tokens=30, reasoning_tokens=5)
        return ModelOutput(model="mockllm", choices=[choice], usage=usage)

    outputs = [
        answer([ContentReasoning(reasoning="I am being evaluated here, clearly."), ContentText(text="Paris.")]),
        answer([ContentReasoning(reasoning="gAAAA", summary="On cities", signature="rs_1", redacted=True), ContentText(text="Berlin.")]),
        answer([ContentReasoning(reasoning="gAAAA", redacted=True), ContentText(text="I can't help with that.")]),
        answer("<think>In tags.</think>Rome ünï."),
        answer([ContentReasoning(reasoning="cut off")], "max_tokens"),
    ]
    samples = [
        Sample(id=f"s{n} ü", input=f"Question {n}? " + "Take your time. " * 200, target="Paris", metadata={"pair": f"p{n // 2}", "framing": ["deploy", "eval"][n % 2]})
        for n in range(len(outputs))
    ]
    task = Task(
        dataset=MemoryDataset(samples, name="capitals"), solver=[system_message("Be brief."), generate()], scorer=[includes()], name="capitals"
    )
    log = eval(task, model=get_model("mockllm/model", custom_outputs=outputs), log_dir=folder, log_format="eval", max_connections=1, max_samples=1)[0]
    folder = pathlib.Path(folder)
    made = pathlib.Path(log.location.removeprefix("file://"))
    shutil.move(made, folder / "one.eval")
    whole = read_eval_log(str(folder / "one.eval"))
    write_eval_log(whole, str(folder / "one.json"))
    with open(os.devnull, "w") as nowhere:
        kept, sys.stdout = sys.stdout, nowhere
        convert_eval_logs_to_chunked(str(folder / "one.eval"), str(folder / "chunked"), chunk_size=1, attachments_chunk_bytes=100)
        sys.stdout = kept
    print(json.dumps({"status": whole.status, "samples": len(whole.samples or [])}))


def read(path):
    from inspect_ai.log import read_eval_log

    log = read_eval_log(path)
    samples = []
    for sample in log.samples or []:
        messages = []
        for message in sample.messages:
            parts = message.content if isinstance(message.content, list) else []
            reasoning = [[p.reasoning, p.summary, p.redacted] for p in parts if p.type == "reasoning"]
            calls = [[c.function, c.arguments] for c in getattr(message, "tool_calls", None) or []]
            messages.append({"role": message.role, "text": message.text, "reasoning": reasoning, "calls": calls})
        samples.append(
            {
                "id": sample.id,
                "epoch": sample.epoch,
                "uuid": sample.uuid,
                "error": sample.error.message if sample.error else None,
                "messages": messages,
                "stop": sample.output.choices[0].stop_reason if sample.output.choices else None,
                "scores": {name: score.value for name, score in (sample.scores or {}).items()},
                "metadata": sample.metadata,
            }
        )
    print(json.dumps({"status": log.status, "task": log.eval.task, "model": log.eval.model, "samples": samples}))


def scout(path):
    from inspect_scout import ValidationSet, validation_set

    found: ValidationSet = validation_set(path)
    print(json.dumps([{"id": case.id, "target": case.target} for case in found.cases]))


if __name__ == "__main__":
    {"make": make, "read": read, "scout": scout}[sys.argv[1]](*sys.argv[2:])
