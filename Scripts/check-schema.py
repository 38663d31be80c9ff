#!/usr/bin/env python3
"""Checks YAML files against the JSON Schema that their first line names, with an independent validator.

usage: Scripts/check-schema.py [--schema SCHEMA] FILE...

--schema   check against this schema, whatever the first line says; FILE may be JSON, too

Prints `FILE: ok` or `FILE: PLACE: MESSAGE` for each. Exit: 0 all fit, 1 one does not, 4 jsonschema or PyYAML missing.
"""

import argparse
import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"{missing}: install python3-jsonschema and python3-yaml", file=sys.stderr)
    sys.exit(4)


class Loader(yaml.SafeLoader):
    """The core schema of YAML 1.2, as editors and Hawthorne read it: dates, `no` and `12:30` are texts."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def whole(loader, node):
    text = loader.construct_scalar(node)
    return int(text, {"0x": 16, "0o": 8}.get(text[:2], 10))


Loader.add_constructor("tag:yaml.org,2002:int", whole)
Loader.add_constructor(
    "tag:yaml.org,2002:float",
    lambda loader, node: float(re.sub(r"\.(inf|nan)$", r"\1", loader.construct_scalar(node).lower())),
)


def schema_of(path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    return (path.parent / named.group(1)).resolve() if named else None


def load(path):
    text = path.read_text(encoding="utf-8")
    return yaml.load(text, Loader) if path.suffix in (".yaml", ".yml") else json.loads(text)


def first_error(validator, loaded):
    errors = sorted(validator.iter_errors(loaded), key=lambda e: e.json_path)
    return f"{errors[0].json_path}: {errors[0].message[:200]}" if errors else None


def foreign_complaint(path, schema):
    document = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(document)
    kind.check_schema(document)
    try:
        return first_error(kind(document), load(path))
    except (yaml.YAMLError, ValueError) as error:
        return "does not parse: " + " ".join(str(error).split())[:200]


def complaint(path):
    schema = schema_of(path)
    if schema is None:
        return "the first line names no schema"
    document = json.loads(schema.read_text(encoding="utf-8"))
    if document.get("$ref", "").startswith("suite.schema.json"):
        # The part's schema only points into the suite's.
        name = document["$ref"].split("#", 1)[1]
        document = json.loads((schema.parent / "suite.schema.json").read_text(encoding="utf-8"))
        document["$ref"] = "#" + name
    # Draft 7 ignores what stands beside a reference.
    document = {"allOf": [{"$ref": document["$ref"]}], "definitions": document["definitions"]}
    jsonschema.Draft7Validator.check_schema(document)
    try:
        loaded = load(path)
    except yaml.YAMLError as error:
        return "not YAML: " + " ".join(str(error).split())[:200]
    return first_error(jsonschema.Draft7Validator(document), loaded)


parser = argparse.ArgumentParser()
parser.add_argument("--schema", type=pathlib.Path)
parser.add_argument("files", nargs="+")
arguments = parser.parse_args()
status = 0
for name in arguments.files:
    path = pathlib.Path(name)
    found = foreign_complaint(path, arguments.schema) if arguments.schema else complaint(path)
    print(f"{name}: {found or 'ok'}")
    status = status or (1 if found else 0)
sys.exit(status)
