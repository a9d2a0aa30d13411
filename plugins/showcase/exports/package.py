"""``datapackage.json``: the description of all files for programs (Frictionless Data Package)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from showcase.exports.about import NOTES, About
from showcase.exports.csv_file import LIST_MARK, NO, YES
from showcase.model.datasets import DataFile, Dataset, Field

__all__ = ["to_package"]

Node = dict[str, object]
_MEDIA: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LICENCE_NAME: Final = re.compile(r"[-\w.]+", re.ASCII)


def to_package(about: About, datasets: Iterable[Dataset], files: Iterable[DataFile]) -> bytes:
    """Who, what, under which terms, and each file with its size, SHA-256 and columns.

    The heads of a CSV are its Chinese titles, for clerks open it; so are the names of its schema, for
    the standard wants the names that stand in the file. JSON has the machine's names. ``created`` is
    the newest day of the content: the clock would make every build another one.
    """
    tables = {dataset.name: dataset for dataset in datasets}
    described: Node = {
        "name": "showcase",
        "title": f"{about.title}：开放数据",
        "description": "".join((about.note or about.terms, *NOTES)),
        "homepage": f"{about.site_url}data/",
        "sources": [{"title": about.title, "path": about.site_url}],
        "resources": list(_resources(list(files), tables)),
    }
    licence = _licence(about)
    if licence:
        described["licenses"] = [licence]
    if about.as_of:
        described["created"] = f"{about.as_of.isoformat()}T00:00:00+08:00"
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(about: About) -> Node:
    """The standard wants a name without spaces or an address."""
    name = about.licence.replace(" ", "-")
    named: Node = {"name": name} if _LICENCE_NAME.fullmatch(name) else {}
    linked: Node = {"path": about.licence_url} if about.licence_url else {}
    return {**named, "title": about.licence, **linked} if named or linked else {}


def _resources(files: Sequence[DataFile], tables: dict[str, Dataset]) -> Iterator[Node]:
    """One a file; but the parts of a CSV are one resource, whose path is their list.

    The standard joins them to one table, each has the head, and a reference to the table finds every row. Parts of
    JSON cannot be joined so, and stand alone.
    """
    for file in files:
        if file.part and file.url.endswith(".csv"):
            if file.part == 1:
                yield _joined([other for other in files if _is_part_of(other, file)], tables)
        else:
            yield _resource(file, tables)


def _is_part_of(file: DataFile, first: DataFile) -> bool:
    return file.dataset == first.dataset and file.url.endswith(".csv")


def _joined(parts: Sequence[DataFile], tables: dict[str, Dataset]) -> Node:
    """``bytes`` and ``hash`` of the standard are of one file: those of parts stand in a list of our own."""
    alone = [_resource(part, tables) for part in parts]
    joined = {key: value for key, value in alone[0].items() if key not in ("bytes", "hash")}
    told = [{key: resource[key] for key in ("path", "bytes", "hash")} for resource in alone]
    return {**joined, "path": [resource["path"] for resource in alone], "parts": told}


def _resource(file: DataFile, tables: dict[str, Dataset]) -> Node:
    path = file.url.rpartition("/")[2]
    form = path.rpartition(".")[2]
    dataset = tables.get(file.dataset)
    described: Node = {
        "name": path.removesuffix(".csv").replace(".", "-"),
        "path": path,
        "type": "table" if form == "csv" else "file",
        "format": form,
        "mediatype": _MEDIA[form],
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
    }
    if dataset is None:
        return {**described, "title": "全部数据的工作簿"}
    text: Node = {"title": dataset.title, "description": dataset.description, "encoding": "utf-8"}
    if form == "csv":
        text["description"] = f"{dataset.description}文字以 =、+、-、@ 等开头的，前面加了撇号（'）。"
        text["dialect"] = {"delimiter": ",", "lineTerminator": "\r\n"}
    return {**described, **text, "schema": _schema(dataset, tables, for_people=form == "csv")}


def _schema(dataset: Dataset, tables: dict[str, Dataset], *, for_people: bool) -> Node:
    """Columns, key and references; keys of other tables are named as those tables' files name them."""
    suffix = "" if for_people else "-json"

    def named(table: Dataset, name: str) -> str:
        return next(f.title for f in table.fields if f.name == name) if for_people else name

    foreign = [
        {
            "fields": [named(dataset, r.field)],
            "reference": {
                "resource": "" if r.dataset == dataset.name else f"{r.dataset}{suffix}",
                "fields": [named(tables[r.dataset], r.to)],
            },
        }
        for r in dataset.references
    ]
    schema: Node = {
        "fields": [_field(field, dataset.key, for_people=for_people) for field in dataset.fields],
        "primaryKey": [named(dataset, name) for name in dataset.key],
        "missingValues": [""],
    }
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(field: Field, key: tuple[str, ...], *, for_people: bool) -> Node:
    """In a CSV several words stand in one cell, and yes and no are Chinese."""
    described: Node = {"name": field.title, "title": field.name} if for_people else _machine_name(field)
    described["type"] = "list" if for_people and field.type == "array" else field.type
    if described["type"] == "list":
        described.update({"delimiter": LIST_MARK, "itemType": "string"})
    if for_people and field.type == "boolean":
        described.update({"trueValues": [YES], "falseValues": [NO]})
    if field.description:
        described["description"] = field.description
    if field.name in key:
        described["constraints"] = {"required": True}
    return described


def _machine_name(field: Field) -> Node:
    return {"name": field.name, "title": field.title}
