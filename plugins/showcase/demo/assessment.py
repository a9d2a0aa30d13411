"""An assessment system for the demo: an item a topic, whose points are what articles name; and values of units."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.demo.plan import Identity, Plan, dice
from showcase.demo.words import Topic, topics

__all__ = ["make_assessment", "make_edition"]

_POINTS = (("有安排", "有计划、有人管，写得出时间和地点"), ("有行动", "常年在做，留得下文字和照片"))
_RESULTS = (("有成效", "说得出前后的变化，用数字说话"), ("有口碑", "服务对象知道，也愿意再来"))
_EACH = 10
"""Points of an item."""


def make_edition(plan: Plan) -> dict[str, object]:
    """The one edition; its window is the last three years."""
    return {
        "name": f"文明单位测评体系（{plan.today.year} 年演示版）",
        "year": str(plan.today.year),
        "issuer": "演示",
        "source": "由程序编成，不是任何一级的正式体系",
        "current": True,
        "window": f"{plan.today.year - 2}-01—{plan.today.year}-12",
        "score": str(_EACH * len(topics())),
        "methods": ["实地考察", "材料审核", "问卷调查"],
        "items": [_item(topic) for topic in topics()],
    }


def _item(topic: Topic) -> dict[str, object]:
    return {
        "name": f"{topic.name}工作",
        "score": str(_EACH),
        "indicators": [
            {"name": f"{topic.name}的安排", "points": list(_points(topic, _POINTS, 1))},
            {"name": f"{topic.name}的成效", "points": list(_points(topic, _RESULTS, 3))},
        ],
    }


def _points(topic: Topic, words: tuple[tuple[str, str], ...], first: int) -> Iterator[dict[str, object]]:
    for number, (short, text) in enumerate(words, first):
        point: dict[str, object] = {"id": f"{topic.name}.{number}", "text": f"{short}：{text}", "method": "材料审核"}
        if number == 4:
            point |= {"method": "问卷调查", "threshold": "群众满意率≥85%"}
        yield point


def make_assessment(plan: Plan, unit: Identity) -> list[dict[str, object]]:
    """What one unit in four says of its own values and scores; drawn apart, so that nothing else changes."""
    rng = dice(plan, unit.number, "assessment")
    if rng.random() >= 0.25:
        return []
    chosen = rng.sample(topics(), 3)
    values: list[dict[str, object]] = [
        {"of": f"{topic.name}.4", "value": f"{rng.randint(780, 995) / 10:g}", "unit": "%", "as_of": plan.today.year}
        for topic in chosen[:2]
    ]
    scores = {"self": f"{rng.randint(70, 100) / 10:g}", "expert": f"{rng.randint(60, 100) / 10:g}"}
    return [*values, {"of": f"{chosen[2].name}工作", **scores}]
