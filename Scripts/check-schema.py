#!/usr/bin/env python3
"""Checks YAML files against the JSON Schema that their first line names, with an independent validator.

usage: Scripts/check-schema.py FILE...

Prints `FILE: ok` or `FILE: PLACE: MESSAGE` for each. Exit: 0 all fit, 1 one does not, 4 jsonschema or PyYAML missing.
"""

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
    """YAML 1.2 as editors read it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_of(path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    return (path.parent / named.group(1)).resolve() if named else None


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
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except yaml.YAMLError as error:
        return "not YAML: " + " ".join(str(error).split())[:200]
    errors = sorted(jsonschema.Draft7Validator(document).iter_errors(loaded), key=lambda e: e.json_path)
    return f"{errors[0].json_path}: {errors[0].message[:200]}" if errors else None


status = 0
for name in sys.argv[1:]:
    found = complaint(pathlib.Path(name))
    print(f"{name}: {found or 'ok'}")
    status = status or (1 if found else 0)
sys.exit(status)
