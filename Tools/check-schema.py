#!/usr/bin/python3
"""Checks JSON objects on standard input, one after another, against a schema: check-schema.py Schemas/waybill.route-1.json < answers.ndjson

Keys that the schema does not know are refused too, although a reader must accept them: so that none is forgotten in the schema.
Exits with 1 where an object does not fit.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver  # Debian: python3-jsonschema
from jsonschema.exceptions import best_match


def close(node):
    """Refuses keys that are not named, in each object of the schema."""
    if isinstance(node, dict):
        if "properties" in node and node.get("type") == "object":
            node.setdefault("additionalProperties", False)
        for part in node.values():
            close(part)
    elif isinstance(node, list):
        for part in node:
            close(part)


def objects(text):
    decoder, position = json.JSONDecoder(), 0
    while text[position:].strip():
        position += len(text[position:]) - len(text[position:].lstrip())
        value, position = decoder.raw_decode(text, position)
        yield value


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    close(schema)
    # What another schema says is named by its file's name.
    resolver = RefResolver(pathlib.Path(sys.argv[1]).resolve().as_uri(), schema)
    validator, count, problems = Draft202012Validator(schema, resolver=resolver), 0, 0
    try:
        for count, value in enumerate(objects(sys.stdin.read()), 1):
            if error := best_match(validator.iter_errors(value)):
                problems += 1
                print(f"object {count}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    except ValueError as error:
        problems += 1
        print(f"behind object {count}: no JSON: {error}")
    print(f"{count} objects, {problems} problems")
    sys.exit(1 if problems or not count else 0)


if __name__ == "__main__":
    main()
