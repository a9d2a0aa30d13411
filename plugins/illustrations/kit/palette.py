"""Colours: one named palette, and themes that bend it to a season and an hour."""

from __future__ import annotations

from dataclasses import dataclass

Foliage = tuple[str, str, str]
"""Dark mass, middle tone, light."""


class P:
    """The named colours. Scenes take colours from here or mix them; they do not invent new ones."""

    paper, cream, white = "#f7f1e5", "#fbf6ec", "#fffdf8"
    stone, stone2, stone3 = "#e8dfce", "#d3c7b1", "#b5a78f"
    far, far2, mid = "#b7cfc8", "#9bbdb3", "#7aa596"
    teal, teal2, teal3, aqua, aqua2 = "#2c6a70", "#1e4e56", "#133a42", "#8fbdb8", "#b9d7d2"
    leaf, leaf2, leaf3, lime = "#7fa874", "#5d8c62", "#3f6d55", "#b3cb8c"
    grass, grass2 = "#a9c48d", "#8fb17c"
    red, red2, coral, blush = "#b5432f", "#8f2f22", "#d97f63", "#eeb79c"
    gold, gold2, gold3 = "#d5a44a", "#a97b2a", "#f0d695"
    ink, ink2, grey = "#24302f", "#45524f", "#9aa3a0"
    wood, wood2, wood3 = "#a9764c", "#7f5536", "#c99a6b"
    skin, skin2, hair = "#e9bd98", "#d39f77", "#2b2a2c"
    sand, sand2, orange, plum, sky = "#e6dcc3", "#cdbf9f", "#e0793f", "#7b5566", "#bfdcdc"


def mix(a: str, b: str, t: float) -> str:
    """The colour a share t of the way from a to b."""
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]), strict=True)
    return "#" + "".join(f"{round(p + (q - p) * t):02x}" for p, q in pairs)


def darker(colour: str, t: float = 0.18) -> str:
    return mix(colour, P.teal3, t)


def lighter(colour: str, t: float = 0.3) -> str:
    return mix(colour, P.white, t)


@dataclass(frozen=True)
class Theme:
    """The colours that depend on season and hour."""

    sky: tuple[str, str, str]
    sun: str
    ridges: tuple[str, str, str]
    grass: tuple[str, str]
    trees: tuple[Foliage, ...]
    bushes: tuple[Foliage, ...]
    flowers: tuple[str, ...]
    water: tuple[str, str]
    veil: tuple[str, float]
    bare: bool = False


GREEN: Foliage = (P.leaf3, P.leaf2, P.leaf)
FRESH: Foliage = (P.leaf2, P.leaf, P.lime)
DEEP: Foliage = (P.teal2, P.teal, "#5b938d")
SOFT: Foliage = ("#4d7f66", "#6fa07f", "#9dc298")
AMBER: Foliage = (P.gold2, P.gold, P.gold3)
RUST: Foliage = ("#a4522f", "#c9713f", "#e5a062")
OLIVE: Foliage = ("#77793f", "#9a9a55", "#c1bd7c")
BLOSSOM: Foliage = ("#c98a86", "#e3aeaa", "#f6d6d0")
DULL: Foliage = ("#5a776c", "#7c978a", "#a5b9ab")
PINE: Foliage = ("#2f5c54", "#487a6d", "#789f90")

SPRING = Theme(
    sky=("#bfdcdc", "#e4ece2", "#f9ecd6"),
    sun=P.gold3,
    ridges=("#c6dbd2", "#a9c9ba", "#86b09a"),
    grass=("#b4cd90", "#93b67b"),
    trees=(GREEN, SOFT, FRESH, FRESH, BLOSSOM),
    bushes=(GREEN, FRESH, SOFT),
    flowers=("#e3aeaa", P.coral, P.gold3, P.white),
    water=(P.aqua2, P.aqua),
    veil=(P.lime, 0.05),
)
SUMMER = Theme(
    sky=("#a5d0d8", "#d5eae4", "#f4f0dc"),
    sun=P.cream,
    ridges=("#b4d0cb", "#8fb9ac", "#659885"),
    grass=("#97bd7e", "#76a56a"),
    trees=(GREEN, GREEN, DEEP, SOFT),
    bushes=(GREEN, DEEP, FRESH),
    flowers=(P.red, P.coral, P.gold, P.white),
    water=("#a9d3d0", "#7db5b3"),
    veil=(P.teal, 0.03),
)
AUTUMN = Theme(
    sky=("#c5d9d6", "#efe9d6", "#fbe0bd"),
    sun=P.gold3,
    ridges=("#d0d2bd", "#b3b898", "#93a07e"),
    grass=("#c9c287", "#aead72"),
    trees=(AMBER, RUST, OLIVE, AMBER, GREEN),
    bushes=(OLIVE, GREEN, AMBER),
    flowers=(P.gold, P.orange, P.coral, P.gold3),
    water=("#bcd3c8", "#93b5ac"),
    veil=(P.gold, 0.07),
)
WINTER = Theme(
    sky=("#c3d3da", "#e2e8e6", "#f3ece0"),
    sun=P.white,
    ridges=("#d3dcdb", "#b6c6c5", "#97adab"),
    grass=("#c6c9ae", "#adb597"),
    trees=(DULL, PINE, DULL),
    bushes=(PINE, DULL),
    flowers=(P.red, P.coral, P.white, P.gold3),
    water=("#c5d8da", "#a2bfc3"),
    veil=("#9fb8c4", 0.08),
    bare=True,
)

HOUR_SKY = {
    "dawn": ("#c3dbe6", "#f4e8dc", "#fcd9b0"),
    "dusk": ("#a6c6dc", "#f6dfcb", "#fbc795"),
    "night": ("#12283f", "#21455a", "#3f6a72"),
}
HOUR_VEIL = {"dawn": (P.blush, 0.04), "dusk": (P.gold, 0.07), "night": ("#0f2740", 0.06)}
NIGHT = "#173247"


def theme_for(season: str, hour: str) -> Theme:
    """Season first, then the hour laid over it."""
    base = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "winter": WINTER}[season]
    if hour == "night":
        return _nightly(base)
    if hour == "day":
        return base
    sky = tuple(mix(a, b, 0.6) for a, b in zip(base.sky, HOUR_SKY[hour], strict=True))
    return _with(base, (sky[0], sky[1], sky[2]), P.gold3, HOUR_VEIL[hour])


def _with(base: Theme, sky: tuple[str, str, str], sun: str, veil: tuple[str, float]) -> Theme:
    return Theme(sky, sun, base.ridges, base.grass, base.trees, base.bushes, base.flowers, base.water, veil, base.bare)


def _nightly(base: Theme) -> Theme:
    def dim(colour: str) -> str:
        return mix(colour, NIGHT, 0.62)

    def dim_leaf(leaf: Foliage) -> Foliage:
        return dim(leaf[0]), dim(leaf[1]), dim(leaf[2])

    far, near, mid = base.ridges
    return Theme(
        HOUR_SKY["night"],
        P.gold3,
        (dim(far), dim(near), dim(mid)),
        (dim(base.grass[0]), dim(base.grass[1])),
        tuple(map(dim_leaf, base.trees)),
        tuple(map(dim_leaf, base.bushes)),
        tuple(map(dim, base.flowers)),
        (dim(base.water[0]), dim(base.water[1])),
        HOUR_VEIL["night"],
        base.bare,
    )
